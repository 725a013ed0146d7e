import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { talkWith } from '../support/talk.ts'

const knowledge = loadKnowledge(resolve(import.meta.dirname, '../../knowledge'), { zone: 'Asia/Shanghai' })
const say = (text: string) => talkWith(knowledge).hear(text)

const acted: [said: string, first: string][] = [
  ['I want to kill myself', 'Thank you for telling me.'],
  ['I am going to kill myself tonight', 'Move away from heights and water'],
  ["I don't want to live anymore", 'Thank you for telling me.'],
  ['my roommate is going to jump from the roof', 'Call 110 now'],
  ['someone is following me now', 'Get to where people are'],
  ['there is a fire in my dorm!', 'Leave now and shout'],
  ['my friend is unconscious', 'Call 120 now'],
  ['I was raped', 'This is not your fault.'],
]
for (const [said, first] of acted)
  test(`“${said}” is helped in English first of all`, () => {
    const { verdict, reply } = say(said)
    expect(verdict.outcome).toBe('alarm')
    expect(reply?.split('\n')[0]).toContain(first)
    expect(reply).toMatch(/1(10|20|19)/)
  })

const doubtful = ['I feel hopeless', 'my friend wants to commit suicide', "they won't let me leave"]
for (const said of doubtful)
  test(`“${said}” is asked about in English, and nobody is told`, () => {
    const { reply, effects, choices } = say(said)
    expect(reply).toContain('answer “yes”')
    expect(choices.slice(0, 2)).toEqual(['Yes, send someone', "No, I'm fine"])
    expect(effects.some(e => e.do === 'open-crisis')).toBe(false)
  })

for (const answer of ['no', "No, I'm fine", "I'm fine", '没事'])
  test(`“${answer}” ends such a question`, () => {
    const talk = talkWith(knowledge)
    talk.hear('I feel hopeless')
    expect(talk.hear(answer).reply).toBe(
      answer === '没事'
        ? '没事就好。要是哪天不好受了，随时跟我说。'
        : 'Good to hear. If a bad day comes, you can always write to me.',
    )
  })

for (const answer of ['yes', 'Yes, send someone', 'yes please'])
  test(`“${answer}” to such a question calls a teacher`, () => {
    const talk = talkWith(knowledge)
    talk.hear('I feel hopeless')
    expect(talk.hear(answer).effects.some(e => e.do === 'open-crisis')).toBe(true)
  })

const harmless = [
  'this exam is killing me',
  'how do I kill time before the ceremony',
  'when do I have to be out of the dorm',
  'my flight leaves at ten, can I die of boredom here',
  'I lost my key',
]
for (const said of harmless)
  test(`“${said}” is no cry for help`, () => {
    expect(say(said).verdict.outcome).not.toBe('alarm')
  })

test('in a group nobody is spoken to for English words that may mean something else', () => {
  const { reply } = talkWith(knowledge).hear('this deadline, i want to die', { room: 'g' })
  expect(reply).toBeNull()
})

test('whoever tells in English that money has gone hears first what to do', () => {
  expect(say('I sent 5000 yuan to a scammer').reply?.split('\n')[0]).toContain('Call 110 now')
})

test('what looks like fraud is looked at in English', () => {
  const { reply } = talkWith(knowledge).hear('is this a scam?', {
    quoted: '同学们好，招聘刷单兼职，在家就能做，日结300元，先垫付后返佣，名额有限抓紧报名，加v：abc123456',
  })
  expect(reply).toContain('These are common signs of fraud')
})
