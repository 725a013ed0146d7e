import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readCancel } from '../../src/bot/chat/reminders/mine.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { readRequest } from '../../src/office/reminders/request.ts'
import { seenAt, zone } from '../support/seen.ts'

const project = resolve(import.meta.dirname, '../..')

/** The last column of each line of a file of questions or wordings. */
const column = (file: string, n: number) =>
  readFileSync(join(project, file), 'utf8')
    .split('\n')
    .filter(l => l !== '' && !l.startsWith('#'))
    .map(l => l.split('\t')[n] ?? '')

test('no question that students ask is taken for a reminder', () => {
  const { entries } = loadKnowledge(join(project, 'knowledge'), { zone })
  const asked = [
    ...[...entries.values()].flatMap(e => e.asks),
    ...column('knowledge/wordings.tsv', 1),
    ...column('tests/content/questions.tsv', 0),
    ...column('tests/content/questions-blind.tsv', 0),
  ]
  expect(asked.length).toBeGreaterThan(5000)
  expect(asked.filter(text => readRequest(text, seenAt()) !== null || readCancel(text) !== null)).toEqual([])
})
