import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { linesAsked } from '../../src/knowledge/direct/asked.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { lineFor } from '../../src/knowledge/measure/figures.ts'
import { handsFolder, readHands } from '../../src/knowledge/measure/hands.ts'
import { privateAnswer } from '../../src/knowledge/render.ts'

const knowledge = loadKnowledge(resolve(import.meta.dirname, '../../knowledge'), { zone: 'Asia/Shanghai' })
const { entries, phrases, school } = knowledge
const now = new Date('2027-05-20T12:00:00+08:00')
const questions = [...entries.values()].flatMap(entry => entry.asks.map(question => ({ entry, question })))

test('every entry has a direct line for two kinds of question', () => {
  expect([...entries.values()].filter(e => Object.keys(e.direct).length < 2).map(e => e.id)).toEqual([])
})

test('of what strangers asked, the entry has a line for just that for at least 85 %, and mostly says it first or second', () => {
  const lines = readHands(resolve(import.meta.dirname, '../..', handsFolder))
  const asked = lines.flatMap(line => {
    const found = !line.sawEntries && line.part === 'Q' ? lineFor(line, knowledge) : null
    return found ? [found] : []
  })
  const has = asked.filter(({ asked }) => asked !== null)
  const said = has.filter(({ asked, says }) => says.includes(asked!))
  expect(asked.length).toBeGreaterThan(2000)
  expect(has.length / asked.length).toBeGreaterThan(0.85)
  // These hands taught the model; what it makes of writers it has not seen stands in docs/models/understanding.md.
  expect(said.length / has.length).toBeGreaterThan(0.85)
})

test('half of the answers are no longer than 200 characters, and nineteen of twenty than 300', () => {
  const lengths = questions
    .map(({ entry, question }) => {
      const asked = linesAsked(knowledge, question, entry)
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
