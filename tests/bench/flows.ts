/**
 * Measures guided conversations, as `docs/benchmarks.md` shows it: what a turn of a flow costs beside a question that is answered, and how
 * fast ten thousand open sessions are there again after a restart.
 *
 *   node tests/bench/flows.ts            everything
 *   node tests/bench/flows.ts turns      only the cost of turns
 *   node tests/bench/flows.ts restart    only the restart
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadContent } from '../../src/bot/content.ts'
import { ManualClock } from '../../src/core/clock.ts'
import type { Frame, PersonMemory } from '../../src/core/memory.ts'
import { freshMemory } from '../../src/core/memory.ts'
import type { Update } from '../../src/core/update.ts'
import { makeFlowVersions } from '../../src/store/flows/flow-versions.ts'
import { openDatabase } from '../../src/store/open.ts'
import { machine, median, percentile, seconds, table } from './measure.ts'
import { openSilent } from './silent.ts'

const part = process.argv[2] ?? 'all'
const places = { knowledge: 'knowledge', flows: 'flows', zone: 'Asia/Shanghai' }
const start = new Date('2027-05-12T10:00:00+08:00')
const sessions = 10_000

let count = 0
const update = (person: string, text: string): Update => {
  const chat = { id: `${person}:private`, channel: 'fake', kind: 'private' as const, title: '' }
  return {
    id: `bench:${++count}`,
    chat,
    person: { id: person, name: '', role: 'student', privateChat: chat },
    at: start,
    message: { text, images: [], mentioned: false, repliesToBot: false },
  }
}

/** Three flows as students run them: with a correction, a step back and a summary. */
const talks = [
  ['签承诺', '示例同学甲', '不对，是示例同学乙', '跳过', '1 2 3', '1', '姓名改成示例同学丙', '提交'],
  ['毕业感言', '1', '愿学校一切都好，常回来看看。', '说完了', '不配图', '上一步', '不配图', '匿名', '提交'],
  ['退宿清单', '1 2 3', '提交'],
  ['助学贷款毕业确认', '生源地', '是', '还没开始', '记下', '提交'],
]

/** The milliseconds that each turn takes to be saved: flow turns and answered questions in turn, so that both meet the same machine. */
async function measureTurns(people: number): Promise<{ flow: number[]; faq: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-bench-'))
  const database = await openDatabase(folder)
  const clock = new ManualClock(start)
  const content = loadContent(places)
  const { inbox } = await openSilent({ database, content: () => content, clock })
  const questions = readFileSync('tests/content/questions.tsv', 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => line.split('\t')[0]!)
  const flow: number[] = []
  const faq: number[] = []
  const timed = async (to: number[], person: string, text: string) => {
    const begun = performance.now()
    await inbox.update(update(person, text))
    to.push(performance.now() - begun)
  }
  let asked = 0
  for (let n = 0; n < people; n++)
    for (const text of talks[n % talks.length]!) {
      await timed(flow, `f${n}`, text)
      // Each person asks three, as in bench:turns.
      await timed(faq, `q${Math.floor(asked / 3)}`, questions[asked++ % questions.length]!)
    }
  await database.close()
  rmSync(folder, { recursive: true })
  return { flow, faq }
}

/** Somebody in the middle of the pledge, with a draft and a submission: as much as is usual, and a bit more. */
function openSession(n: number): PersonMemory {
  const frame: Frame = {
    run: `bench:run:${n}`,
    flow: 'pledge',
    version: 1,
    chat: `s${n}:private`,
    answers: { text_name: `示例同学${n}`, class_name: null },
    done: ['intro'],
    misses: 0,
    revises: null,
    touchedAt: start.getTime(),
    nudged: false,
  }
  return {
    ...freshMemory(),
    frames: [frame],
    drafts: [{ ...frame, run: `bench:draft:${n}`, flow: 'loan', answers: { kind: 'origin' } }],
  }
}

/** Fills a data folder with so many open sessions, each with its timer. */
async function fill(folder: string, sessions: number): Promise<void> {
  const database = await openDatabase(folder)
  await makeFlowVersions(database).keep(loadContent(places).flowTexts)
  await database.transact(async db => {
    for (let n = 0; n < sessions; n++) {
      const state = JSON.stringify(openSession(n))
      await db
        .insertInto('person_memory')
        .values({ person: `s${n}`, state, at: start.getTime() })
        .execute()
      const later = { ...update(`s${n}`, ''), timer: { run: `bench:run:${n}` } }
      const row = {
        person: `s${n}`,
        chat: `s${n}:private`,
        update: JSON.stringify(later),
        due: start.getTime() + 1_800_000,
      }
      await db
        .insertInto('timer')
        .values({ key: `flow:bench:run:${n}`, ...row })
        .execute()
    }
  })
  await database.close()
}

/** What a restart does until someone in the middle of a flow is answered; run in a process of its own. */
async function restart(folder: string, person: string): Promise<void> {
  const database = await openDatabase(folder)
  const content = loadContent(places, await makeFlowVersions(database).all())
  const { inbox } = await openSilent({ database, content: () => content, clock: new ManualClock(start) })
  await inbox.update({ ...update(person, '1 2 3'), id: `bench:${person}` })
  const { state } = await database.db
    .selectFrom('person_memory')
    .select('state')
    .where('person', '=', person)
    .executeTakeFirstOrThrow()
  const { items } = JSON.parse(state).frames[0].answers
  if (items?.length !== 3) throw new Error('the session was not gone on with')
  await database.close()
}

/** Seconds from the begin of a process to the first answer saved, with many open sessions and with few, in turn. */
async function measureRestart(): Promise<{ many: number[]; few: number[] }> {
  const folders = {
    many: mkdtempSync(join(tmpdir(), 'farewell-bench-')),
    few: mkdtempSync(join(tmpdir(), 'farewell-bench-')),
  }
  await fill(folders.many, sessions)
  await fill(folders.few, 5)
  const taken = { many: [] as number[], few: [] as number[] }
  for (let round = 0; round < 5; round++)
    for (const which of ['many', 'few'] as const) {
      const begun = seconds()
      const person = which === 'many' ? `s${round * 2000}` : `s${round}`
      const args = [import.meta.filename, 'restarted', folders[which], person]
      const child = spawnSync(process.execPath, args, { encoding: 'utf8' })
      if (child.status !== 0) throw new Error(child.stderr)
      taken[which].push(seconds() - begun)
    }
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true })
  return taken
}

if (part === 'restarted') await restart(process.argv[3]!, process.argv[4]!)
else {
  const rows = [['', 'measured', 'target']]
  if (part !== 'restart') {
    await measureTurns(60) // warms up the compiler and the caches
    const { flow, faq } = await measureTurns(800)
    const ms = (values: number[], share: number) => `${percentile(values, share).toFixed(2)} ms`
    rows.push(
      [`answered question, median of ${faq.length}`, ms(faq, 50), ''],
      [`turn of a flow, median of ${flow.length}`, ms(flow, 50), ''],
      ['turn of a flow, p99', ms(flow, 99), ''],
      ['turn of a flow / answered question', (median(flow) / median(faq)).toFixed(2), '≤ 1.5'],
    )
  }
  if (part !== 'turns') {
    const { many, few } = await measureRestart()
    const row = (count: number, values: number[], target: string) => [
      `restart with ${count} open sessions, to the first answer, median of ${values.length}`,
      `${median(values).toFixed(2)} s`,
      target,
    ]
    rows.push(row(sessions, many, '≤ 2 s'), row(5, few, ''))
  }
  console.log(`${machine()}; SQLite on disk (WAL, synchronous = NORMAL)\n\n${table(rows)}`)
}
