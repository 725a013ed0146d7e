import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { askedOf, kindsOf } from '../../src/knowledge/kind.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { privateAnswer } from '../../src/knowledge/render.ts'

const { entries, lexicon, phrases, school } = loadKnowledge(resolve(import.meta.dirname, '../../knowledge'), {
  zone: 'Asia/Shanghai',
})
const now = new Date('2027-05-20T12:00:00+08:00')
const questions = [...entries.values()].flatMap(entry => entry.asks.map(question => ({ entry, question })))

test('every entry has a direct line for two kinds of question', () => {
  expect([...entries.values()].filter(e => Object.keys(e.direct).length < 2).map(e => e.id)).toEqual([])
})

test('of the wordings whose words tell what they ask at least 90 % have a direct line', () => {
  const told = questions.filter(({ question }) => kindsOf(lexicon.kinds, question).length > 0)
  const answered = told.filter(({ entry, question }) =>
    askedOf(lexicon.kinds, question, entry).some(kind => entry.direct[kind] !== undefined),
  )
  expect(told.length / questions.length).toBeGreaterThan(0.9)
  expect(answered.length / told.length).toBeGreaterThan(0.9)
})

test('half of the answers are no longer than 200 characters, and nineteen of twenty than 300', () => {
  const lengths = questions
    .map(({ entry, question }) => {
      const asked = askedOf(lexicon.kinds, question, entry)
      return privateAnswer(entry, { phrases, school, now, asked }).length
    })
    .sort((a, b) => a - b)
  expect(lengths[Math.floor(lengths.length * 0.5)]).toBeLessThanOrEqual(200)
  expect(lengths[Math.floor(lengths.length * 0.95)]).toBeLessThanOrEqual(300)
})

test('what only the notice says is told apart from our advice', () => {
  const mixed = [...entries.values()].filter(
    e => e.certainty === 'A' && e.advice === null && e.sources.every(s => s.doc.startsWith('学工部（处）')),
  )
  expect(mixed.map(e => e.id)).toEqual([])
})
