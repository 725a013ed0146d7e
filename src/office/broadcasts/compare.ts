import { type Marks, marksOf } from '../../content/marks.ts'

/** What a copy has or lacks beside the record, as written, in the order in which it stands. */
export interface Comparison {
  /** `part` is one piece of the record without anything else; `different` has something else, or has a hole. */
  is: 'same' | 'part' | 'different'
  /** What the copy has and the record has not. */
  added: readonly string[]
  /** What of the record is missing between things that are there, or was changed. */
  missing: readonly string[]
  /** Whether one piece of the record stands in the copy and all that was added stands before or behind it. */
  isWrapped: boolean
  /** How much of the copy is in the record, 0..1. */
  share: number
}

/** A run of marks that both have. */
interface Run {
  copy: number
  record: number
  length: number
}

/** What is compared; a copy that is longer has more than the longest record. */
const readTo = 3000
/** Runs of fewer marks are in any two texts. */
const leastRun = 4
/** After so many runs the rest counts as different: two texts that share that many have nothing to do with each other. */
const mostRuns = 24

/** Compares a text that somebody got with the record. Letters and digits decide, however they are set; see `marksOf`. */
export function compare(copy: string, record: string): Comparison {
  const [ours, all] = [
    { text: record, ...marksOf(record) },
    { text: copy, ...marksOf(copy) },
  ]
  const isCut = all.chars.length > readTo
  const theirs = { ...all, chars: all.chars.slice(0, readTo) }
  const from = isCut ? -1 : placeOf(theirs, ours)
  if (from >= 0) {
    const isWhole = theirs.chars.length === ours.chars.length
    return { is: isWhole ? 'same' : 'part', added: [], missing: [], isWrapped: false, share: 1 }
  }
  const runs = runsOf(theirs.chars.map(code), ours.chars.map(code))
  const rest = isCut ? [copy.slice(all.starts[readTo]!)] : []
  const cuts = runs.length === 1 ? cutThrough(ours, runs[0]!) : []
  const holes = gaps(ours, runs, 'record').slice(1, -1)
  return {
    is: 'different',
    added: [...shown(theirs, gaps(theirs, runs, 'copy')), ...rest],
    missing: shown(ours, [...holes, ...cuts]),
    isWrapped: runs.length === 1 && cuts.length === 0 && !isCut,
    share: runs.reduce((sum, r) => sum + r.length, 0) / all.chars.length,
  }
}

/** A text with its marks. */
type Read = Marks & { text: string }

/** Where the copy stands in the record as one piece that cuts through no number or address; -1 when nowhere. */
function placeOf({ chars }: Read, record: Read): number {
  const { length } = chars
  for (let from = 0; from + length <= record.chars.length; from++)
    if (
      chars.every((c, n) => record.chars[from + n] === c) &&
      cutThrough(record, { record: from, length }).length === 0
    )
      return from
  return -1
}

/** The places where a piece of the record begins or ends within a number or an address: half of one is another. */
function cutThrough(record: Read, { record: from, length }: Pick<Run, 'record' | 'length'>): [number, number][] {
  return [from, from + length].flatMap(at => (goesOn(record, at) ? [[at - 1, at + 1] as [number, number]] : []))
}

/** Whether a number or an address goes on over this place; a line end or a stop ends it. */
function goesOn({ text, chars, starts, ends }: Read, at: number): boolean {
  const isOne = (n: number) => chars[n] !== undefined && !/\p{Script=Han}/u.test(chars[n])
  return isOne(at - 1) && isOne(at) && /^ ?$/.test(text.slice(ends[at - 1], starts[at]))
}

/** Compared as numbers: there are millions of pairs. */
const code = (char: string) => char.codePointAt(0)!

/** The longest runs that both have, each between those found before, in order. */
function runsOf(copy: readonly number[], record: readonly number[]): Run[] {
  const found: Run[] = []
  const search = (a: readonly [number, number], b: readonly [number, number]): void => {
    if (found.length >= mostRuns) return
    const run = longestRun(copy, record, { a, b })
    if (run.length < leastRun) return
    found.push(run)
    search([a[0], run.copy], [b[0], run.record])
    search([run.copy + run.length, a[1]], [run.record + run.length, b[1]])
  }
  search([0, copy.length], [0, record.length])
  return found.sort((x, y) => x.copy - y.copy)
}

function longestRun(
  copy: readonly number[],
  record: readonly number[],
  { a, b }: { a: readonly [number, number]; b: readonly [number, number] },
): Run {
  let best: Run = { copy: a[0], record: b[0], length: 0 }
  const width = b[1] - b[0] + 1
  let before = new Uint16Array(width)
  let now = new Uint16Array(width)
  for (let i = a[0]; i < a[1]; i++) {
    const char = copy[i]
    for (let j = b[0]; j < b[1]; j++) {
      const length = char === record[j] ? before[j - b[0]]! + 1 : 0
      now[j - b[0] + 1] = length
      if (length > best.length) best = { copy: i - length + 1, record: j - length + 1, length }
    }
    ;[before, now] = [now, before]
  }
  return best
}

/** What stands between the runs, before the first and behind the last: from one mark to before another. */
function gaps({ chars }: Read, runs: readonly Run[], side: 'copy' | 'record'): [number, number][] {
  const edges = [0, ...runs.flatMap(r => [r[side], r[side] + r.length]), chars.length]
  return Array.from({ length: edges.length / 2 }, (_, n) => [edges[2 * n]!, edges[2 * n + 1]!])
}

/** These marks as written, each with the whole of a number or an address of which it is a part, or out of which something was taken. */
function shown(read: Read, parts: readonly [number, number][]): string[] {
  return parts
    .filter(([from, to]) => to > from || goesOn(read, from))
    .map(([from, to]) => {
      let [first, behind] = [from, to]
      while (goesOn(read, first)) first--
      while (goesOn(read, behind)) behind++
      return read.text.slice(read.starts[first], read.ends[behind - 1])
    })
}
