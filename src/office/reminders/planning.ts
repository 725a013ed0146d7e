import type { Chore } from '../../core/chore.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Reads } from '../../core/reads.ts'
import type { Belonging } from '../../core/roster.ts'
import type { SchoolField } from '../../knowledge/school.ts'
import type { CardHearer, CardsSoFar, cardOf } from '../cards/deal.ts'
import { reckoned, type SetAside } from './almanac.ts'
import {
  changesSince,
  isAwaited,
  isWithheld,
  movesOf,
  type TimeOfReminder,
  withheldFromAll,
  withholding,
} from './changes.ts'
import type { Chunk, Found, Fresh, Hearer, Occasions, Opening, Progress, Recorded } from './occasions.ts'
import type { Standing } from './standing.ts'
import { ownerLetters, ownersAmong } from './unset.ts'

/** A real case with its question, as one person is sent it. */
type Card = ReturnType<typeof cardOf>
type Cards = ReadonlyMap<string, Card>
/** What one hearer of a reminder is told besides its sentence. */
interface Own {
  card?: Card | undefined
  picks?: string | undefined
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
  /** `own`: what stands for `{card}`, `{classes}` and `{picks}` in its sentence. */
  saying(reminder: Standing, who: Hearer['who'], at: Date, own?: Own): Saying
  /** Of a reminder of what is not written down: the classes of each hearer that have no record, by their ids; null for any other. Whoever is not in it does not hear it. */
  left(
    reminder: Standing,
    recorded: (flow: string) => Promise<Recorded>,
    now: Date,
  ): Promise<ReadonlyMap<string, string> | null>
  /** What a reminder says and the school has not set for somebody: they do not hear it, and whoever is to set it is told. */
  unset(reminder: Standing, who: Hearer['who']): readonly SchoolField[]
  /** What such an owner of a value is told: how many do not hear the reminder for want of it. */
  toOwner(reminder: Standing, field: SchoolField, of: { owner: string; hearers: number }): Saying
  /** Which card each hearer of a reminder gets, by their ids; null for a reminder without cards. Whoever gets none does not hear it. */
  deal(reminder: Standing, cards: () => Promise<CardsSoFar>, hearers: readonly CardHearer[]): Promise<Cards | null>
  /** What each hearer of a reminder is told of the contributions that they look after, by their ids; null for a reminder that tells nothing of it. */
  picks?(
    reminder: Standing,
    read: Reads,
    hearers: readonly Hearer[],
    now: Date,
  ): Promise<ReadonlyMap<string, string> | null>
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
    async nextDue(now) {
      const reminders = parts.reminders()
      if (reminders.length === 0) return null
      const [found, changes] = [await occasions.progress(), await occasions.changes(changesSince(now))]
      const dues = reminders.flatMap(reminder => {
        const progress = found.get(reminder.name)
        if (!progress) return [atOnce]
        const at = nextAfter(reminder, progress.upto)
        const moved = awaited(reminder, changes, { now, parts }).map(time => time.at)
        const times = at ? [at.getTime(), ...moved] : moved
        return times.map(time => new Date(Math.max(time, progress.hold)))
      })
      return dues.length === 0 ? null : dues.reduce((a, b) => (a < b ? a : b))
    },
    async run(now) {
      const reminders = parts.reminders()
      const found = await begun(occasions, reminders, now)
      const changes = await occasions.changes(changesSince(now))
      const failures: unknown[] = []
      for (const reminder of reminders) {
        const before = { ...found.get(reminder.name)!, states: new Map(), changes }
        const decide = (progress: Found) => openingOf(reminder, progress, { now, nextAfter, parts })
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

/** What a decision about a reminder goes by. */
interface Deciding {
  now: Date
  nextAfter: NextAfter
  parts: PlanningParts
}

/** What happens to a reminder now: the latest of the times that have come is given, those before it are only recorded, unless one was begun. */
function openingOf(reminder: Standing, found: Found, { now, nextAfter, parts }: Deciding): Opening | null {
  const { upto, hold, states, changes } = found
  if (hold > now.getTime()) return null
  const longAgo = now.getTime() - longAgoMs
  const due = timesUntil(now, from => nextAfter(reminder, from), Math.max(upto, longAgo))
  const moved = awaited(reminder, changes, { now, parts }).filter(({ at }) => at <= now.getTime())
  // All that was missed lies too far back: it counts as over, or it would be due for ever.
  if (due.length + moved.length === 0) return upto < longAgo ? { is: 'over', upto: longAgo } : null
  const quietEnd = parts.afterQuiet(reminder, now)
  if (quietEnd > now) return { is: 'put-off', until: quietEnd.getTime() }
  // What was moved comes when it was moved to, whatever comes before or after it.
  const moves = movesOf(changes, reminder.name)
  const own = due.filter(instant => !moves.has(instant))
  const fresh = [
    ...own.map(instant =>
      instant === own.at(-1) ? opened(reminder, { instant, at: instant }, found, now) : superseded(instant),
    ),
    ...moved.map(({ instant, at }) => opened(reminder, { instant, at }, found, now)),
  ].filter(({ instant }) => !states.has(instant))
  const begun = [...own, ...moved.map(m => m.instant)].filter(instant => states.get(instant) === 'planning')
  const open = [...begun, ...fresh.filter(time => time.state === 'planning').map(time => time.instant)]
  return { is: 'open', fresh, open, last: due.at(-1) ?? upto, moved: moved.map(m => m.instant) }
}

/** The times of a reminder that were moved and are still to come, or to be given to the end; what is no time of it any more is none. */
function awaited(
  reminder: Standing,
  changes: Found['changes'],
  { now, parts }: { now: Date; parts: PlanningParts },
): TimeOfReminder[] {
  const isTime = (instant: number) =>
    reckoned(reminder.name, () => parts.next(reminder, new Date(instant - 1)))?.getTime() === instant
  return [...movesOf(changes, reminder.name).values()]
    .filter(move => isAwaited(move, now) && isTime(move.instant))
    .map(({ instant, to }) => ({ reminder: reminder.name, instant, at: to }))
}

const superseded = (instant: number): Fresh => ({ instant, state: 'skipped', reason: 'superseded' })

/** What becomes of a time that has come: it is given, late where it is late, or not any more, or not at all because staff have it so. */
function opened(
  { name, missed }: Standing,
  { instant, at }: Omit<TimeOfReminder, 'reminder'>,
  { changes }: Pick<Found, 'changes'>,
  now: Date,
): Fresh {
  const by = withheldFromAll(withholding(changes, { reminder: name, instant, at }, now.getTime()))
  if (by) return { instant, state: 'skipped', reason: by.is === 'pause' ? 'paused' : 'left-out' }
  const lateMs = now.getTime() - at
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
  }: { reminder: Standing; before: Found; now: Date; decide: (found: Found) => Opening | null },
): Promise<void> {
  if (!decide(before)) return
  parts.points?.beforeOpening?.()
  const came = await occasions.open(reminder.name, { now, since: changesSince(now) }, decide)
  if (came?.is !== 'open') return
  for (const instant of came.open) await give(occasions, parts, { reminder, instant, now })
  parts.points?.beforeEnd?.()
  await occasions.putForward(reminder.name, came.last, came.moved)
}

/** A hearer whom something reaches. */
type Reached = Hearer & { home: NonNullable<Hearer['home']> }

/** Gives one time to everyone it is for and from whom it is not withheld, chunk by chunk; who was given it before a kill is passed over. */
async function give(
  occasions: Occasions,
  parts: PlanningParts,
  { reminder, instant, now }: { reminder: Standing; instant: number; now: Date },
): Promise<void> {
  const hearers = (await occasions.hearers(reminder, now)).filter(({ who }) => parts.isFor(reminder, who))
  const cards = await parts.deal(reminder, () => occasions.cards(now), hearers)
  const left = await parts.left(reminder, flow => occasions.recorded(flow), now)
  const all = hearers.filter(({ id }) => (cards?.has(id) ?? true) && (left?.has(id) ?? true))
  const lacking = await withoutValue(occasions, parts, { reminder, all, now })
  const picks = (await parts.picks?.(reminder, occasions.reads(now), all, now)) ?? null
  const changes = await occasions.changes(changesSince(now))
  const time = { reminder: reminder.name, instant, at: movesOf(changes, reminder.name).get(instant)?.to ?? instant }
  const withheld = withholding(changes, time, now.getTime())
  const letterTo = ({ id, home, who }: Reached, card?: Card) => {
    const own = { card, classes: left?.get(id), picks: picks?.get(id) }
    const saying = parts.saying(reminder, who, now, own)
    return { id, home, saying, ...(card && { story: card.story }) }
  }
  const next = (after: string): Chunk => {
    const rest = all.filter(({ id }) => id > after)
    const chunk = rest.slice(0, parts.chunk ?? 500)
    const hearing = chunk.filter(({ id, who }) => !lacking.has(id) && !isWithheld(withheld, who))
    const letters = hearing.flatMap(({ id, home, who }) => (home ? [letterTo({ id, home, who }, cards?.get(id))] : []))
    const [audience, held] = [chunk.length, chunk.length - hearing.length]
    return { letters, audience, held, upto: chunk.at(-1)?.id ?? after, isEnd: audience === rest.length }
  }
  while (await occasions.give({ reminder: reminder.name, instant }, now, next)) parts.points?.afterChunk?.()
}

/** The hearers, by their ids, for whom the school has not set what a reminder says; whoever is to set it is told. */
async function withoutValue(
  occasions: Occasions,
  parts: PlanningParts,
  { reminder, all, now }: { reminder: Standing; all: readonly Hearer[]; now: Date },
): Promise<ReadonlySet<string>> {
  const lacking = all.map(hearer => ({ ...hearer, fields: parts.unset(reminder, hearer.who) }))
  const without = lacking.filter(({ fields }) => fields.length > 0)
  const [first] = without
  if (first) {
    const { college, className: name } = first.who
    const owners = ownersAmong(await occasions.caretakers(college === '' ? null : { college, name }, now))
    const fields = [...new Map(without.flatMap(one => one.fields).map(field => [field.key, field])).values()]
    const hearersOf = (key: string) => without.filter(one => one.fields.some(field => field.key === key)).length
    const sayingOf = (owner: string, field: SchoolField) =>
      parts.toOwner(reminder, field, { owner, hearers: hearersOf(field.key) })
    await occasions.tell(ownerLetters(reminder, fields, { owners, sayingOf }), now)
  }
  return new Set(without.map(({ id }) => id))
}
