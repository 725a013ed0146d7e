import { expect, test } from 'vitest'
import { defaultLimits } from '../../src/bot/context.ts'
import { readLimit } from '../../src/content/normalize.ts'
import { fill } from '../../src/content/words.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow } from '../support/flow.ts'
import { talkWith } from '../support/talk.ts'

const knowledge = fixtureKnowledge()
const { phrases } = knowledge
const office = fill(phrases.office, { contact: fill(phrases.sampleMark, { value: '学院学工办' }) })
const slowDown = fill(phrases.slowDown, { office })
const room = 'g'
const { perPersonPerMinute, perGroupPerMinute } = defaultLimits

/** The same question in other words each time, so that only the limit counts. */
const asked = (n: number) => `退宿怎么办理${'啊'.repeat(n)}`

/** One person asks as often as the limit allows. */
function flood(sent: { room?: string } = {}) {
  const talk = talkWith(knowledge)
  for (let n = 0; n < perPersonPerMinute; n++) talk.hear(asked(n), { ...sent, mentioned: true })
  return talk
}

test('up to the limit a person is answered', () => {
  const talk = talkWith(knowledge)
  for (let n = 0; n < perPersonPerMinute; n++) expect(talk.hear(asked(n)).verdict.outcome).toBe('answer')
})

test('beyond the limit a person is told once to slow down, then there is silence', () => {
  const talk = flood()
  expect([11, 12, 13].map(n => talk.hear(asked(n)).reply)).toEqual([slowDown, null, null])
})

test('whoever tells that money has gone, or asks about fraud, is answered beyond the limit', () => {
  for (const text of ['我刚把三千块转过去了，对方把我拉黑了', '帮我看看这个'])
    expect(flood().hear(text).reply).not.toBe(slowDown)
})

test('the same words again and again, as a machine sends them, are answered a few times and then met with silence', () => {
  const talk = talkWith(knowledge)
  const machine = '您好，我现在有事不在，一会再和您联系。[自动回复]'
  const replies = Array.from({ length: 8 }, () => talk.hear(machine).reply)
  expect(replies.slice(3)).toEqual([phrases.sameAgain, null, null, null, null])
  expect(talk.hear('退宿怎么办理').verdict.outcome).toBe('answer')
})

test("a machine that sends back the bot's own words does not keep it talking", () => {
  const talk = talkWith(knowledge)
  let words = talk.hear('退宿怎么办理').reply
  let said = 0
  for (let n = 0; n < 20 && words !== null; n++, said++) words = talk.hear(words).reply
  expect(said).toBeLessThan(6)
})

test('every kind of message counts, so that pictures cannot flood a chat either', () => {
  const talk = talkWith(knowledge)
  for (let n = 0; n < perPersonPerMinute; n++) talk.hear('', { images: 1 })
  expect(talk.hear('', { images: 1 }).reply).toBe(slowDown)
})

test('a minute later the person is answered again', () => {
  const talk = flood()
  talk.hear(asked(11))
  talk.wait(1.1)
  expect(talk.hear(asked(12)).verdict.outcome).toBe('answer')
})

test('in the next burst the person is told again', () => {
  const talk = flood()
  talk.hear('谢谢')
  talk.wait(2)
  const replies = Array.from({ length: perPersonPerMinute + 1 }, () => talk.hear('谢谢').reply)
  expect(replies.at(-1)).toBe(slowDown)
})

test("one person's limit does not touch another's in the same group", () => {
  const talk = flood({ room })
  expect(talk.hear('毕业证丢了怎么补办', { room, mentioned: true, from: 'u2' }).verdict.outcome).toBe('answer')
})

test('a group as a whole has a limit, and beyond it there is silence', () => {
  const talk = talkWith(knowledge)
  const ask = (n: number) => talk.hear('退宿怎么办理', { room, mentioned: true, from: `u${n}` }).reply !== null
  const answered = Array.from({ length: perGroupPerMinute + 2 }, (_, n) => ask(n))
  expect(answered.filter(Boolean)).toHaveLength(perGroupPerMinute)
  expect(answered.slice(-2)).toEqual([false, false])
})

test('putting the clock back does not silence anyone', () => {
  const talk = flood()
  talk.wait(-60)
  expect(talk.hear('退宿怎么办理').verdict.outcome).toBe('answer')
})

test('an answer can be rated once, in words or by button', () => {
  const talk = talkWith(knowledge)
  const { update } = talk.hear('退宿怎么办理')
  const rated = talk.hear('有用')
  expect(rated.effects).toContainEqual({ do: 'rate', update, entry: 'checkout-steps', useful: true })
  expect(rated.reply).toBe(phrases.thanksUseful)
  expect(talk.hear('没用').reply).toBe(phrases.nothingToRate)
})

test('a bad rating is thanked for and names the office to ask', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理')
  expect(talk.hear('没用！').reply).toBe(fill(phrases.thanksUseless, { office }))
})

test('in a group a rating counts quietly', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  const { reply, effects } = talk.hear('有用', { room })
  expect(reply).toBeNull()
  expect(effects.map(e => e.do)).toEqual(['rate'])
})

test('in a group “有用” long after the answer is not a rating', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  talk.wait(60)
  expect(talk.hear('有用', { room }).effects).toEqual([])
})

test("a person cannot rate another's answer", () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理', { room, mentioned: true })
  expect(talk.hear('有用', { room, from: 'u2' }).effects).toEqual([])
})

test('a follow-up question after an answer is a question and not a rating', () => {
  const talk = talkWith(knowledge)
  talk.hear('退宿怎么办理')
  expect(talk.hear('毕业证丢了有用吗').effects.map(e => e.do)).not.toContain('rate')
})

for (const [says, listed] of [
  ['你好', '你好'],
  ['您好呀', '您好'],
  ['谢谢！', '谢谢'],
  ['THANKS', 'thanks'],
  ['好的', '好的'],
  ['再见～', '再见'],
] as const)
  test(`“${says}” gets a kind word back`, () => {
    const courtesy = phrases.courtesies.find(c => c.says.includes(listed))!
    expect(talkWith(knowledge).hear(says).reply).toBe(courtesy.reply)
  })

test('a greeting before a question does not swallow the question', () => {
  expect(talkWith(knowledge).hear('你好，退宿怎么办理').verdict.entry).toBe('checkout-steps')
})

for (const word of ['帮助', '菜单', '/help', '／帮助', 'HELP', '@小助手 帮助'])
  test(`“${word}” shows what one may ask`, () => {
    expect(talkWith(knowledge).hear(word).reply).toBe(phrases.help)
  })

/** A bot with two short flows of the shipped names. */
const withFlows = () =>
  talkWith(
    knowledge,
    contentOf(
      knowledge,
      ['报平安', '毕业感言'].map((start, n) =>
        aFlow(
          `f${n}`,
          `title: ${start}\nstarts: [${start}]\nsteps: [{ id: one, type: say, say: 好 }, { id: end, type: end, say: 好 }]`,
        ),
      ),
    ),
  )

for (const [typed, word] of [
  ['报平按', '报平安'],
  ['毕业感盐', '毕业感言'],
] as const)
  test(`“${typed}” without a slash gets “${word}” offered`, () => {
    const { reply, choices } = withFlows().hear(typed)
    expect(reply).toContain(fill(phrases.nearStart, { word }))
    expect(choices).toContain(word)
  })

test('a sentence is no slip of a command', () => {
  expect(withFlows().hear('今天晚上食堂三楼有什么好吃的').choices).not.toContain('报平安')
})

test('in a group the command with a slash needs no mention', () => {
  expect(talkWith(knowledge).hear('/help', { room }).reply).toBe(phrases.help)
})

for (const [typed, command] of [
  ['/hlep', 'help'],
  ['/帮组', '帮助'],
  ['/模试', '模式'],
] as const)
  test(`“${typed}” gets “${command}” suggested`, () => {
    expect(talkWith(knowledge).hear(typed).reply).toBe(fill(phrases.nearCommand, { typed, command }))
  })

for (const other of ['/weather 北京', '/stop', '/hlep'])
  test(`in a group “${other}” to nobody is left alone`, () => {
    expect(talkWith(knowledge).hear(other, { room }).reply).toBeNull()
  })

const unreadable: [what: string, text: string, images: number, reply: string][] = [
  ['an empty message', '', 0, phrases.empty],
  ['spaces', ' \n　', 0, phrases.empty],
  ['zero-width characters', '\u200b\u200d\ufeff', 0, phrases.empty],
  ['a picture without words', '', 1, phrases.pictureOnly],
  ['emoji', '😀😀', 0, phrases.empty],
  ['punctuation', '……', 0, phrases.gibberish],
  ['a question mark', '？？', 0, phrases.help],
  ['a text that is far too long', '长'.repeat(readLimit + 1), 0, fill(phrases.tooLong, { limit: readLimit })],
]
for (const [what, text, images, reply] of unreadable) {
  test(`in private ${what} gets a clear reply and is not noted as a question`, () => {
    const heard = talkWith(knowledge).hear(text, { images })
    expect(heard.reply).toBe(reply)
    expect(heard.effects.map(e => e.do)).toEqual(['say'])
  })
  test(`in a group ${what} to nobody is left alone`, () => {
    expect(talkWith(knowledge).hear(text, { images, room }).reply).toBeNull()
  })
}

test('a picture with a question below it is a question', () => {
  expect(talkWith(knowledge).hear('退宿怎么办理', { images: 1 }).verdict.entry).toBe('checkout-steps')
})

test('a message of exactly the longest length is read', () => {
  const text = `退宿怎么办理${'。'.repeat(readLimit - 6)}`
  expect(talkWith(knowledge).hear(text).verdict.outcome).not.toBe('silent')
  expect(talkWith(knowledge).hear(text).reply).not.toBe(fill(phrases.tooLong, { limit: readLimit }))
})

test('a name that is said without anything else gets the reply to an empty message', () => {
  expect(talkWith(knowledge).hear('@小助手', { room }).reply).toBe(phrases.empty)
})
