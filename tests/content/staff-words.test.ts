import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { servedTo } from '../../src/knowledge/served.ts'
import { functionsFor } from '../../src/office/guide/find.ts'
import { staffGuide } from '../support/content.ts'
import { zone } from '../support/fixture.ts'

const project = resolve(import.meta.dirname, '../..')
const loaded = loadKnowledge(resolve(project, 'knowledge'), { zone })
const knowledge = { ...loaded, serving: servedTo(loaded.entries, 'staff') }

const linesOf = (name: string): string[] =>
  readFileSync(resolve(import.meta.dirname, 'staff', name), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
const requestsOf = (name: string) => linesOf(name).map(line => line.split('\t') as [string, string])
const find = (text: string) => functionsFor(staffGuide, knowledge, text)
const namesOf = (functions: readonly { id: string }[]) => functions.map(f => f.id)

/** The shares of a hand's requests that lead to the right function: at once, and at least as the nearest when nothing else is known. */
function shareOf(hand: string): { atOnce: number; named: number; wrong: number } {
  const rows = requestsOf(hand)
  const count = (is: (found: ReturnType<typeof find>, id: string) => boolean) =>
    rows.filter(([id, text]) => is(find(text), id)).length / rows.length
  return {
    atOnce: count(({ sure }, id) => namesOf(sure).includes(id)),
    named: count(({ near }, id) => namesOf(near).includes(id)),
    wrong: count(({ sure }, id) => sure.length > 0 && !namesOf(sure).includes(id)),
  }
}

test.each(['hand-1.tsv', 'hand-2.tsv', 'hand-3.tsv'])('what %s asks for leads to what it is', hand => {
  const { atOnce, named, wrong } = shareOf(hand)
  expect(requestsOf(hand).length).toBeGreaterThanOrEqual(60)
  expect(atOnce).toBeGreaterThan(0.85)
  expect(named).toBeGreaterThan(0.92)
  expect(wrong).toBeLessThan(0.02)
})

test('a hand that nobody tuned on is led where it wants to go, or told the nearest', () => {
  const { atOnce, named, wrong } = shareOf('hand-4.tsv')
  expect(atOnce).toBeGreaterThan(0.3)
  expect(named).toBeGreaterThan(0.7)
  expect(wrong).toBeLessThan(0.04)
})

test('what staff ask as students do is answered, and leads to no function', () => {
  const questions = linesOf('questions.txt')
  expect(questions.length).toBeGreaterThan(100)
  expect(questions.filter(text => find(text).sure.length > 0).length / questions.length).toBeLessThan(0.07)
})

test('every function is asked for in ten ways at least, and no way of asking means two', () => {
  const few = staffGuide.functions.filter(f => f.asks.length < 10).map(f => f.id)
  const all = staffGuide.functions.flatMap(f => f.asks)
  expect(few).toEqual([])
  expect(all.filter((one, n) => all.indexOf(one) !== n)).toEqual([])
})
