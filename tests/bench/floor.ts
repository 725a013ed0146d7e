import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Entry } from '../../src/knowledge/entry.ts'
import { seconds } from './measure.ts'

/** The database alone, without a bot: transactions a second of one insert, one select, one upsert and one insert, saved as ours are. */
export function rawPerSecond(questions: readonly string[], count: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-bench-'))
  const db = new Database(join(folder, 'raw.db'))
  for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'wal_autocheckpoint = 4000']) db.pragma(pragma)
  db.exec(`create table seen (id text primary key, at integer not null);
    create table session (person text primary key, state text not null);
    create table reply (seq integer primary key autoincrement, key text not null unique, body text not null)`)
  const see = db.prepare('insert into seen (id, at) values (?, ?)')
  const load = db.prepare('select state from session where person = ?')
  const keep = db.prepare('insert into session values (?, ?) on conflict (person) do update set state = excluded.state')
  const reply = db.prepare('insert into reply (key, body) values (?, ?)')
  const turn = db.transaction((n: number) => {
    const person = `u${Math.floor(n / 3)}`
    see.run(`bench:${n}`, n)
    load.get(person)
    keep.run(person, JSON.stringify({ spoken: [n] }))
    reply.run(`reply:${n}`, questions[n % questions.length]!)
  })
  const begun = seconds()
  for (let n = 0; n < count; n++) turn(n)
  const perSecond = count / (seconds() - begun)
  db.close()
  rmSync(folder, { recursive: true })
  return perSecond
}

/** What Koishi came to on the questions, with the entries as a FAQ by keywords. */
export interface KoishiRun {
  perSecond: number
  cpuMicros: number
  /** The share of the questions that got any answer. */
  answered: number
}

/** Runs Koishi, which is installed in `dir`; throws what it says when it cannot. */
export function koishiRun(
  dir: string,
  { entries, questions, count }: { entries: Iterable<Entry>; questions: readonly string[]; count: number },
): KoishiRun {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-bench-'))
  const input = join(folder, 'input.json')
  const faq = [...entries].map(({ keywords, short }) => ({ keywords, short }))
  writeFileSync(input, JSON.stringify({ entries: faq, questions, count, senders: 32 }))
  const args = [join(import.meta.dirname, 'koishi.mjs'), dir, input]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout.trim().split('\n').at(-1)!)
}
