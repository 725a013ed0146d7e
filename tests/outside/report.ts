import { table } from '../bench/measure.ts'
import type { Promises } from './audit.ts'
import type { Breach } from './journal.ts'
import type { Counts } from './town.ts'

/** What a run has seen of one kind of fault. */
export interface Seen {
  faults: number
  /** Milliseconds from each start to serving again. */
  back: number[]
}

/** How much happened, by kind of fault. */
export function faultTable(
  seen: ReadonlyMap<string, Seen>,
  { counts, breaches }: { counts: ReadonlyMap<string, Counts>; breaches: readonly Breach[] },
): string {
  const kinds = [...new Set([...seen.keys(), ...counts.keys(), ...breaches.map(b => b.during)])]
  const of = (kind: string | null, what: Breach['what']) =>
    breaches.filter(b => (kind === null || b.during === kind) && b.what === what).length
  const longest = (back: readonly number[]) => (back.length === 0 ? '' : `${(Math.max(...back) / 1000).toFixed(1)} s`)
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  const row = (name: string, kind: string | null, { faults, back }: Seen, { taken, refused }: Counts) =>
    [name, faults, taken, refused, of(kind, 'lost'), of(kind, 'doubled'), of(kind, 'left'), longest(back)].map(String)
  const none: Counts = { taken: 0, refused: 0 }
  const rows = kinds.map(kind => row(kind, kind, seen.get(kind) ?? { faults: 0, back: [] }, counts.get(kind) ?? none))
  const all: Seen = {
    faults: sum([...seen.values()].map(s => s.faults)),
    back: [...seen.values()].flatMap(s => s.back),
  }
  const told: Counts = {
    taken: sum([...counts.values()].map(c => c.taken)),
    refused: sum([...counts.values()].map(c => c.refused)),
  }
  const head = [
    'what happened',
    'times',
    'posts told 200',
    'posts told 5xx',
    'lost',
    'doubled',
    'left over',
    'longest to come back',
  ]
  return table([head, ...rows, row('all', null, all, told)])
}

/** How much was promised. */
export const promiseTable = (promises: Promises): string =>
  table([['what people were told', 'times'], ...Object.entries(promises).map(([what, count]) => [what, String(count)])])

/** The most stories that are told, and the most people who are named in one. */
const mostStories = 60
const mostNamed = 5

/** What went wrong, each with whom it happened to and the ids by which it can be followed. */
export function stories(breaches: readonly Breach[]): string {
  const told = new Map<string, string[]>()
  for (const { during, what, who, story } of breaches) {
    const line = `${what} (${during}): ${story}`
    told.set(line, [...(told.get(line) ?? []), ...(who === '' ? [] : [who])])
  }
  const lines = [...told].map(([line, who]) => `  ${line}${who.length > 0 ? `: ${named(who)}` : ''}`)
  const more = lines.length - mostStories
  return [...lines.slice(0, mostStories), ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n')
}

const named = (who: readonly string[]) =>
  who.slice(0, mostNamed).join(', ') + (who.length > mostNamed ? ` … (${who.length} people)` : '')
