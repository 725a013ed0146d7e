import type { Chore } from '../../core/chore.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Rule } from '../../core/reminder.ts'
import type { Belonging, Home } from '../../core/roster.ts'
import { reckoned, type SetAside } from './almanac.ts'
import type { Lateness } from './saying.ts'

/** When something that a person is to be reminded of is due; instants are epoch milliseconds. */
export interface OwnTimes {
  id: string
  rule: Rule
  due: number
  /** When it is looked at: at `due`, or later where it waits. */
  wake: number
  /** After this it is not said any more. */
  until: number
  /** When it was asked for. */
  at: number
  /** Where the person belongs, whose dates of the school it goes by. */
  whose: Belonging
}

/** The same with everything that says what to do about it. */
export interface OwnReminder extends OwnTimes {
  text: string
  reply: string | null
  /** Whether the person asked for it, and not a flow. */
  isOwn: boolean
  /** Where they asked for it. */
  handle: string
  /** That place, while it can be written to. */
  asked: Home | null
  /** Where else the person is reached, the best first. */
  homes: readonly Home[]
}

/** Why a time is not said: nobody waits for it any more, it was too long ago, or nothing reaches the person. */
export type Unsaid = 'ended' | 'missed' | 'unreachable'

/** What becomes of one whose time has come: it waits, its time is another one now, or it was said (or not, for a reason) and is due again at `next`, or done with. */
export type Rung =
  | { is: 'put-off'; until: number }
  | { is: 'moved'; due: number }
  | { is: 'said'; home: Home; saying: Saying; next: number | null }
  | { is: 'unsaid'; reason: Unsaid; next: number | null }

/** Where people's own reminders are kept. */
export interface OwnReminders {
  /** When the first is to be looked at, or null where there are none. */
  firstWake(): Promise<Date | null>
  /** The ids of those to be looked at by `now`, the first `most` in order. */
  due(now: Date, most: number): Promise<string[]>
  /**
   * Reads one as it is now, asks what becomes of it and saves that, in one transaction. Nobody is asked about one that has gone, or is to be looked
   * at after `now` only.
   */
  ring(id: string, now: Date, decide: (found: OwnReminder) => Rung): Promise<void>
  /** Asks of those that go by a date of the school, or of all that are looked at after an instant, when they are due, and saves that; null leaves one alone. */
  move(which: 'by-school-date' | { after: Date }, decide: (found: OwnTimes) => number | null): Promise<void>
}

/** What ringing goes by. */
export interface RingingParts {
  /** Changes with the school's dates, which some reminders go by. */
  content(): object
  next(rule: Rule, after: Date, whose: Belonging): Date | null
  /** The instant itself, or the end of the quiet hours that it lies in. */
  afterQuiet(at: Date): Date
  saying(
    reminder: { text: string; reply: string | null; due: Date; isOwn: boolean },
    late: { now: Date; lateness: Lateness },
  ): Saying
  /** Hears of a reminder that stays as it is, because its time cannot be reckoned. */
  setAside?: SetAside
}

/** The most reminders in one run; the rest comes in the next. */
const most = 200
/** Up to this a reminder counts as said in time. */
const punctualMs = 10 * 60_000
/** After this a repeated one is left out, and one that comes once is only reported to its person. */
const graceMs = 12 * 3_600_000
/** After this one that failed is tried again. */
const againAfterMs = 60_000

/**
 * Says people's own reminders when their time has come; each time once. What comes late because nothing ran says so, and waits for quiet
 * hours to end; a time that someone chose within them is kept.
 */
export function makeRinging(reminders: OwnReminders, parts: RingingParts): Chore {
  let settledFor: object | null = null
  const settle = async () => {
    if (settledFor === parts.content()) return
    settledFor = parts.content()
    await reminders.move('by-school-date', found => settled(found, () => movedBySchool(found, parts)))
  }
  const settled = ({ id }: OwnTimes, due: () => number | null) => reckoned(id, due, parts.setAside)
  const ring = async (id: string, now: Date) => {
    try {
      await reminders.ring(id, now, found => rung(found, now, parts))
    } catch (error) {
      // One with a defect gives way to those behind it, and is tried again.
      await reminders.ring(id, now, () => ({ is: 'put-off', until: now.getTime() + againAfterMs }))
      throw error
    }
  }
  return {
    name: 'ringing',
    async nextDue() {
      await settle()
      return reminders.firstWake()
    },
    async run(now) {
      await settle()
      const failures: unknown[] = []
      for (const id of await reminders.due(now, most)) await ring(id, now).catch(error => failures.push(error))
      if (failures.length > 0) throw failures[0]
    },
    rewind: (now, before) =>
      reminders.move({ after: now }, found => settled(found, () => againAt(found, parts, { now, before }))),
  }
}

/**
 * When a reminder is due, now that the clock is put back: where it was put forward to after `before`, at its next time from now. One that was said
 * already is said under the same key, and so not again.
 */
function againAt(
  { rule, due, whose }: OwnTimes,
  { next }: RingingParts,
  { now, before }: { now: Date; before: Date },
): number {
  if (!repeats(rule) || before <= now || next(rule, before, whose)?.getTime() !== due) return due
  return next(rule, now, whose)?.getTime() ?? due
}

/** When one that goes by a date of the school is due now; null where that stays. */
function movedBySchool({ rule, due, wake, at, until, whose }: OwnTimes, { next }: RingingParts): number | null {
  // While the date is not set there is nothing to say; it is looked at once more when it has run out.
  const dueNow = next(rule, new Date(at), whose)?.getTime() ?? until
  return dueNow !== due && wake === due ? dueNow : null
}

const repeats = (rule: Rule) => rule.on !== 'once' && rule.on !== 'school-date'

/** What becomes of a reminder whose time has come. */
function rung(found: OwnReminder, now: Date, parts: RingingParts): Rung {
  const { rule, due, until, whose } = found
  // Who lives somewhere else since then, or is known by now, may have another date.
  const theirs = rule.on === 'school-date' ? movedBySchool({ ...found, wake: due }, parts) : null
  if (theirs !== null && theirs > now.getTime()) return { is: 'moved', due: theirs }
  const lateMs = now.getTime() - due
  const quietEnd = lateMs > punctualMs ? parts.afterQuiet(now) : now
  if (quietEnd > now) return { is: 'put-off', until: quietEnd.getTime() }
  const lateness = lateMs <= punctualMs ? 'in-time' : lateMs <= graceMs ? 'late' : 'missed'
  const following = repeats(rule) ? (parts.next(rule, now, whose)?.getTime() ?? null) : null
  const next = following === null || following > until ? null : following
  if (due >= until) return { is: 'unsaid', reason: 'ended', next }
  if (repeats(rule) && lateness === 'missed') return { is: 'unsaid', reason: 'missed', next }
  const home = homeOf(found)
  if (!home) return { is: 'unsaid', reason: 'unreachable', next }
  const { text, reply, isOwn } = found
  return { is: 'said', home, saying: parts.saying({ text, reply, isOwn, due: new Date(due) }, { now, lateness }), next }
}

/** Where the person is reached now: where they asked for it while that can be written to, else where else they are; handles change with each login. */
function homeOf({ handle, asked, homes }: OwnReminder): Home | null {
  return homes.find(home => home.handle === handle) ?? homes[0] ?? asked
}
