import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { makeTranscript } from '../../src/store/transcript.ts'
import { tempFolder } from '../support/folder.ts'
import { runScript } from '../support/script.ts'

const lines = Array.from({ length: 8 }, (_, n) => `line-${n + 1}`)

/** The lines that the page was shown at any time, and those of them without a saved turn. */
async function lookInto(folder: string) {
  const told = readFileSync(join(folder, 'told.jsonl'), 'utf8').split('\n').filter(Boolean)
  const shown = new Set(told.flatMap(line => JSON.parse(line).shown ?? []))
  const database = await openDatabase(folder)
  const seen = new Set((await database.db.selectFrom('update_seen').select('id').execute()).map(r => r.id))
  const kept = await makeTranscript(database).after(0, { chats: ['web:p:private'], limit: 100 })
  await database.close()
  const mine = kept.filter(m => m.from !== null).map(m => m.id)
  return { orphans: [...mine, ...shown].filter(id => !seen.has(`web:${id}`)), kept }
}

const points: [point: string, when: string][] = [
  ['beforeSeen', 'before it is looked at'],
  ['afterSeen', 'when it is marked as seen'],
  ['afterLine', 'when its line is written'],
  ['beforeCommit', 'right before it is saved'],
  ['afterCommit', 'saved and not shown yet'],
  ['afterEcho', 'shown and not acknowledged yet'],
  ['afterTaken', 'acknowledged and not answered yet'],
]

for (const [point, when] of points)
  test(`killed ${when}, a line of the web chat is never there without its turn, and each is answered once`, async () => {
    const folder = tempFolder()
    let kills = 0
    for (let run = 0; run < 20; run++) {
      const { signal, code, err } = await runScript('writer.ts', folder, `${lines.length}`, point, '3')
      expect((await lookInto(folder)).orphans).toEqual([])
      if (signal !== 'SIGKILL') {
        expect([code, err]).toEqual([0, ''])
        break
      }
      kills++
    }
    expect(kills).toBeGreaterThan(1)
    const { kept } = await lookInto(folder)
    expect(kept.filter(m => m.from !== null).map(m => m.id)).toEqual(lines)
    const answers = kept.filter(m => m.from === null)
    expect(answers.map(m => m.text).sort()).toEqual(lines.map(id => `answer to ${id}`).sort())
    for (const { seq, text } of answers) expect(seq).toBeGreaterThan(kept.find(m => `answer to ${m.id}` === text)!.seq)
  })
