import type { Danger, ScamAlarm } from '../../src/safety/alarm.ts'
import type { Manner } from '../../src/safety/model.ts'
import type { Line } from './hands.ts'

/** What the detectors said of a line that their tables were not made from. */
export interface Judged {
  line: Line
  /** Log-odds of danger, of each manner, of a scam and of a loss. */
  odds: number
  manner: Record<Manner, number>
  scamOdds: number
  lost: number
  rules: number
  excuses: number
  /** Names of the phrases of the crisis lists that were found. */
  found: string[]
  danger: Danger | null
  scam: ScamAlarm | null
}

/** A figure of one hand: a share in percent of so many lines; null where there are none. */
export interface HandRow {
  hand: string
  cells: (number | null)[]
}

interface Figure {
  name: string
  among(one: Judged): boolean
  hit(one: Judged): boolean
}

const isDanger = ({ line }: Judged) => line.set === 'danger'
const isHeard = ({ danger }: Judged) => danger !== null
const isCalm = ({ line }: Judged) => line.set === 'calm' || line.set === 'asked'

const dangerFigures: readonly Figure[] = [
  { name: 'heard', among: j => isDanger(j) && !j.line.isPieces, hit: isHeard },
  { name: 'now heard', among: j => isDanger(j) && !j.line.isPieces && j.line.urgency === 'now', hit: isHeard },
  {
    name: 'now urgent',
    among: j => isDanger(j) && !j.line.isPieces && j.line.urgency === 'now',
    hit: j => j.danger?.urgent === true,
  },
  { name: 'calm', among: j => isCalm(j) && !j.line.isPieces, hit: isHeard },
  { name: 'leaving', among: j => isCalm(j) && j.line.kind === 'leaving', hit: isHeard },
  {
    name: 'calm sure',
    among: j => isCalm(j) && !j.line.isPieces,
    hit: j => j.danger !== null && j.danger.certainty !== 'weak',
  },
  { name: 'calm public', among: j => isCalm(j) && !j.line.isPieces, hit: j => j.danger?.certainty === 'plain' },
  { name: 'pieces', among: j => isDanger(j) && j.line.isPieces, hit: isHeard },
  { name: 'calm pieces', among: j => isCalm(j) && j.line.isPieces, hit: isHeard },
  {
    name: 'right person',
    among: j => isDanger(j) && isHeard(j) && j.line.about !== 'unknown',
    hit: j => j.danger!.about === j.line.about,
  },
  { name: 'right kind', among: j => isDanger(j) && isHeard(j), hit: j => j.danger!.type === j.line.kind },
]

const fraudFigures: readonly Figure[] = [
  { name: 'card', among: j => j.line.set === 'scam', hit: j => j.scam?.grade === 'high' },
  { name: 'any', among: j => j.line.set === 'scam', hit: j => j.scam !== null },
  { name: 'lawful', among: j => j.line.set === 'lawful', hit: j => j.scam !== null },
  { name: 'lawful card', among: j => j.line.set === 'lawful', hit: j => j.scam?.grade === 'high' },
]

/** The two tables of figures: danger and fraud, a row for each hand and one for all. */
export function handFigures(judged: readonly Judged[], hands: readonly string[]) {
  const fraudHands = new Set(judged.filter(j => j.line.set === 'scam').map(j => j.line.hand))
  const of = (figures: readonly Figure[], names: readonly string[]) => {
    const rowOf = (hand: string, lines: readonly Judged[]): HandRow => ({
      hand,
      cells: figures.map(({ among, hit }) => {
        const asked = lines.filter(among)
        return asked.length === 0 ? null : (100 * asked.filter(hit).length) / asked.length
      }),
    })
    const rows = names.map(hand =>
      rowOf(
        hand,
        judged.filter(j => j.line.hand === hand),
      ),
    )
    return {
      names: figures.map(f => f.name),
      rows: [
        ...rows,
        rowOf(
          'all',
          judged.filter(j => names.includes(j.line.hand)),
        ),
      ],
    }
  }
  return {
    danger: of(
      dangerFigures,
      hands.filter(h => !fraudHands.has(h)),
    ),
    fraud: of(
      fraudFigures,
      hands.filter(h => fraudHands.has(h)),
    ),
  }
}

/** Prints the tables. */
export function printFigures(tables: ReturnType<typeof handFigures>): void {
  for (const { names, rows } of Object.values(tables)) {
    if (rows.length < 2) continue
    console.log(`\n${''.padEnd(14)}${names.map(n => n.padStart(13)).join('')}`)
    for (const { hand, cells } of rows)
      console.log(`${hand.padEnd(14)}${cells.map(c => (c === null ? '–' : c.toFixed(1)).padStart(13)).join('')}`)
  }
}
