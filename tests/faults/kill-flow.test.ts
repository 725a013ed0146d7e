import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { tempFolder } from '../support/folder.ts'

const root = resolve(import.meta.dirname, '../..')

/** Two students, a correction, two messages that are one answer after a pause, a question in between, a reminder that falls due, a draft resumed, and two submissions. */
const talk: [minute: number, from: string, text: string][] = [
  [0, 'u1', '签承诺'],
  [1, 'u1', '示例同学甲'],
  [1, 'u2', '毕业感言'],
  [2, 'u1', '不对，是示例同学乙'],
  [2, 'u2', '1'],
  [3, 'u1', '跳过'],
  [3, 'u1', '退宿什么时候截止？'],
  [4, 'u1', '1 2 3'],
  [50, 'u2', '愿学校一切都好，'],
  [51, 'u2', '常回来看看。'],
  [54, 'u2', '不配图'],
  [55, 'u2', '退出'],
  [55, 'u2', '1'],
  [56, 'u1', '1'],
  [57, 'u1', '提交'],
  [60, 'u2', '继续'],
  [61, 'u2', '匿名'],
  [62, 'u2', '提交'],
  [63, 'u1', '签承诺'],
]

interface Sent {
  at: string
  to: string
  text: string
  images: string[]
}

/** Numbers and codes are drawn anew in every run. */
const masked = (line: string): Sent =>
  JSON.parse(
    line.replace(/\b([A-Z]{1,2}\d{6})-[A-Z0-9]{7}\b/g, '$1-NUMBER').replace(/\b[A-Z0-9]{5}-[A-Z0-9]{5}\b/g, 'CODE'),
  )

/** Replays the talk on a data folder; with `killAt` the process dies when it has printed so many deliveries. */
async function replay(folder: string, killAt = Number.POSITIVE_INFINITY): Promise<{ sent: Sent[]; killed: boolean }> {
  const file = join(folder, 'talk.jsonl')
  const at = (minute: number) => new Date(Date.parse('2027-05-12T10:00:00+08:00') + minute * 60_000).toISOString()
  writeFileSync(
    file,
    talk.map(([minute, from, text]) => `${JSON.stringify({ at: at(minute), from, text })}\n`).join(''),
  )
  const args = [join(root, 'src/launch.mjs'), 'replay', file, '--data', join(folder, 'data'), '--json']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const sent: Sent[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    sent.push(masked(line))
    if (sent.length === killAt) child.kill('SIGKILL')
  }
  const [, signal] = await ended
  return { sent, killed: signal === 'SIGKILL' }
}

async function submissions(folder: string) {
  const database = await openDatabase(join(folder, 'data'), { shared: true })
  const rows = await database.db
    .selectFrom('submission')
    .select(['person', 'flow', 'answers'])
    .orderBy('person')
    .execute()
  await database.close()
  return rows
}

let whole: Sent[]
let saved: Awaited<ReturnType<typeof submissions>>

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-kill-'))
  whole = (await replay(folder)).sent
  saved = await submissions(folder)
  rmSync(folder, { recursive: true })
})

test('unkilled, the talk comes to two submissions', () => {
  expect(saved.map(s => [s.person, s.flow])).toEqual([
    ['u1', 'pledge'],
    ['u2', 'message'],
  ])
  expect(JSON.parse(saved[1]!.answers)).toMatchObject({ body: '愿学校一切都好，\n常回来看看。' })
  expect(whole.length).toBeGreaterThan(talk.length / 2)
})

/** One of them at random: the name of a failed test says which. */
const points = [1, 9, 2 + Math.floor(Math.random() * 14)]

for (const point of points)
  test(`killed after ${point} deliveries and run again, it says and saves the same`, async () => {
    const folder = tempFolder()
    const first = await replay(folder, point)
    expect(first.killed).toBe(true)
    const second = await replay(folder)
    // What was sent when its receipt was not yet saved is sent once more, under the same id.
    const [last, next] = [first.sent.at(-1), second.sent[0]]
    const repeated = JSON.stringify(last) === JSON.stringify(next) ? 1 : 0
    expect([...first.sent, ...second.sent.slice(repeated)]).toEqual(whole)
    expect(await submissions(folder)).toEqual(saved)
  })

test('killed again and again, it still comes to the same end', async () => {
  const folder = tempFolder()
  const all: Sent[] = []
  for (let run = 0; run < 20; run++) {
    const { sent, killed } = await replay(folder, 7)
    all.push(...sent.slice(JSON.stringify(all.at(-1)) === JSON.stringify(sent[0]) ? 1 : 0))
    if (!killed) break
  }
  expect(all).toEqual(whole)
  expect(await submissions(folder)).toEqual(saved)
})
