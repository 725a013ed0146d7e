import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { parseCaseWords } from '../../src/office/cases/words.ts'
import { brushing, into, openCaseOffice } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk } from '../support/flow.ts'
import { talkWith } from '../support/talk.ts'

const knowledge = fixtureKnowledge()
const words = contentOf(knowledge).caseWords.check
const harmless = '明天下午三点在学生活动中心集合，记得带学生证'
const fakeSite = 'https://www.chsi.com.cn.login-xuexin.top/pay'
const doubts = [
  '这是真的吗',
  '靠谱吗',
  '真的假的？',
  '这个能信吗',
  '是不是骗子啊',
  '帮我看下这个',
  '這是真的嗎',
  '学长说能挣钱 靠 谱 吗 ~',
  '这链接能不能点啊',
  '要不要理他',
  '真的？',
  '？',
  '',
]
const talk = () => talkWith(knowledge)

test.each(doubts)('“%s” beside a quote asks to look at what is quoted', text => {
  expect(talk().hear(text, { quoted: brushing }).reply).toContain('【风险提示】')
})

test('what is quoted is not called safe when no sign is found in it', () => {
  expect(talk().hear('这是真的吗', { quoted: harmless }).reply).toContain('不代表安全')
})

test('only what is quoted is judged, not the words beside it', () => {
  const { reply } = talk().hear('让我先垫付刷单，靠谱吗', { quoted: harmless })
  expect(reply).toContain('不代表安全')
  expect(reply).not.toContain('刷单')
})

test.each(['靠谱吗', '这是真的吗', '是不是骗子啊', '我已经转了'])(
  '“%s” with nothing quoted is no request to look at anything',
  text => {
    expect(talk().hear(text).reply).not.toMatch(/风险提示|不代表安全|我不会为它另外记一笔/)
  },
)

test('a doubt in a long message, or a short message without any, is not one', () => {
  const long = '学长给我介绍了一份工作说是在学校旁边的打印店帮忙，我想问问离校以后还能不能去靠谱吗'
  for (const text of [long, '退宿什么时候截止', '请假的话找谁'])
    expect(talk().hear(text, { quoted: harmless }).reply).not.toContain('不代表安全')
})

test('a quote of the bot is a reply to it and not looked at', () => {
  expect(talk().hear('真的假的', { quoted: brushing, replies: true }).reply).not.toContain('【风险提示】')
})

test('a question that the knowledge is sure of is answered, unless what is quoted is suspicious', () => {
  const ask = '帮我看下这个，退宿什么时候截止'
  expect(talk().hear(ask, { quoted: harmless }).verdict.entry).toBe('checkout-when')
  expect(talk().hear(ask, { quoted: brushing }).reply).toContain('【风险提示】')
})

test('a picture beside a doubt is looked at by what its QR code says, quoted or sent', () => {
  for (const sent of [{ quotedCode: fakeSite }, { code: fakeSite }]) {
    const { reply } = talk().hear('能扫吗', sent)
    expect(reply).toContain(fakeSite)
    expect(reply).toContain('【风险提示】')
  }
})

test('of a picture without a code it is said that nothing can be read, and the words that follow are looked at', () => {
  for (const sent of [{ quotedCode: '' }, { images: 1 }]) {
    const t = talk()
    expect(t.hear('这是真的吗', sent).reply).toBe(words.nothingToSee)
    expect(t.hear(harmless).reply).toContain('不代表安全')
  }
})

test('what is quoted without words (a voice) is asked for', () => {
  expect(talk().hear('这是真的吗', { quoted: '' }).reply).toBe(words.send)
})

test.each([{ quoted: brushing }, { quoted: harmless }, { quotedCode: '' }])(
  'when one says that money has gone, 110 comes first, whatever is quoted',
  sent => {
    for (const text of ['我已经转了', '靠谱吗，我已经付了钱'])
      expect(talk().hear(text, sent).reply?.startsWith(words.moved)).toBe(true)
  },
)

test('money that moved in the quoted words alone is not the person’s', () => {
  expect(
    talk()
      .hear('靠谱吗', { quoted: `我已经转了，${brushing}` })
      .reply?.startsWith(words.moved),
  ).toBe(false)
})

test('in a group one neutral line is said, and what was quoted is looked at in private at once', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '这是真的吗', { room: 'g0', mentioned: true, quoted: brushing })
  expect(into(arrived, 'room/g0')).toEqual([knowledge.phrases.flow.toPrivate])
  expect(into(arrived, 'private/s1')[0]).toContain('【风险提示】')
})

test('in a group too 110 comes first in private, and once', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '我已经转了', { room: 'g0', mentioned: true, quoted: brushing })
  const inside = into(arrived, 'private/s1').join('\n')
  expect(inside.startsWith(words.moved)).toBe(true)
  expect(inside.split(words.moved)).toHaveLength(2)
})

test('the same doubt about one quote after another is answered every time', () => {
  const t = talk()
  for (let n = 0; n < 15; n++) expect(t.hear('这是真的吗', { quoted: brushing }).reply).toContain('【风险提示】')
})

test('in a group that does not speak to the bot, nothing is said', async () => {
  const office = await openCaseOffice()
  expect(await office.hear('s1', '这是真的吗', { room: 'g0', quoted: brushing })).toEqual([])
})

test('a picture without a code is spoken of in private too, and the words that follow there are looked at', async () => {
  const office = await openCaseOffice()
  const arrived = await office.hear('s1', '这是真的吗', { room: 'g0', mentioned: true, quotedCode: '' })
  expect(into(arrived, 'private/s1')).toEqual([words.nothingToSee])
  expect(into(arrived, 'room/g0')).toEqual([knowledge.phrases.flow.toPrivate])
  expect(await office.say('s1', harmless)).toContain('不代表安全')
})

const pointer = fill(knowledge.phrases.flow.toPrivateSelf, { start: words.asks[0]! })
const cornered = { room: 'g0', mentioned: true, unreachable: true, quoted: brushing }

test('where the person cannot be written to, the group hears where to go, with 110 first if money has gone', () => {
  expect(talk().hear('这是真的吗', cornered).reply).toBe(pointer)
  expect(talk().hear('我已经转了', cornered).reply).toBe(`${words.moved}\n${pointer}`)
})

test('what was shown in the group is looked at in the private chat without being brought along', () => {
  const shownBefore = { images: [], quoted: brushing }
  for (const text of ['帮我看看这个', '这是真的吗'])
    expect(talk().hear(text, { shownBefore }).reply).toContain('【风险提示】')
  expect(talk().hear('退宿什么时候截止', { shownBefore }).verdict.entry).toBe('checkout-when')
  expect(talk().hear(`帮我看看这个：${harmless}`, { shownBefore }).reply).toContain('不代表安全')
})

test('a forward that mentions the bot in a group is looked at in private when it is suspicious', async () => {
  const office = await openCaseOffice()
  const forward = (text: string) => office.hear('s1', text, { room: 'g0', mentioned: true, forwarded: true })
  expect(into(await forward(brushing), 'private/s1')[0]).toContain('【风险提示】')
  expect(into(await forward('退宿什么时候截止'), 'private/s1')).toEqual([])
})

test('in a conversation a doubt beside a quote is answered and not taken for an answer', () => {
  const flow = aFlow(
    'note',
    'title: 感言\nstarts: [写感言]\nsteps: [{ id: a, type: text, free: true, ask: 写点什么 }, { id: done, type: end, say: 好 }]',
  )
  const bot = flowTalk(knowledge, [flow])
  bot.say('写感言')
  expect(bot.say('这是真的吗', { quoted: brushing }).text).toContain('【风险提示】')
  expect(bot.say('谢谢大家').text).toBe('好')
})

test('an empty or endless stem is a problem with its line', () => {
  const problems: Parameters<typeof parseCaseWords>[1] = []
  parseCaseWords({ where: 'cases.yaml', text: `check:\n  doubts: [" ", ${'长'.repeat(13)}]` }, problems)
  expect(problems.filter(p => p.what.includes('doubts')).map(p => p.line)).toEqual([2, 2])
})
