import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardFor } from '../../src/bot/safety/card.ts'
import { brushing, into, openCaseOffice } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'

const { caseWords: words, safety } = contentOf(fixtureKnowledge())
const room = 'g1'

test('a scam in a group is met with one general card, though nobody called the bot', async () => {
  const office = await openCaseOffice()
  const cards = into(await office.hear('s1', brushing, { room }), 'room/g1')
  expect(cards).toEqual([words.scam.card.replace('{advice}', words.scam.advice.刷单返利!)])
})

test('the card is for everyone: it is addressed to nobody', async () => {
  const office = await openCaseOffice()
  const [card] = (await office.hear('s1', brushing, { room })).filter(a => a.chat === 'room/g1')
  expect(card?.to).toBeNull()
})

test('of one kind there is one card an hour in a group, and then another', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room })
  expect(into(await office.hear('s2', brushing, { room }), 'room/g1')).toEqual([])
  await office.wait(61)
  expect(into(await office.hear('s2', brushing, { room }), 'room/g1')).toHaveLength(1)
})

test('another kind has its own card within the hour', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room })
  const police = '我是公安局的，你涉嫌洗钱案，请配合调查，把钱转到安全账户，要保密不要告诉任何人'
  expect(into(await office.hear('s2', police, { room }), 'room/g1')).toHaveLength(1)
})

test("the class's counselors get the evidence privately, and nobody else does", async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', brushing, { room })
  expect(arrived.map(a => a.chat).sort()).toEqual(['private/c1', 'private/c2', 'room/g1'])
  const [evidence] = arrived.filter(a => a.chat === 'private/c1')
  expect(evidence!.text).toContain('S01')
  expect(evidence!.text).toContain('刷单')
  expect(evidence!.choices).toEqual(['S01 属实', 'S01 误报'])
})

test('the evidence names no poster and shows no number', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', `${brushing} 13900139000`, { room })
  for (const { text } of arrived) {
    expect(text).not.toMatch(/\d{6}/)
    expect(text).not.toContain('示例同学甲')
  }
})

test("of a class whose counselors nothing reaches, the college's staff are told", async () => {
  const office = await openCaseOffice({ silent: ['c1', 'c2'] })
  const arrived = await office.hear('s1', brushing, { room })
  expect(arrived.map(a => a.chat).sort()).toEqual(['private/k1', 'room/g1'])
})

test('of a group without a class nobody is told: the case is in the list of the school', async () => {
  const office = await openCaseOffice()
  expect((await office.hear('s1', brushing, { room: 'g0' })).map(a => a.chat)).toEqual(['room/g0'])
  expect(await office.say('x1', '案件')).toContain('S01')
  expect(await office.say('c1', '案件')).toBe(words.desk.none)
})

test('what is not sure gets no card and no message, and stands in the list', async () => {
  const office = await openCaseOffice()
  const { model } = office.content.safety
  // Nothing is sure any more.
  office.content.safety = {
    ...office.content.safety,
    model: { ...model, thresholds: { ...model.thresholds, high: 2, listed: 99, listedAlone: 99 } },
  }
  expect(await office.hear('s1', brushing, { room })).toEqual([])
  expect(await office.say('c1', '案件')).toContain(words.desk.grades.low)
})

test('a question addressed to the bot in the same message is still answered', async () => {
  const office = await openCaseOffice()
  const both = into(await office.hear('s1', `${brushing} 小助手怎么退宿`, { room, mentioned: true }), 'room/g1')
  expect(both).toHaveLength(2)
})

test("another student's question right after is answered as ever", async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room })
  const answer = into(await office.hear('s2', '退宿怎么办理', { room, mentioned: true }), 'room/g1')
  expect(answer.join()).toContain('退宿')
})

test('a counselor who shows an example is not warned of', async () => {
  const office = await openCaseOffice()
  expect(await office.hear('c1', brushing, { room })).toEqual([])
})

test('what a QR code says is judged together with the message', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '学信网要重新登录认证，不认证学历作废，扫码登录', {
    room,
    code: 'https://www.chsl.com.cn.xuexin-login.top/pay',
  })
  expect(into(arrived, 'room/g1')).toHaveLength(1)
})

test('a counselor turns the reading of a group off and on; students cannot', async () => {
  const office = await openCaseOffice()
  expect(await office.say('s1', '反诈 关', { room, mentioned: true })).toBe(words.scam.switchRefused)
  expect(await office.say('c1', '反诈 关', { room })).toContain('不会')
  expect(await office.hear('s1', brushing, { room })).toEqual([])
  await office.say('c1', '反诈 开', { room })
  expect(await office.hear('s1', brushing, { room })).not.toEqual([])
})

test('nearly the same message in another group within the hour is one case with a drafted alert', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room })
  const changed = brushing.replace('300', '500').replace('abc123456', 'xyz98765').replace('13800138000', '13711112222')
  const arrived = await office.hear('s2', changed, { room: 'g2' })
  expect(into(arrived, 'private/c1').join()).toContain('出现在 2 个群')
  const shown = await office.say('c1', '案件 S01')
  expect(shown).toContain('草稿')
  expect(shown).toContain('发布 S01')
  expect(await office.say('c1', '案件 S02')).toContain('没有 S02')
})

test('the drafted alert becomes a broadcast that leaves only when the counselor releases its preview', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room })
  expect(await office.say('c1', '发布 S01')).toContain('还没有草稿')
  await office.hear('s1', brushing, { room: 'g2' })
  const preview = await office.hear('c1', '发布 S01')
  expect(preview.map(a => a.chat)).toEqual(['private/c1'])
  expect(preview[0]!.text).toContain('A01 的预览')
  expect(preview[0]!.text).toContain('刷单')
  expect(await office.say('s1', '发布 S01')).not.toContain('预览')
})

test('the same message again in the same group tells nobody a second time', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room })
  expect(await office.hear('s2', brushing, { room })).toEqual([])
})

test('after an hour the same message is a case of its own', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room })
  await office.wait(61)
  await office.hear('s1', brushing, { room: 'g2' })
  expect(await office.say('c1', '案件')).toContain('S02')
})

test('what a counselor has called a false alarm raises no card when it comes again', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room })
  await office.say('c1', 'S01 误报')
  expect(await office.hear('s2', brushing, { room: 'g2' })).toEqual([])
})

test('warnings, news and honest questions in a group raise nothing', async () => {
  const office = await openCaseOffice()
  for (const text of ['警方提醒：刷单都是诈骗，大家别上当', '请问交体检费正常吗', '转让闲置台灯一个，20元，自提'])
    expect(await office.hear('s1', text, { room })).toEqual([])
})

test('the card shares no six characters in a row with the message, whatever it says', () => {
  const own = [...Object.values(words.scam.advice), words.scam.plainCard, words.scam.otherAdvice]
  const piece = fc
    .constantFrom(...own)
    .chain(text => fc.tuple(fc.nat(text.length), fc.nat(40)).map(([at, length]) => text.slice(at, at + length)))
  const message = fc.array(fc.oneof(piece, fc.string({ maxLength: 20 })), { maxLength: 8 }).map(parts => parts.join(''))
  const kind = fc.constantFrom(...safety.scamTypes, '其他可疑')
  fc.assert(
    fc.property(kind, message, (type, text) => {
      const card = cardFor(words, type, text) ?? ''
      for (let at = 0; at + 6 <= card.length; at++) expect(text.includes(card.slice(at, at + 6))).toBe(false)
    }),
    { numRuns: 2000 },
  )
})

test('every kind that the detector knows has its own advice, or the general one', () => {
  for (const type of safety.scamTypes) expect(cardFor(words, type, '')).toContain(words.scam.card.slice(0, 4))
})

test('a defect in reading for scams costs nobody their answer, and is noted', async () => {
  const office = await openCaseOffice()
  office.content.safety = Object.defineProperty({ ...office.content.safety }, 'scam', {
    get() {
      throw new TypeError('a defect')
    },
  })
  const answer = into(await office.hear('s2', '退宿怎么办理', { room, mentioned: true }), 'room/g1')
  expect(answer.join()).toContain('退宿')
  const [noted] = await office.database.db.selectFrom('audit').select(['act', 'detail']).execute()
  expect(noted).toEqual({ act: 'watcher-failed', detail: 'scamInGroup TypeError' })
})

test('in a group whose mode answers by itself the poster is not lectured: the card is all there is', async () => {
  const office = await openCaseOffice()
  await office.say('c1', '模式 自动', { room })
  expect(into(await office.hear('s1', brushing, { room }), 'room/g1')).toHaveLength(1)
})
