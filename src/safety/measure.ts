import type { Danger, ScamAlarm } from './alarm.ts'
import { dangerIn } from './danger.ts'
import type { SafetyLists } from './lists.ts'
import { detectScam } from './scam.ts'

/** One labelled line of a measuring set. */
export interface LabelledLine {
  label: string
  /** What the set calls the kind of line, where it does. */
  sort: string
  text: string
}

/** The measuring sets that are there, by name; see `goals` for the names that are known. */
export type SafetySets = Readonly<Record<string, readonly LabelledLine[]>>

/** One figure: a share of lines and what it should be. */
export interface Figure {
  set: string
  figure: string
  hits: number
  lines: number
  share: number
  goal: number
  /** Whether the share must be at least or at most the goal. */
  sense: 'atLeast' | 'atMost'
  isMet: boolean
}

interface Goal {
  set: string
  figure: string
  goal: number
  sense: Figure['sense']
  /** The lines that count below the line, and those of them that count above it. */
  among: (found: Judged) => boolean
  hit: (found: Judged) => boolean
}

interface Judged {
  label: string
  scam: ScamAlarm | null
  overheardScam: ScamAlarm | null
  crisis: Danger | null
  /** The same as talk of a group that was not for the bot. */
  overheard: Danger | null
}

const labelled =
  (label: string) =>
  (line: Judged): boolean =>
    line.label === label
const every = (): boolean => true
const isScam = (line: Judged): boolean => line.scam !== null
const isCrisis = (line: Judged): boolean => line.crisis !== null
const isOverheardScam = (line: Judged): boolean => line.overheardScam !== null
const isHigh = (line: Judged): boolean => line.overheardScam?.grade === 'high'

const isSure = (line: Judged): boolean => line.crisis !== null && line.crisis.certainty !== 'weak'
const isOverheard = (line: Judged): boolean => line.overheard !== null
const isPublic = (line: Judged): boolean => line.overheard?.certainty === 'plain'

const goals: readonly Goal[] = [
  { set: 'chat', figure: 'scam, overheard, high', goal: 0.001, sense: 'atMost', among: every, hit: isHigh },
  { set: 'chat', figure: 'scam, overheard', goal: 0.0015, sense: 'atMost', among: every, hit: isOverheardScam },
  { set: 'chat', figure: 'scam, said to it', goal: 0.0015, sense: 'atMost', among: every, hit: isScam },
  { set: 'chat', figure: 'crisis, overheard', goal: 0.0015, sense: 'atMost', among: every, hit: isOverheard },
  { set: 'chat', figure: 'crisis, said to it', goal: 0.0015, sense: 'atMost', among: every, hit: isCrisis },
  { set: 'chat', figure: 'said to it, acted on', goal: 0.0015, sense: 'atMost', among: every, hit: isSure },
  { set: 'chat', figure: 'a public word', goal: 0, sense: 'atMost', among: every, hit: isPublic },
  { set: 'sms', figure: 'recall of scam', goal: 0.88, sense: 'atLeast', among: labelled('scam'), hit: isScam },
  { set: 'sms', figure: 'adverts called scam', goal: 0.05, sense: 'atMost', among: labelled('advert'), hit: isScam },
  { set: 'campus', figure: 'recall of scam', goal: 0.94, sense: 'atLeast', among: labelled('scam'), hit: isScam },
  { set: 'campus', figure: 'precision', goal: 0.95, sense: 'atLeast', among: isScam, hit: labelled('scam') },
  { set: 'posts', figure: 'recall of high risk', goal: 0.85, sense: 'atLeast', among: labelled('high'), hit: isCrisis },
  { set: 'idioms', figure: 'crisis alarms', goal: 0.02, sense: 'atMost', among: every, hit: isCrisis },
  { set: 'crisis', figure: 'recall', goal: 0.95, sense: 'atLeast', among: every, hit: isCrisis },
  { set: 'campus-blind', figure: 'recall of scam', goal: 0.94, sense: 'atLeast', among: labelled('scam'), hit: isScam },
  { set: 'campus-blind', figure: 'precision', goal: 0.95, sense: 'atLeast', among: isScam, hit: labelled('scam') },
  { set: 'idioms-blind', figure: 'crisis alarms', goal: 0.02, sense: 'atMost', among: every, hit: isCrisis },
  { set: 'crisis-blind', figure: 'recall', goal: 0.95, sense: 'atLeast', among: every, hit: isCrisis },
]

/** Every figure that the given sets allow, in a fixed order. Pure: the same lists and sets give the same figures. */
export function measureSafety(lists: SafetyLists, sets: SafetySets): Figure[] {
  const judged = new Map<string, Judged[]>()
  for (const [name, lines] of Object.entries(sets)) {
    const judge = ({ label, text }: LabelledLine): Judged => {
      return {
        label,
        scam: detectScam(lists, text),
        overheardScam: detectScam(lists, text, { isOverheard: true }),
        crisis: dangerIn(lists, text),
        overheard: dangerIn(lists, text, { isOverheard: true }),
      }
    }
    judged.set(name, lines.map(judge))
  }
  return goals.flatMap(({ set, figure, goal, sense, among, hit }) => {
    const lines = judged.get(set)?.filter(among)
    if (!lines) return []
    const hits = lines.filter(hit).length
    const share = lines.length === 0 ? 0 : hits / lines.length
    const isMet = sense === 'atLeast' ? share >= goal : share <= goal
    return [{ set, figure, hits, lines: lines.length, share, goal, sense, isMet }]
  })
}

/** Reads `label<TAB>text` or `label<TAB>sort<TAB>text` lines; a line without a tab is a text with the given label. */
export function parseLabelled(file: string, label: string): LabelledLine[] {
  return file
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => {
      const [first = '', second, ...rest] = line.split('\t')
      if (second === undefined) return { label, sort: '', text: first }
      return rest.length === 0
        ? { label: first, sort: '', text: second }
        : { label: first, sort: second, text: rest.join('\t') }
    })
}

/** The figures as a table of plain text, one a line. */
export function formatFigures(figures: readonly Figure[]): string {
  return figures
    .map(({ set, figure, hits, lines, share, goal, sense, isMet }) => {
      const bound = `${sense === 'atLeast' ? '>=' : '<='} ${(goal * 100).toFixed(2)} %`
      const value = `${(share * 100).toFixed(2)} % (${hits}/${lines})`
      return `${set.padEnd(13)}${figure.padEnd(26)}${value.padEnd(24)}${bound.padEnd(12)}${isMet ? 'met' : 'MISSED'}`
    })
    .join('\n')
}

/** Milliseconds that both detectors take for a message: the middle one of all lines, and 99 of 100. */
export function timeSafety(lists: SafetyLists, sets: SafetySets, now: () => number): { p50: number; p99: number } {
  const texts = Object.values(sets).flatMap(lines => lines.map(({ text }) => text))
  // The least of a few runs: other work on the machine only ever adds.
  const times = texts.map(text => {
    const runs = Array.from({ length: 3 }, () => {
      const start = now()
      dangerIn(lists, text)
      detectScam(lists, text)
      return now() - start
    })
    return Math.min(...runs)
  })
  const ordered = times.sort((a, b) => a - b)
  const at = (share: number): number => ordered[Math.floor(share * ordered.length)] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}

/** Everything that an evaluation prints, one line each: the figures, the time and the sets that were missing. */
export function reportSafety(
  lists: SafetyLists,
  { sets, missing }: { sets: SafetySets; missing: readonly string[] },
  now: () => number,
): string[] {
  const figures = formatFigures(measureSafety(lists, sets))
  // Measured after the figures, when everything has been compiled once, as in a bot that runs.
  const { p50, p99 } = timeSafety(lists, sets, now)
  const time = `time for a message, both detectors: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms (<= 1 ms)`
  return [figures, time, ...missing.map(path => `missing set, not measured: ${path}`)].filter(line => line !== '')
}
