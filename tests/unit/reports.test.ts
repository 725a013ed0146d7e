import { expect, test } from 'vitest'
import { into } from '../support/cases.ts'
import { openDesk } from '../support/desk.ts'
import { reported } from '../support/reports.ts'

const staffChats = (arrived: { chat: string }[]) => arrived.map(a => a.chat).filter(chat => chat !== 'private/s1')

test('an incident reaches the named counselor at once, and those after her when nobody takes it', async () => {
  const { office, number, arrived } = await reported('incident')
  expect(staffChats(arrived)).toEqual(['private/c1'])
  expect(into(arrived, 'private/c1')[0]).toMatch(/上报：出事了（还在发生）\n校外的人挨个敲门推销\n地点：示例3栋三楼/)
  expect(await office.wait(4)).toEqual([])
  for (const chat of ['private/c2', 'private/k1', 'private/x1', 'private/op']) {
    const told = await office.wait(chat === 'private/c2' ? 1 : 5)
    expect(staffChats(told)).toEqual([chat])
    expect(told[0]!.text).toContain(number)
  }
  expect(await office.wait(600)).toEqual([])
  expect(office.events.at(-1)).toBe('report-nobody-left unanswered')
})

test('whoever reports what goes on now is told whom to call first', async () => {
  const { arrived } = await reported('incident')
  expect(into(arrived, 'private/s1').join('\n')).toMatch(/110、119、120/)
})

test('what somebody has taken is told nobody else', async () => {
  const { office, number } = await reported('incident')
  await office.say('c1', `认领 ${number}`)
  expect(await office.wait(600)).toEqual([])
})

test('what is given back waits again', async () => {
  const { office, number } = await reported('incident')
  await office.say('c1', `认领 ${number}`)
  await office.wait(60)
  await office.say('c1', `放回 ${number}`)
  expect(staffChats(await office.wait(5))).toEqual(['private/c2'])
})

test('a counselor whom nothing reaches is passed over at once', async () => {
  const { arrived } = await reported('over', { silent: ['c1'] })
  expect(staffChats(arrived)).toEqual(['private/c2'])
})

test('a worry goes to the counselor of whom the words name', async () => {
  const { arrived } = await reported('person')
  expect(staffChats(arrived)).toEqual(['private/c9'])
})

test('what is being spread goes to the school and to no counselor', async () => {
  const { office, number, arrived } = await reported('rumour')
  expect(staffChats(arrived)).toEqual(['private/x1'])
  expect(into(arrived, 'private/s1').join('\n')).toContain('请别转发')
  expect(await office.say('c1', '待办')).not.toContain(number)
  expect(await office.say('x1', '待办')).toContain(number)
})

test('its end comes back to whoever reported it, in private, whether they may be asked or not', async () => {
  const { office, number } = await reported('facility', { askBack: '别问' })
  const arrived = await office.hear('c1', `办结 ${number} 路灯今晚换好`)
  expect(into(arrived, 'private/s1')).toEqual([expect.stringMatching(/处理好了.*路灯今晚换好/s)])
})

test('an end without a word is told too', async () => {
  const { office, number } = await reported('facility')
  expect(into(await office.hear('c1', `办结 ${number}`), 'private/s1')[0]).toContain('已经处理')
})

test('a question back reaches whoever may be asked, and what they add reaches whoever sees to it', async () => {
  const { office, number } = await reported('facility', { askBack: '可以但不具名' })
  const asked = await office.hear('c1', `回复 ${number} 哪一盏`)
  expect(into(asked, 'private/s1')[0]).toContain('哪一盏')
  const added = await office.hear('s1', `补充 ${number} 从北门起三盏`)
  expect(into(added, 'private/c1')[0]).toContain('从北门起三盏')
  expect(await office.say('c1', '待办')).toContain('从北门起三盏')
})

test('nobody adds to the report of another', async () => {
  const { office, number } = await reported('facility')
  expect(await office.say('s2', `补充 ${number} 假的`)).toContain('没有')
  expect(await office.say('c1', '待办')).not.toContain('假的')
})

test('who hides is known to whoever takes it', async () => {
  const { office, number, arrived } = await reported('facility', { askBack: '可以但不具名' })
  expect(into(arrived, 'private/c1')[0]).toContain('一位同学（不具名）')
  expect(into(arrived, 'private/c1')[0]).not.toContain('示例同学甲')
  expect(await office.say('c1', `认领 ${number}`)).toContain('示例同学甲')
  const taker = await openDesk(office).as('c1')
  expect((await taker.get(`/desk/todo/${number}`)).text).toContain('示例同学甲')
  await office.say('c1', `办结 ${number} 好了`)
  expect((await taker.get('/desk/todo?of=done&q=示例同学甲')).text).toContain(number)
})

test('who hides is known to no other, whose care they are in too', async () => {
  const { office, number } = await reported('facility', { askBack: '可以但不具名' })
  const other = await openDesk(office).as('c2')
  const seen = async () => (await other.get('/desk/todo')).text + (await other.get(`/desk/todo/${number}`)).text
  expect(await seen()).not.toContain('示例同学甲')
  await office.say('c1', `认领 ${number}`)
  expect(await seen()).not.toContain('示例同学甲')
  expect((await other.get('/desk/roster/s1')).text).not.toContain(number)
  expect(await office.say('c2', `办结 ${number} 好了`)).not.toContain('示例同学甲')
  expect((await other.get('/desk/todo?of=done&q=示例同学甲')).text).not.toContain(number)
})

test('a report of somebody whom the roster does not know is the school’s', async () => {
  const { arrived } = await reported('over', { by: 'u7' })
  expect(arrived.map(a => a.chat).filter(c => c !== 'private/u7')).toEqual(['private/x1'])
})

test('in a group nothing of a report is said', async () => {
  const { office } = await reported('facility')
  const arrived = await office.hear('s1', '@小助手 我要上报', { room: 'g1', mentioned: true })
  expect(into(arrived, 'room/g1').join('\n')).not.toContain('哪一类')
  expect(into(arrived, 'private/s1').join('\n')).toContain('哪一类')
})

test('what goes on now stands first on the desk', async () => {
  const { office } = await reported('facility')
  for (const text of ['我要上报', '出事了', '还在', '有人挨个敲门推销', '示例3栋', '可以']) await office.say('s2', text)
  const page = await (await openDesk(office).as('k1')).get('/desk/todo')
  expect(page.text.indexOf('还在发生')).toBeLessThan(page.text.indexOf('路灯'))
})
