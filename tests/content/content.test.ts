import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { everyLine } from '../../src/knowledge/direct/lines.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { fillFields, fullAnswer, groupAnswer, privateAnswer } from '../../src/knowledge/render.ts'
import { understand } from '../../src/knowledge/understanding/understand.ts'
import { claimsAllDay, claimsPledgeForCertificate, hotlinesAfterTransfer, sentences } from '../support/claims.ts'

const folder = resolve(import.meta.dirname, '../../knowledge')
const knowledge = loadKnowledge(folder, { zone: 'Asia/Shanghai' })
const entries = [...knowledge.entries.values()]
const { phrases, school } = knowledge

/** In May, on the last evening, and when everything is over. */
const moments = ['2027-05-20T12:00:00+08:00', '2027-06-29T23:00:00+08:00', '2027-08-15T12:00:00+08:00'].map(
  t => new Date(t),
)

/** Everything that the bot may say about an entry, with the entry's id before it. */
const answers = moments.flatMap(now =>
  entries.flatMap(e => [
    { id: e.id, text: groupAnswer(e, { phrases, school, now }) },
    { id: e.id, text: fullAnswer(e, { phrases, school, now }, []) },
    ...everyLine(e).flatMap(line => {
      const rendering = { phrases, school, now, asked: [line] }
      return [groupAnswer(e, rendering), privateAnswer(e, rendering)].map(text => ({ id: `${e.id} ${line.of}`, text }))
    }),
  ]),
)
/** The words that are written in the files, examples and fixed sentences included; wordings of students are not ours to answer for. */
const written = [
  ...entries.map(e => ({
    id: e.id,
    text: [e.short, e.long, e.late ?? '', e.advice ?? '', ...Object.values(e.direct)].join('\n'),
  })),
  ...['school.yaml', 'phrases.yaml'].map(name => ({ id: name, text: readFileSync(join(folder, name), 'utf8') })),
]

/** The ids of texts that hold a sentence of which something wrong is true. */
const offenders = (texts: { id: string; text: string }[], isWrong: (sentence: string) => boolean) =>
  texts.flatMap(({ id, text }) =>
    sentences(text)
      .filter(isWrong)
      .map(s => `${id}: ${s}`),
  )

test('there are at least 150 entries', () => {
  expect(entries.length).toBeGreaterThanOrEqual(150)
})

test('every entry has at least five wordings', () => {
  expect(entries.filter(e => e.asks.length < 5).map(e => e.id)).toEqual([])
})

test('at least 97 % of the wordings find their own entry first', () => {
  const asks = entries.flatMap(e => e.asks.map(ask => ({ ask, id: e.id })))
  const lost = asks.filter(({ ask, id }) => understand(knowledge, ask).candidates[0]?.entry !== id)
  expect(1 - lost.length / asks.length, lost.map(l => `${l.id}: ${l.ask}`).join('\n')).toBeGreaterThanOrEqual(0.97)
})

test('every title finds its own entry among the first three', () => {
  const lost = entries.filter(
    e =>
      !understand(knowledge, e.title)
        .candidates.slice(0, 3)
        .some(c => c.entry === e.id),
  )
  expect(lost.map(e => e.id)).toEqual([])
})

test('no group text is longer than 300 characters once it is filled', () => {
  const long = entries.filter(e => fillFields(e.short, { phrases, school, now: moments[1]! }).length > 300)
  expect(long.map(e => e.id)).toEqual([])
})

test('every answer names its source', () => {
  const label = /^来源[：（]/
  expect(answers.filter(a => !label.test(a.text.split('\n').at(-1)!)).map(a => a.id)).toEqual([])
})

test('no answer shows a placeholder', () => {
  expect(offenders(answers, s => /\{|\}|undefined|\[object/.test(s))).toEqual([])
})

test('every example value is marked as one wherever it is said', () => {
  const ours = entries.map(e => `${e.title}${e.short}${e.long}${e.sources.map(x => x.doc)}`).join()
  const samples = [...school.fields.values()].filter(f => f.isSample && f.type !== 'date' && !ours.includes(f.value!))
  expect(samples.length).toBeGreaterThan(5)
  const unmarked = answers.filter(a =>
    samples.some(f =>
      a.text
        .split(f.value!)
        .slice(1)
        .some(rest => !rest.startsWith('（示例）')),
    ),
  )
  expect([...new Set(unmarked.map(a => a.id))]).toEqual([])
})

test('12356 is never called a 24-hour line', () => {
  expect(offenders(written, claimsAllDay)).toEqual([])
})

test('fraud-transferred leads with 110 in both texts', () => {
  const { short, long } = knowledge.entries.get('fraud-transferred')!
  expect([short, long].map(text => /\d{3,}/.exec(text)?.[0])).toEqual(['110', '110'])
})

test('110 is the first sentence of the answer to money already transferred', () => {
  expect(sentences(knowledge.entries.get('fraud-transferred')!.short)[0]).toContain('110')
})

test('wherever an answer speaks of money already transferred, the first number it gives is 110', () => {
  const wrong = answers.flatMap(({ id, text }) =>
    hotlinesAfterTransfer(text).flatMap(numbers =>
      numbers.length > 0 && numbers[0] !== '110' ? [`${id}: ${numbers}`] : [],
    ),
  )
  expect(wrong).toEqual([])
})

for (const question of ['我刚把钱转给骗子了', '钱已经转出去了怎么办', '转账给骗子了还能追回来吗', '被骗了两千块'])
  test(`“${question}” is answered with 110 first`, () => {
    const { outcome, candidates } = understand(knowledge, question)
    const text = knowledge.entries.get(candidates[0]!.entry)!.short
    expect([outcome, /\d{3,}/.exec(text)?.[0]]).toEqual(['answer', '110'])
  })

test('no answer claims that a certificate depends on a pledge', () => {
  expect(offenders(written, claimsPledgeForCertificate)).toEqual([])
})
