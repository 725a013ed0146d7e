import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withoutRadicals } from '../../src/core/text/radicals.ts'
import type { CompiledNotice, NoticeProposal } from '../../src/notice/proposal.ts'

/** One line of what a person found in a notice; see tests/content/notices/README.md. */
export interface GoldLine {
  kind: string
  what: string
  value: string
  /** As `campus=东校区;batch=第一批`. */
  scope: string
  clause: string
  words: string
}

/** What the reader made of the dates and windows of a notice. */
export interface Measured {
  name: string
  lines: number
  /** Found with the right value; with the right meaning too. */
  right: number
  meant: number
  /** With the right people too: campus, college, building, batch, degree, loan. */
  scoped: number
  /** Dates proposed that stand for none in the gold, and right ones under the wrong fact. */
  wrong: number
  misnamed: number
  proposed: number
  /** Times without a day that are kept in words, and those of them that the gold does not have. */
  relative: number
  relativeWrong: number
  nodates: number
  nodatesTaken: number
  misses: string[]
}

/** The notices that were looked at while the reader was made; what it does with the others is what to expect of a strange one. */
export const looked: ReadonlySet<string> = new Set('a1 a2 a3 b1 b2 b3 b5 c1 c2 c3 c4 notice-2023-25'.split(' '))

/** The notices of a folder with their gold, by name. */
export function goldIn(folder: string): { name: string; file: string; gold: GoldLine[] }[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.tsv'))
    .sort()
    .map(name => {
      const gold = readFileSync(join(folder, name), 'utf8')
        .split(/\r?\n/)
        .filter(line => line !== '' && !line.startsWith('#'))
        .map((line): GoldLine => {
          const [kind = '', what = '', value = '', scope = '', clause = '', words = ''] = line.split('\t')
          return { kind, what, value, scope, clause, words: words.replaceAll('\\n', '') }
        })
      return { name: name.slice(0, -4), file: join(folder, name.replace(/tsv$/, 'md')), gold }
    })
}

/** Compares what was read with what a person found. */
export function measure(name: string, { proposals }: CompiledNotice, gold: readonly GoldLine[]): Measured {
  // A correction has the new value, or says in words what becomes of the old one.
  const dates = gold.filter(line => /^(?:date|window)$/.test(line.kind) || isCorrected(line))
  const values = proposals.filter(p => p.kind === 'value' && (p.of === 'date' || p.of === 'hours'))
  const matched = new Map<NoticeProposal, GoldLine[]>()
  const misses: string[] = []
  let [right, meant, scoped] = [0, 0, 0]
  for (const line of dates) {
    const near = values.filter(p => overlap(p.words, line.words) >= leastOverlap(p.words, line.words))
    const found = [...near.filter(p => isValue(p, line)), ...endsOfWindow(near, line)]
    for (const p of found) matched.set(p, [...(matched.get(p) ?? []), line])
    if (found.length > 0) right++
    const named = found.filter(p => isMeant(p, line))
    if (named.length > 0) meant++
    if (named.some(p => isFor(p, line))) scoped++
    else if (named.length > 0) misses.push(`为谁\t${line.scope}\t${JSON.stringify(named[0]!.scope)}\t\t${line.words}`)
    if (named.length === 0)
      misses.push(
        `${found.length > 0 ? '意思' : '没有'}\t${line.what}\t${line.value}\t${found.map(p => p.field ?? '-').join()}\t${line.words}`,
      )
  }
  const proposedDates = values.filter(p => p.when !== null && p.of === 'date')
  // The gold has some days only as when a task or duty is due.
  const isDue = (p: NoticeProposal) =>
    gold.some(
      line => /task|duty|hours/.test(line.kind) && line.value.includes(p.when!) && overlap(p.words, line.words) > 3,
    )
  const wrong = proposedDates.filter(p => !matched.has(p) && !isDue(p))
  const misnamed = proposedDates.filter(
    p => matched.has(p) && p.field !== null && !matched.get(p)!.some(line => isMeant(p, line)),
  )
  for (const p of wrong) misses.push(`多出\t${p.field ?? '-'}\t${p.when}\t\t${p.words}`)
  const nodates = gold.filter(line => line.kind === 'nodate')
  const taken = nodates.filter(line =>
    wrong.some(p => overlap(p.words, line.words) >= Math.min(6, line.words.length * 0.6) && isIn(line.words, p.when!)),
  )
  const relatives = values.filter(p => p.when === null && p.of === 'date')
  const isKnown = (p: NoticeProposal) =>
    gold.some(line => line.kind !== 'nodate' && overlap(p.words, line.words) >= leastOverlap(p.words, line.words))
  for (const line of taken) misses.push(`不该\t${line.what}\t\t\t${line.words}`)
  return {
    ...{ name, lines: dates.length, right, meant, scoped, wrong: wrong.length, misnamed: misnamed.length },
    ...{ proposed: proposedDates.length, nodates: nodates.length, nodatesTaken: taken.length, misses },
    ...{ relative: relatives.length, relativeWrong: relatives.filter(p => !isKnown(p)).length },
  }
}

const isCorrected = ({ kind, value }: GoldLine) => kind === 'correction' && /^\d{4}-[^（，]*$/.test(value)

/** A fact whose key ends in `rule` is a sentence: a day that the gold has under one is a day of something else. */
const isMeant = (p: NoticeProposal, { what }: GoldLine) =>
  what.startsWith('other:') || what.endsWith('rule') ? p.field === null : p.field === what

const circles = ['campus', 'college', 'building', 'batch', 'degree', 'loan'] as const

/** Whether a proposal is for those whom the gold names; how several are joined says nothing. */
function isFor(p: NoticeProposal, { scope }: GoldLine): boolean {
  const gold = new Map(scope.split(';').map(part => part.split('=') as [string, string]))
  const list = (text: string) =>
    text
      .split(/[,、，]/)
      .map(name => name.trim())
      .sort()
      .join()
  return circles.every(circle => list(gold.get(circle) ?? '') === list(p.scope[circle] ?? ''))
}

/** Whether a proposal has the value of a line of the gold; what comes again, or has no day, must only be kept in words. */
function isValue(p: NoticeProposal, { value }: GoldLine): boolean {
  const [, vague] = /^\d{4}-\d{2}([上中下]旬|[初底])$/.exec(value) ?? []
  if (vague === '底' && p.when !== null) return isLastDay(p.when) && p.when.startsWith(value.slice(0, 7))
  if (vague !== undefined) return p.when === null && p.value.includes(vague)
  if (value.startsWith('rel:') || !/^\d{4}-/.test(value)) return p.when === null || p.of === 'hours'
  return p.of === 'date' && p.when === plainWhen(value)
}

const isLastDay = (day: string) => new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + 86_400_000).getUTCDate() === 1

/** As the reader writes it: hours of one day have the day once. */
const plainWhen = (value: string) =>
  value
    .replace(/（.*?）/g, '')
    .replace(/\s+/g, 'T')
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2})(T[\d:]+)\.\.\1T/, '$1$2..')

/** Whether a text says one of the days of a time: 6月20日, 6.20, 6/20, 六月二十日, 20日. */
function isIn(words: string, when: string): boolean {
  const days = [...when.matchAll(/-(\d{2})-(\d{2})/g)]
  return days.some(([, month, day]) => {
    const [m, d] = [Number(month), Number(day)]
    const forms = [`(?<!\\d)0?${m}[./-]0?${d}(?!\\d)`, `(?<!\\d)0?${d}[日号]`, `${chinese(d)}[日号]`]
    return new RegExp(forms.join('|')).test(even(words))
  })
}

const numerals = '〇一二三四五六七八九十'
const chinese = (n: number) =>
  n <= 10 ? numerals[n]! : `${n < 20 ? '' : numerals[Math.floor(n / 10)]}十${n % 10 === 0 ? '' : numerals[n % 10]}`

/** A window that was proposed as the start and the end of one thing is found. */
function endsOfWindow(near: readonly NoticeProposal[], { kind, value }: GoldLine): NoticeProposal[] {
  const [first, last] = value.replace(/（.*?）/g, '').split('..')
  if (kind === 'date' || last === undefined) return []
  const of = (end: string, when: string) => near.find(p => p.field?.endsWith(end) && p.when === when)
  const [start, end] = [of('.start', first!), of('.end', last)]
  return start && end ? [start, end] : []
}

const even = (text: string) => withoutRadicals(text).normalize('NFKC').replace(/[\s|]/g, '')
const leastOverlap = (a: string, b: string) => Math.min(4, even(a).length, even(b).length)

/** The length of the longest text that two texts share. */
function overlap(one: string, other: string): number {
  const [a, b] = [even(one), even(other)]
  let best = 0
  let row = new Array<number>(b.length + 1).fill(0)
  for (const char of a) {
    const next = new Array<number>(b.length + 1).fill(0)
    for (let n = 0; n < b.length; n++) {
      if (char !== b[n]) continue
      next[n + 1] = row[n]! + 1
      best = Math.max(best, next[n + 1]!)
    }
    row = next
  }
  return best
}
