import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../support/folder.ts'
import { runScript } from '../support/script.ts'

const updates = 12

interface Arrived {
  id: string
  key: string
  chat: string
  text: string
}

/** Runs the bot until it lives to its end, each time killing it at the `n`th passing of `point`. */
async function killedAgainAndAgain(point: string, n: number): Promise<{ kills: number; arrived: Arrived[] }> {
  const folder = tempFolder()
  for (let kills = 0; kills < 40; kills++) {
    const { signal, code, err } = await runScript('victim.ts', folder, `${updates}`, point, `${n}`)
    if (signal === 'SIGKILL') continue
    if (code !== 0) throw new Error(err)
    const lines = readFileSync(join(folder, 'arrived.jsonl'), 'utf8').trim().split('\n')
    return { kills, arrived: lines.map(line => JSON.parse(line)) }
  }
  throw new Error('it never came to its end')
}

const points: [point: string, n: number, when: string][] = [
  ['afterSeen', 3, 'when an update is marked as seen'],
  ['beforeCommit', 3, 'right before a turn is saved'],
  ['afterSend', 5, 'between sending and the receipt'],
  ['beforeReceipt', 2, 'right before receipts are saved'],
]

for (const [point, n, when] of points)
  test(`killed ${when}, the bot answers every update once and in order`, async () => {
    const { kills, arrived } = await killedAgainAndAgain(point, n)
    expect(kills).toBeGreaterThan(1)
    const keys = arrived.map(a => a.key)
    const expected = Array.from({ length: updates }, (_, u) => [`reply:u${u}:0`, `reply:u${u}:1`]).flat()
    expect([...keys].sort()).toEqual([...expected].sort())
    const sayings = (chat: number) => arrived.filter(a => a.chat === `room/r${chat}`).map(a => a.text)
    for (const chat of [0, 1, 2])
      expect(sayings(chat)).toEqual([0, 3, 6, 9].flatMap(u => [`${u + chat} first`, `${u + chat} second`]))
  })
