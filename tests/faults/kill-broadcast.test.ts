import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { tempFolder } from '../support/folder.ts'
import { studentNumber } from '../support/school.ts'
import { runScript } from '../support/script.ts'

const people = 1200
const everybody = Array.from({ length: people }, (_, n) => studentNumber(n))

/** Runs the bot until it lives to its end, each time killing it at the `n`th passing of `point`. */
async function killedAgainAndAgain(point: string, n: number, kind: 'idempotent' | 'plain') {
  const folder = tempFolder()
  for (let kills = 0; kills < 20; kills++) {
    const { signal, code, err } = await runScript('announcer.ts', folder, `${people}`, point, `${n}`, kind)
    if (signal === 'SIGKILL') continue
    if (code !== 0) throw new Error(err)
    const file = join(folder, 'arrived.jsonl')
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
    return { kills, arrived: lines.map(line => JSON.parse(line).to as string), ...(await states(folder)) }
  }
  throw new Error('it never came to its end')
}

async function states(folder: string) {
  const database = await openDatabase(folder)
  const rows = await database.db.selectFrom('broadcast_recipient').select(['number', 'state']).execute()
  const { state } = await database.db.selectFrom('broadcast').select('state').executeTakeFirstOrThrow()
  await database.close()
  return { state, of: (wanted: string) => rows.filter(r => r.state === wanted).map(r => r.number) }
}

const points: [point: string, n: number, when: string][] = [
  ['planning', 700, 'while it is planned'],
  ['afterSend', 350, 'between sending and the receipt'],
  ['beforeReceipt', 3, 'right before receipts are saved'],
]

for (const [point, n, when] of points)
  test(`killed ${when}, every recipient has the broadcast once where a repeat shows once`, async () => {
    const { kills, arrived, state, of } = await killedAgainAndAgain(point, n, 'idempotent')
    expect(kills).toBeGreaterThan(0)
    expect(arrived.sort()).toEqual(everybody)
    expect(of('sent').sort()).toEqual(everybody)
    expect(state).toBe('sent')
  })

for (const [point, n, when] of points)
  test(`killed ${when}, nobody gets it twice where repeats show, and who may not have it is told apart`, async () => {
    const { kills, arrived, state, of } = await killedAgainAndAgain(point, n, 'plain')
    expect(kills).toBeGreaterThan(0)
    expect(new Set(arrived).size).toBe(arrived.length)
    expect([...of('sent'), ...of('uncertain')].sort()).toEqual(everybody)
    expect(of('sent').every(number => arrived.includes(number))).toBe(true)
    expect(state).toBe('sent')
  })
