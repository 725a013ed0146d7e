import { expect, test } from 'vitest'
import { handoffAsked as asked } from '../support/handoff.ts'

test('whoever takes a request is seen by the others, who cannot take it too; the college can', async () => {
  const { office, number, audit } = await asked()
  expect(await office.say('c1', `认领 ${number}`)).toContain('由你跟进')
  expect(await office.say('c2', '待办')).toContain('王敏 在跟进')
  expect(await office.say('c2', `认领 ${number.toLowerCase()}`)).toContain('已经由 王敏 在跟进')
  expect(await office.say('k1', `认领 ${number}`)).toContain('由你跟进')
  expect(await audit()).toContain(`n:c1 claim-handoff ${number}`)
})

test('what was taken is let go by whoever has it alone', async () => {
  const { office, number } = await asked()
  await office.say('c1', `认领 ${number}`)
  expect(await office.say('c2', `放回 ${number}`)).toContain('不在你手里')
  expect(await office.say('c1', `放回 ${number}`)).toContain('没有人在跟进')
  expect(await office.say('c2', `认领 ${number}`)).toContain('由你跟进')
})

test('it is passed on to a colleague of the same class, who is told what it is', async () => {
  const { office, number } = await asked()
  const arrived = await office.hear('c1', `转给 李芳老师 ${number}`)
  const told = arrived.find(a => a.to === 'c2')
  expect(told?.text).toContain('王敏 把这件事转给你')
  expect(told?.text).toContain('钥匙丢了')
  expect(await office.say('c1', '待办')).toContain('李芳 在跟进')
})

test.each(['c9', '没有这个人', 's1'])('it is not passed on to %s, in whose care the student is not', async to => {
  const { office, number } = await asked()
  const said = await office.say('c1', `转给${to} ${number}`)
  expect(said).toContain('没找到能接这件事的')
  expect(said).toContain('李芳（c2）')
  expect(said).not.toContain('c9（')
})

test('an answer reaches the student under the name of whoever answered', async () => {
  const { office, number, audit } = await asked()
  const arrived = await office.hear('c1', `回复 ${number} 带上学生证来我办公室\n今天都在`)
  expect(arrived.find(a => a.to === 's1')?.text).toBe(`老师回复：带上学生证来我办公室\n今天都在\n—— 王敏（${number}）`)
  expect(arrived.find(a => a.to === 'c1')?.text).toContain('已经替你回复')
  expect(await office.say('c2', '待办')).toContain('已经回复：带上学生证')
  expect((await audit()).filter(line => line.includes('answer'))).toEqual([`n:c1 answer-handoff ${number}`])
})

test('whoever is not to be contacted is answered when they ask, and after that', async () => {
  const { office, number } = await asked({ may: '不可以' })
  const arrived = await office.hear('c1', `回复 ${number} 来我办公室`)
  expect(arrived.filter(a => a.to === 's1')).toEqual([])
  expect(arrived[0]?.text).toContain('先留着')
  expect(await office.say('s1', `${number} 有进展吗`)).toContain('老师回复：来我办公室')
  office.clock.jump(60_000)
  expect(await office.say('s1', `${number} 有进展吗`)).toContain('王敏 接手了')
  const later = await office.hear('c1', `回复 ${number} 明天也行`)
  expect(later.find(a => a.to === 's1')?.text).toContain('明天也行')
})

test('whoever asked hears how it stands, by its number or without, and nobody else does', async () => {
  const { office, number } = await asked()
  expect(await office.say('s1', '我找老师的事有进展吗')).toContain('还没有老师接手')
  expect(await office.say('c1', '待办')).toContain('又来问过进展')
  await office.say('c1', `认领 ${number}`)
  expect(await office.say('s1', number)).toContain('王敏 接手了')
  await office.say('c1', `办结 ${number}`)
  expect(await office.say('s1', `${number}怎么样了？`)).toContain('已经办完')
  expect(await office.say('s2', `${number} 有进展吗`)).toContain('没有找到你提过的')
  expect(await office.say('s2', '我找老师的事有进展吗')).toContain('没有在我这里请老师跟进的事')
})

test('in a group it is said in private', async () => {
  const { office, number } = await asked()
  const arrived = await office.hear('s1', `${number} 有进展吗`, { room: 'g', mentioned: true })
  expect(
    arrived
      .filter(a => a.chat === 'room/g')
      .map(a => a.text)
      .join(),
  ).not.toContain('退宿')
  expect(arrived.find(a => a.chat === 'private/s1')?.text).toContain('退宿')
})

test('it is done with a word to the student, and open again when it was not', async () => {
  const { office, number } = await asked()
  const arrived = await office.hear('c1', `办结 ${number} 钥匙已经补好`)
  expect(arrived.find(a => a.to === 's1')?.text).toContain('办完了')
  expect(arrived.find(a => a.to === 's1')?.text).toContain('老师回复：钥匙已经补好\n—— 王敏')
  expect(await office.say('c1', `回复 ${number} 还有`)).toContain('之前已经标记为跟进完')
  expect(await office.say('c2', `重开 ${number}`)).toContain('又放回待办')
  expect(await office.say('c1', '待办')).toContain('钥匙丢了')
})

test.each(['认领', '放回', '回复', '办结', '重开', '转给 李芳'])(
  '%s of what is not theirs finds nothing',
  async word => {
    const { office, number, audit } = await asked()
    expect(await office.say('c9', `${word} ${number}${word === '回复' ? ' 好' : ''}`)).toContain('没有找到')
    expect(await audit()).toEqual([`n:c9 refused-desk ${number}`])
  },
)

test('a student’s words do nothing to it', async () => {
  const { office, number } = await asked()
  for (const word of ['认领', '办结', '回复']) await office.say('s2', `${word} ${number} 好`)
  expect(await office.database.db.selectFrom('handoff').select(['taker', 'state', 'answer']).execute()).toEqual([
    { taker: null, state: 'open', answer: null },
  ])
})
