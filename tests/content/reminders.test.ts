import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readCancel } from '../../src/bot/chat/reminders/mine.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { readRequest } from '../../src/office/reminders/request.ts'
import { seenAt, zone } from '../support/seen.ts'

const project = resolve(import.meta.dirname, '../..')

/** The columns of each line of a file of questions or wordings. */
const lines = (file: string) =>
  readFileSync(join(project, file), 'utf8')
    .split('\n')
    .filter(l => l !== '' && !l.startsWith('#'))
    .map(l => l.split('\t'))

test('no question that students ask is taken for a reminder, unless it is about reminders', () => {
  const { entries } = loadKnowledge(join(project, 'knowledge'), { zone })
  const asked = [
    ...[...entries.values()].flatMap(e => e.asks.map(text => [e.id, text] as const)),
    ...lines('knowledge/wordings.tsv').map(([id = '', text = '']) => [id, text] as const),
    ...['questions.tsv', 'questions-blind.tsv'].flatMap(file =>
      lines(`tests/content/${file}`).map(([text = '', id = '']) => [id, text] as const),
    ),
  ]
  expect(asked.length).toBeGreaterThan(5000)
  const taken = asked.filter(([, text]) => readRequest(text, seenAt()) !== null || readCancel(text) !== null)
  expect(taken.filter(([id]) => !id.startsWith('bot-reminder'))).toEqual([])
})
