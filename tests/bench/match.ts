/**
 * Compares how entries are found with fuse.js and MiniSearch, as `docs/benchmarks.md` shows it:
 *
 *   npm run bench:match               everything (about ten minutes: fuse.js is slow)
 *   npm run bench:match -- quality    only how good the answers are; add a number n to take every nth question
 *   npm run bench:match -- speed      only how fast
 */
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Labelled, readLabelled } from '../../src/commands/eval/labelled.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { parseWordings } from '../../src/knowledge/wordings.ts'
import { cloned } from './clones.ts'
import {
  type Contender,
  fuseDefault,
  fuseTuned,
  fuseWords,
  miniSearch,
  ours,
  type Search,
  type Searched,
} from './contenders.ts'
import { machine, median, percentile, seconds, seeded, table } from './measure.ts'

const files = ['tests/content/questions.tsv', 'tests/content/questions-blind.tsv']
const rounds = 3
const part = process.argv[2] ?? 'all'
const every = Number(process.argv[3] ?? 1)

const knowledge = loadKnowledge('knowledge', { zone: 'Asia/Shanghai' })
const list = [...knowledge.entries.values()]
const more = parseWordings(
  [{ where: 'knowledge/wordings.tsv', text: readFileSync('knowledge/wordings.tsv', 'utf8') }],
  { entries: list, problems: [] },
)
const entries: Searched[] = list.map(({ id, title, asks, keywords, short }) => ({
  id,
  title,
  wordings: [...asks, ...more.get(id)!],
  keywords,
  answer: short,
}))

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`

/** What a contender made of a question. */
interface Found {
  expected: string | null
  /** Where the right entry stands, 0 first; -1 not found. */
  rank: number
  score: number
}

function find(search: Search, rows: readonly Labelled[]): Found[] {
  return rows.map(({ question, expected }) => {
    const candidates = search(question)
    return {
      expected,
      rank: candidates.findIndex(c => c.entry === expected),
      score: candidates[0]?.score ?? Number.NEGATIVE_INFINITY,
    }
  })
}

/** The highest bar at which at least this share of the in-scope questions is answered; where that is out of reach, the lowest. */
function barFor(found: readonly Found[], share: number): number {
  const scores = found.filter(f => f.expected !== null).map(f => f.score)
  const lowest = Math.min(...scores.filter(Number.isFinite))
  return Math.max(lowest, percentile(scores, 100 * (1 - share) + 1e-9))
}

function quality(file: string): string {
  const rows = readLabelled(file, new Set(knowledge.entries.keys())).filter((_, n) => n % every === 0)
  let share = 0
  const lines = [ours(knowledge), fuseDefault, fuseTuned, fuseWords, miniSearch].map(({ name, bar, build }) => {
    const found = find(build(entries), rows)
    const inScope = found.filter(f => f.expected !== null)
    const outside = found.filter(f => f.expected === null)
    // The others have no bar of their own: each gets the one at which it answers as often as we do.
    if (bar !== null) share = inScope.filter(f => f.score >= bar).length / inScope.length
    const ownBar = bar ?? barFor(found, share)
    const answered = inScope.filter(f => f.score >= ownBar)
    return [
      name,
      percent(inScope.filter(f => f.rank === 0).length, inScope.length),
      percent(inScope.filter(f => f.rank >= 0 && f.rank < 3).length, inScope.length),
      percent(answered.length, inScope.length),
      percent(answered.filter(f => f.rank === 0).length, inScope.length),
      percent(outside.filter(f => f.score >= ownBar).length, outside.length),
    ]
  })
  const inScope = rows.filter(r => r.expected !== null).length
  const head = ['', 'right first', 'first three', 'answered', 'answered rightly', 'out of scope answered']
  return `${file}: ${inScope} in scope, ${rows.length - inScope} out of scope\n\n${table([head, ...lines])}\n`
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function megabytes(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

/** Asks until all questions are asked or the time is up, but at least five. */
function timed(
  search: Search,
  questions: readonly string[],
  limitSeconds: number,
): { perSecond: number; ms: number[] } {
  const ms: number[] = []
  const begun = seconds()
  for (const question of questions) {
    const before = performance.now()
    search(question)
    ms.push(performance.now() - before)
    if (ms.length >= 5 && seconds() - begun > limitSeconds) break
  }
  return { perSecond: ms.length / (seconds() - begun), ms }
}

function speed(contender: Contender, all: readonly Searched[], questions: readonly string[]) {
  const memory = megabytes()
  const begun = seconds()
  const search = contender.build(all)
  const build = seconds() - begun
  const used = megabytes() - memory
  timed(search, questions, 1) // warms up the compiler
  const measured = Array.from({ length: rounds }, () => timed(search, questions, 4))
  const at = (share: number) => median(measured.map(m => percentile(m.ms, share)))
  return { build, used, perSecond: median(measured.map(m => m.perSecond)), p50: at(50), p99: at(99) }
}

function speeds(count: number): string {
  const { entries: all, topics } = cloned(entries, count)
  const random = seeded(1)
  const questions = files
    .flatMap(file => readLabelled(file, new Set(knowledge.entries.keys())))
    // Every other question is about one of the made-up subjects.
    .map(({ question }, n) => (n % 2 === 0 ? question : topics[Math.floor(random() * topics.length)]! + question))
  const contenders = [ours(knowledge), fuseDefault, miniSearch]
  const results = contenders.map(c => ({ name: c.name, ...speed(c, all, questions) }))
  const rate = (r: { perSecond: number }) =>
    r.perSecond < 10 ? r.perSecond.toFixed(2) : Math.round(r.perSecond).toString()
  const rows = results.map(r => [
    r.name,
    rate(r),
    `${(r.perSecond / results[1]!.perSecond).toFixed(1)} ×`,
    `${r.p50.toFixed(2)} ms`,
    `${r.p99.toFixed(2)} ms`,
    `${r.build.toFixed(1)} s`,
    `${Math.round(r.used)} MB`,
  ])
  const wordings = all.reduce((sum, e) => sum + e.wordings.length, 0)
  const head = ['', 'queries a second', 'to fuse.js', 'p50', 'p99', 'index built in', 'memory']
  return `${count} entries, ${wordings} wordings\n\n${table([head, ...rows])}\n`
}

console.log(`${machine()}; ${entries.length} entries, ${entries.reduce((n, e) => n + e.wordings.length, 0)} wordings\n`)
if (part !== 'speed') for (const file of files) console.log(quality(file))
if (part !== 'quality') for (const count of [1000, 10_000]) console.log(speeds(count))
