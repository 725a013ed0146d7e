import type { Chore } from '../../core/chore.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Occasion } from '../../core/reminder.ts'
import type { Belonging } from '../../core/roster.ts'
import { reckoned, type SetAside } from './reckoned.ts'
import type { Standing } from './standing.ts'

/** How far a standing reminder has come; instants are epoch milliseconds. */
export interface Progress {
  /** Every time up to this is given, or over. */
  upto: number
  /** Nothing is given before this. */
  hold: number
}

/** The same with what is known of the times after it, by instant. */
export interface Found extends Progress {
  states: ReadonlyMap<number, Occasion['state']>
}

/** A time that nothing was known of: to be given from now on, or not at all. */
export interface Fresh {
  instant: number
  state: 'planning' | 'skipped'
  reason: 'late' | 'missed' | 'superseded' | null
}

/** What happens to a reminder whose time has come: it waits, all of it is over, or times are noted and those of `open` given. */
export type Opening =
  | { is: 'put-off'; until: number }
  | { is: 'over'; upto: number }
  | { is: 'open'; fresh: readonly Fresh[]; open: readonly number[]; last: number }

/** Someone, or a class's group, that a reminder is for. */
export interface Hearer {
  /** Names it in keys; hearers come in the order of their ids. */
  id: string
  /** Where a message reaches it; null where none does. */
  home: { chat: { id: string; channel: string; kind: 'private' | 'group' }; to: string | null } | null
  /** Their name (empty for a group), and where they belong. */
  who: { name: string } & Belonging
}

/** The next hearers of a time: what they are sent, how many they are with those that nothing reaches, and the id of the last. */
export interface Chunk {
  letters: readonly { id: string; home: NonNullable<Hearer['home']>; saying: Saying }[]
  audience: number
  upto: string
  isEnd: boolean
}

/** Where is kept how far standing reminders have come, and what came of each of their times. */
export interface Occasions {
  progress(): Promise<ReadonlyMap<string, Progress>>
  /** Reminders that were not there before begin to count at an instant. */
  begin(reminders: readonly string[], at: Date): Promise<void>
  /** Reads how far a reminder has come now, asks what happens to it and saves that, in one transaction; null (from `decide` too) when nothing does. */
  open(reminder: string, now: Date, decide: (found: Found) => Opening | null): Promise<Opening | null>
  /** Everyone that a reminder is for at `at`, those that nothing reaches included. */
  hearers(reminder: Pick<Standing, 'to' | 'audience'>, at: Date): Promise<Hearer[]>
  /**
   * Gives the next chunk of a time, and saves that with the id that it has come to, in one transaction: `next` is asked with the id of the last
   * before. False when the time is given to all.
   */
  give(time: { reminder: string; instant: number }, now: Date, next: (after: string) => Chunk): Promise<boolean>
  /** What lies up to an instant is given, or over. */
  putForward(reminder: string, upto: number): Promise<void>
  /** What lies ahead of `now` is to come again: a time that was given already stays so, one that was only passed over does not. */
  rewind(now: Date): Promise<void>
}

/** What the planner of standing reminders goes by. */
export interface PlanningParts {
  reminders(): readonly Standing[]
  /** The first time of a reminder after an instant, or null. */
  next(reminder: Standing, after: Date): Date | null
  /** The instant itself, or the end of the reminder's quiet hours. */
  afterQuiet(reminder: Standing, at: Date): Date
  /** Whether a reminder is for somebody who belongs there. */
  isFor(reminder: Standing, whose: Belonging): boolean
  saying(reminder: Standing, who: Hearer['who'], at: Date): Saying
  /** Hears of a reminder that is set aside, because its next time cannot be reckoned. */
  setAside?: SetAside
  /** Hearers in one transaction. */
  chunk?: number
  /** Places where a test may stop the process. */
  points?: { beforeOpening?(): void; afterChunk?(): void; beforeEnd?(): void }
}

/** What is given later than this after its time is recorded as late. */
const punctualMs = 10 * 60_000
/** Never looked at: to be looked at now. */
const atOnce = new Date(0)
/** Times that were missed longer ago than this are of no interest to anyone. */
const longAgoMs = 400 * 86_400_000
/** This many of the times that a later one stands for are kept on record. */
const mostKept = 30

/** The time after an instant, of a reminder. */
type NextAfter = (reminder: Standing, upto: number) => Date | null

/**
 * Turns what is due of the standing reminders into deliveries. Every time of a reminder is given once: a kill at any point, a second run
 * at the same time, or hours of downtime neither repeat nor lose an hearer.
 */
export function makePlanning(occasions: Occasions, parts: PlanningParts): Chore {
  const nextAfter = remembering(parts)
  return {
    name: 'reminders',
    async begin(now) {
      await begun(occasions, parts.reminders(), now)
    },
    async nextDue() {
      const reminders = parts.reminders()
      if (reminders.length === 0) return null
      const found = await occasions.progress()
      const dues = reminders.flatMap(reminder => {
        const progress = found.get(reminder.name)
        if (!progress) return [atOnce]
        const at = nextAfter(reminder, progress.upto)
        return at ? [new Date(Math.max(at.getTime(), progress.hold))] : []
      })
      return dues.length === 0 ? null : dues.reduce((a, b) => (a < b ? a : b))
    },
    async run(now) {
      const reminders = parts.reminders()
      const found = await begun(occasions, reminders, now)
      const failures: unknown[] = []
      for (const reminder of reminders) {
        const before = found.get(reminder.name)!
        const decide = (progress: Progress) => openingOf(reminder, progress, { now, nextAfter, parts })
        // One with a defect does not keep the others from being given.
        await open(occasions, parts, { reminder, before, now, decide }).catch(error => failures.push(error))
      }
      if (failures.length > 0) throw failures[0]
    },
    rewind: now => occasions.rewind(now),
  }
}

/** How far each has come; those that were not there before begin to count now. */
async function begun(
  occasions: Occasions,
  reminders: readonly Standing[],
  now: Date,
): Promise<ReadonlyMap<string, Progress>> {
  const found = await occasions.progress()
  const fresh = reminders.map(r => r.name).filter(name => !found.has(name))
  if (fresh.length === 0) return found
  await occasions.begin(fresh, now)
  return occasions.progress()
}

/** The next times found before are kept; a reload makes new reminders. One that cannot be reckoned is set aside until then, and the others go on. */
function remembering(parts: PlanningParts): NextAfter {
  const known = new WeakMap<Standing, { upto: number; at: Date | null }>()
  return (reminder, upto) => {
    const before = known.get(reminder)
    if (before?.upto === upto) return before.at
    const at = reckoned(reminder.name, () => parts.next(reminder, new Date(upto)), parts.setAside)
    known.set(reminder, { upto, at })
    return at
  }
}

/** What happens to a reminder now: the latest of the times that have come is given, those before it are only recorded, unless one was begun. */
function openingOf(
  reminder: Standing,
  { upto, hold, states = new Map() }: Progress & Partial<Found>,
  { now, nextAfter, parts }: { now: Date; nextAfter: NextAfter; parts: PlanningParts },
): Opening | null {
  if (hold > now.getTime()) return null
  const longAgo = now.getTime() - longAgoMs
  const due = timesUntil(now, from => nextAfter(reminder, from), Math.max(upto, longAgo))
  const last = due.at(-1)
  // All that was missed lies too far back: it counts as over, or it would be due for ever.
  if (last === undefined) return upto < longAgo ? { is: 'over', upto: longAgo } : null
  const quietEnd = parts.afterQuiet(reminder, now)
  if (quietEnd > now) return { is: 'put-off', until: quietEnd.getTime() }
  const fresh = due
    .filter(instant => !states.has(instant))
    .map(instant => (instant === last ? latest(reminder, instant, now) : superseded(instant)))
  const begun = due.filter(instant => states.get(instant) === 'planning')
  const open = [...begun, ...fresh.filter(time => time.state === 'planning').map(time => time.instant)]
  return { is: 'open', fresh, open, last }
}

const superseded = (instant: number): Fresh => ({ instant, state: 'skipped', reason: 'superseded' })

/** What becomes of the latest time: it is given, late where it is late, or not any more. */
function latest({ missed }: Standing, instant: number, now: Date): Fresh {
  const lateMs = now.getTime() - instant
  if (lateMs > missed.graceMs && missed.otherwise === 'skip') return { instant, state: 'skipped', reason: 'missed' }
  return { instant, state: 'planning', reason: lateMs > punctualMs ? 'late' : null }
}

/** The latest times after `from` that have come by `now`, in order. */
function timesUntil(now: Date, next: (from: number) => Date | null, from: number): number[] {
  const due: number[] = []
  for (let at = next(from); at && at <= now; at = next(at.getTime())) due.push(at.getTime())
  return due.slice(-mostKept)
}

/** Gives a reminder whose time has come, if it still has. */
async function open(
  occasions: Occasions,
  parts: PlanningParts,
  {
    reminder,
    before,
    now,
    decide,
  }: { reminder: Standing; before: Progress; now: Date; decide: (found: Progress) => Opening | null },
): Promise<void> {
  if (!decide(before)) return
  parts.points?.beforeOpening?.()
  const came = await occasions.open(reminder.name, now, decide)
  if (came?.is !== 'open') return
  for (const instant of came.open) await give(occasions, parts, { reminder, instant, now })
  parts.points?.beforeEnd?.()
  await occasions.putForward(reminder.name, came.last)
}

/** Gives one time to everyone it is for, chunk by chunk; who was given it before a kill is passed over. */
async function give(
  occasions: Occasions,
  parts: PlanningParts,
  { reminder, instant, now }: { reminder: Standing; instant: number; now: Date },
): Promise<void> {
  const all = (await occasions.hearers(reminder, now)).filter(({ who }) => parts.isFor(reminder, who))
  const next = (after: string): Chunk => {
    const left = all.filter(({ id }) => id > after)
    const chunk = left.slice(0, parts.chunk ?? 500)
    const letters = chunk.flatMap(({ id, home, who }) =>
      home ? [{ id, home, saying: parts.saying(reminder, who, now) }] : [],
    )
    return { letters, audience: chunk.length, upto: chunk.at(-1)?.id ?? after, isEnd: chunk.length === left.length }
  }
  while (await occasions.give({ reminder: reminder.name, instant }, now, next)) parts.points?.afterChunk?.()
}
