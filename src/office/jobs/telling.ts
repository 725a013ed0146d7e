import { fill } from '../../content/words.ts'
import type { Chore } from '../../core/chore.ts'
import { type Saying, saying } from '../../core/delivery.ts'
import type { Home } from '../../core/roster.ts'
import type { Posting, SoughtJobs } from '../../core/work/jobs.ts'
import { dayMs, todayIn } from '../../time/days.ts'
import { onClock } from '../../time/instants.ts'
import { afterQuiet, type Quiet } from '../../time/recurrence.ts'
import { isoDay } from '../../time/shown.ts'
import { doAll, type Steps } from '../steps.ts'
import { fitting, soonestFirst } from './fit.ts'
import type { JobRules } from './ground.ts'
import { postingLine, soughtText } from './said.ts'

/** Somebody who wants to be told, with what they want and the release up to which each was looked after. */
export interface Wisher {
  owner: string
  wishes: readonly (SoughtJobs & { seen: number })[]
}

/** The records of those who want to be told of new postings, within one transaction. */
export interface WishRecords {
  /** Postings that may be shown and whose last day is not before a day. */
  open(from: string): Promise<Posting[]>
  /** The release that came last; 0 for none. */
  newest(): Promise<number>
  /** Some who were not looked after since the newest release, nor written to since then (epoch milliseconds). */
  wishers(of: { lookedBefore: number; most: number }): Promise<Wisher[]>
  homes(owners: readonly string[]): Promise<ReadonlyMap<string, Home>>
  /** Writes to somebody; of one day once. */
  tell(letter: { owner: string; home: Home; day: string; saying: Saying }): Promise<void>
  /** They were looked after up to a release (null: as before), and, with `isLooked`, are left in peace today. */
  settle(owner: string, of: { seen: number | null; isLooked: boolean }): Promise<void>
}

/** Where they stand; `waiting` says since when the one who waits longest is left in peace, null where nobody waits. */
export interface Wishes extends Pick<Steps<WishRecords>, 'transact'> {
  waiting(): Promise<{ lookedAt: number | null } | null>
}

/** What telling goes by: rules of postings, and when people are left in peace. */
export interface TellingRules extends JobRules {
  quiet: Quiet
}

/** Wishes looked after in one transaction. */
const chunk = 200
/** The most postings of one message. */
const mostTold = 3

/**
 * Whoever wants to be told of postings hears of each that was released since and fits, once, in private: not in quiet hours, and at most one message a day.
 * What came meanwhile stands in the next one, as long as it may be shown.
 */
export function makeTelling(wishes: Wishes, rules: () => TellingRules): Chore {
  const nextDue = async (now: Date) => {
    const waiting = await wishes.waiting()
    if (!waiting) return null
    const { quiet, zone } = rules()
    const today = beginOf(now, zone)
    const isFree = waiting.lookedAt === null || waiting.lookedAt < today.getTime()
    return afterQuiet(isFree ? now : new Date(today.getTime() + dayMs), quiet, zone)
  }
  return {
    name: 'job-wishes',
    nextDue,
    async run(now) {
      const due = await nextDue(now)
      if (due === null || due > now) return
      await doAll({ nextDue, transact: wishes.transact }, now, records => tellSome(records, now, rules()))
    },
  }
}

const beginOf = (now: Date, zone: string) => onClock(todayIn(now, zone), 0, zone)

async function tellSome(records: WishRecords, now: Date, rules: TellingRules): Promise<'more' | 'done'> {
  const { zone } = rules
  const wishers = await records.wishers({ lookedBefore: beginOf(now, zone).getTime(), most: chunk })
  if (wishers.length === 0) return 'done'
  const day = isoDay(now, zone)
  const [open, newest] = [await records.open(day), await records.newest()]
  const homes = await records.homes(wishers.map(({ owner }) => owner))
  for (const wisher of wishers) {
    const { owner } = wisher
    const told = letterTo(wisher, open, rules)
    const home = homes.get(owner)
    if (told && home) await records.tell({ owner, home, day, saying: told })
    // Whom nothing reaches is looked for again tomorrow.
    const isLost = told !== null && home === undefined
    await records.settle(owner, { seen: isLost ? null : newest, isLooked: told !== null })
  }
  return 'more'
}

/** What somebody is told of the postings that are new to them; null where none fits. */
function letterTo({ wishes }: Wisher, open: readonly Posting[], { words, lists }: TellingRules): Saying | null {
  const fits = new Map<string, Posting>()
  const asked: SoughtJobs[] = []
  for (const { seen, ...sought } of wishes) {
    const fresh = open.filter(posting => (posting.release ?? 0) > seen)
    const { exact } = fitting(fresh, sought, lists)
    for (const posting of exact) fits.set(posting.number, posting)
    if (exact.length > 0) asked.push(sought)
  }
  if (fits.size === 0) return null
  const { said } = words
  const all = soonestFirst([...fits.values()])
  const what = asked.map(sought => soughtText(words, sought))
  const rest = all.length - mostTold
  const lines = [
    fill(said.tell, { what: what.join('、') }),
    ...all.slice(0, mostTold).map((posting, n) => postingLine(words, posting, { n: n + 1, isShort: false })),
    ...(rest > 0 ? [fill(said.tellMore, { count: rest, ask: what[0]! })] : []),
    said.care,
    said.tellEnd,
  ]
  return saying(lines.join('\n'))
}
