import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { tempFolder } from '../support/folder.ts'
import { runScript } from '../support/script.ts'

/** Runs the bot until it lives to its end, each time killing it at the `n`th passing of `point`. */
async function killedAgainAndAgain(point: string, n: number) {
  const folder = tempFolder()
  for (let kills = 0; kills < 20; kills++) {
    const { signal, code, err } = await runScript('marker.ts', folder, point, `${n}`)
    if (signal === 'SIGKILL') continue
    if (code !== 0) throw new Error(err)
    const lines = readFileSync(join(folder, 'arrived.jsonl'), 'utf8').trim().split('\n')
    return { kills, arrived: lines.map(line => JSON.parse(line).key as string), ...(await left(folder)) }
  }
  throw new Error('it never came to its end')
}

/** What is left of the case, and how often it stands among the labels. */
async function left(folder: string) {
  const { db, close } = await openDatabase(folder)
  const cases = await db.selectFrom('crisis_case').select('number').execute()
  const events = await db.selectFrom('crisis_event').select('number').execute()
  const sent = await db.selectFrom('delivery').select('key').where('key', 'like', 'crisis:%').execute()
  const labels = await db.selectFrom('crisis_label').select(['number', 'mark']).execute()
  await close()
  return { traces: [...cases, ...events, ...sent], labels }
}

const points: [point: string, n: number, when: string][] = [
  ['afterSeen', 3, 'when the mark is marked as seen'],
  ['beforeCommit', 3, 'right before the mark is saved'],
  ['afterSend', 3, 'between telling that it was false and the receipt'],
  ['beforeReceipt', 2, 'right before receipts are saved'],
]

for (const [point, n, when] of points)
  test(`killed ${when}, a false crisis leaves nothing behind and everybody hears it once`, async () => {
    const { kills, arrived, traces, labels } = await killedAgainAndAgain(point, n)
    expect(kills).toBeGreaterThan(0)
    expect(arrived.sort()).toEqual(['crisis-false:C01', 'crisis-false:C01:c2', 'crisis:C01:0:c1', 'crisis:C01:0:c2'])
    expect(traces).toEqual([])
    expect(labels).toEqual([{ number: 'C01', mark: 'false' }])
  })
