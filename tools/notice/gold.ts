import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withoutRadicals } from '../../src/core/text/radicals.ts'
import type { CompiledNotice, NoticeProposal } from '../../src/notice/proposal.ts'

/** One line of what a person found in a notice; see tests/content/notices/README.md. */
export interface GoldLine {
  kind: string
  what: string
  value: string
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
  /** Dates proposed that stand for none in the gold, and right ones under the wrong fact. */
  wrong: number
  misnamed: number
  proposed: number
  nodates: number
  nodatesTaken: number
  misses: string[]
}

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
          const [kind = '', what = '', value = '', , clause = '', words = ''] = line.split('\t')
          return { kind, what, value, clause, words: words.replaceAll('\\n', '') }
        })
      return { name: name.slice(0, -4), file: join(folder, name.replace(/tsv$/, 'md')), gold }
    })
}

/** Compares what was read with what a person found. */
export function measure(name: string, { proposals }: CompiledNotice, gold: readonly GoldLine[]): Measured {
  const dates = gold.filter(line => line.kind === 'date' || line.kind === 'window')
  const values = proposals.filter(p => p.kind === 'value' && (p.of === 'date' || p.when === null))
  const matched = new Map<NoticeProposal, GoldLine[]>()
  const misses: string[] = []
  let [right, meant] = [0, 0]
  for (const line of dates) {
    const near = values.filter(p => overlap(p.words, line.words) >= leastOverlap(p.words, line.words))
    const found = [...near.filter(p => isValue(p, line)), ...endsOfWindow(near, line)]
    for (const p of found) matched.set(p, [...(matched.get(p) ?? []), line])
    if (found.length > 0) right++
    if (found.some(p => isMeant(p, line))) meant++
    else
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
    wrong.some(p => overlap(p.words, line.words) >= Math.min(6, line.words.length * 0.6)),
  )
  for (const line of taken) misses.push(`不该\t${line.what}\t\t\t${line.words}`)
  return {
    ...{ name, lines: dates.length, right, meant, wrong: wrong.length, misnamed: misnamed.length },
    ...{ proposed: proposedDates.length, nodates: nodates.length, nodatesTaken: taken.length, misses },
  }
}

const isMeant = (p: NoticeProposal, line: GoldLine) =>
  line.what.startsWith('other:') ? p.field === null : p.field === line.what

/** Whether a proposal has the value of a line of the gold; what comes again must only be kept in words. */
function isValue(p: NoticeProposal, { value }: GoldLine): boolean {
  if (value.startsWith('rel:') || !/^\d{4}-/.test(value)) return p.when === null || p.of === 'hours'
  const plain = value
    .replace(/（.*?）/g, '')
    .replace(/\s+/g, 'T')
    .trim()
  return p.of === 'date' && p.when === plain
}

/** A window that was proposed as the start and the end of one thing is found. */
function endsOfWindow(near: readonly NoticeProposal[], { kind, value }: GoldLine): NoticeProposal[] {
  const [first, last] = value.replace(/（.*?）/g, '').split('..')
  if (kind !== 'window' || last === undefined) return []
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
