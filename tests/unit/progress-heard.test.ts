import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { askedProgress, mayAskProgress } from '../../src/bot/chat/progress/heard.ts'
import { readFlows } from '../../src/flows/library.ts'
import { progressFlows } from '../../src/office/progress/items.ts'
import { progressWords, rosterWords } from '../support/content.ts'

const { flows } = readFlows(resolve(import.meta.dirname, '../../flows'), [])
const { audience } = rosterWords
const hearing = { words: progressWords, audience, flows: progressFlows(flows, audience) }
const college = '示例学院'
const classes = ['计科1班', '计科2班', '软件2023-1班'].map(name => ({ college, name }))

/** What is heard, in short: `left pledge 计科1班`. */
function heard(text: string): string | null {
  if (!mayAskProgress(text, hearing)) return null
  const asked = askedProgress(text, hearing, classes)
  if (!asked) return null
  const { is, item, unit, unknownClass } = asked
  const place = unit?.of === 'class' ? unit.name : unit?.of === 'college' ? unit.college : unit ? '全校' : null
  return [is, item, place, unknownClass && `?${unknownClass}`].filter(part => part !== null).join(' ')
}

const rows = readFileSync(resolve(import.meta.dirname, '../content/progress-asked.tsv'), 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split('\t') as [string, string])

test.each(rows)('%s → %s', (text, expected) => {
  expect(heard(text) ?? '-').toBe(expected)
})

test('there are many ways, and many that are none', () => {
  expect(rows.filter(([, is]) => is !== '-').length).toBeGreaterThan(100)
  expect(rows.filter(([, is]) => is === '-').length).toBeGreaterThan(50)
})

test('the same words are heard with the conversations that there are, not with those of before', () => {
  expect(mayAskProgress('谁没签承诺', { ...hearing, flows: [] })).toBe(false)
  expect(mayAskProgress('谁没签承诺', hearing)).toBe(true)
})
