import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readLabelled } from '../../src/commands/eval/labelled.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { understand } from '../../src/knowledge/understanding/understand.ts'

const folder = resolve(import.meta.dirname, '../../knowledge')
const knowledge = loadKnowledge(folder, { zone: 'Asia/Shanghai' })
const english = knowledge.english!
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const wordings = read('en/wordings.tsv')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split('\t') as [id: string, wording: string])
const isFirst = ([id, wording]: [string, string]) => understand(knowledge, wording).candidates[0]?.entry === id
const share = (asked: [string, string][]) => asked.filter(isFirst).length / asked.length

test('the 40 entries that are asked most have an English text', () => {
  expect(english.texts.size).toBeGreaterThanOrEqual(40)
  const subjects = ['checkout', 'diploma', 'fraud', 'safety', 'mind', 'bot', 'loan', 'job', 'file', 'leave']
  expect(subjects.filter(s => ![...english.texts.keys()].some(id => id.startsWith(`${s}-`)))).toEqual([])
})

test('at least 120 entries are known by six English wordings or more', () => {
  const counts = new Map<string, number>()
  for (const [id] of wordings) counts.set(id, (counts.get(id) ?? 0) + 1)
  expect([...counts.values()].filter(count => count >= 6).length).toBeGreaterThanOrEqual(120)
})

test('at least 95 % of the English wordings find their own entry first', () => {
  expect(share(wordings)).toBeGreaterThanOrEqual(0.95)
})

test('of the English questions the right entry comes first in at least 90 %', () => {
  const asked = readLabelled(resolve(import.meta.dirname, 'questions-en.tsv'), new Set(knowledge.entries.keys()))
  expect(asked.length).toBeGreaterThanOrEqual(80)
  expect(share(asked.map(q => [q.expected!, q.question]))).toBeGreaterThanOrEqual(0.9)
})

test('no English question is one of the wordings that the bot was given', () => {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const known = new Set(wordings.map(([, wording]) => bare(wording)))
  const asked = read('../tests/content/questions-en.tsv')
    .split('\n')
    .map(line => line.split('\t')[0]!)
  expect(asked.filter(question => known.has(bare(question)) && bare(question) !== '')).toEqual([])
})

/** Every sentence of a file by its path. */
function sentencesOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return new Map()
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...sentencesOf(inner, `${path}.${key}`)]))
}

test('what is said to somebody in danger names the same numbers in English as in Chinese', () => {
  const [chinese, own] = ['cases.yaml', 'en/cases.yaml'].map(name => sentencesOf(parse(read(name))))
  const numbers = (text: string) => [...new Set(text.match(/\d{3,}/g))].sort()
  const differing = [...own!].filter(([path, text]) => `${numbers(text)}` !== `${numbers(chinese!.get(path)!)}`)
  expect(own!.size).toBeGreaterThan(60)
  expect(differing.map(([path]) => path)).toEqual([])
})
