import type { ReminderChange, ReminderMove, ReminderPause, ReminderSkip } from '../../core/reminder.ts'
import { type Belonging, isWithin } from '../../core/roster.ts'
import { fileOf } from './parts.ts'

/** A change by which somebody does not hear a time. */
export type Withholding = Extract<ReminderChange, ReminderPause | ReminderSkip>

/** A time that was moved. */
export type Moved = Extract<ReminderChange, ReminderMove>

/** What is not over since then matters: times of longer ago are of no interest to anyone. */
export const changesSince = (now: Date): Date => new Date(now.getTime() - 400 * 86_400_000)

/** A moved time that nobody gave so long after is not given any more. */
const longestLateMs = 30 * 86_400_000

/** A time of a standing reminder: its own instant, and when it comes. */
export interface TimeOfReminder {
  reminder: string
  instant: number
  at: number
}

/**
 * The changes by which a time is not heard by some or all: it is left out, or lies in a pause; what comes late during a pause is not heard either.
 */
export function withholding(
  changes: readonly ReminderChange[],
  { reminder, instant, at }: TimeOfReminder,
  now: number,
): Withholding[] {
  const file = fileOf(reminder)
  return changes.filter((change): change is Withholding => {
    if (change.is === 'skip') return change.reminder === reminder && change.instant === instant
    return change.is === 'pause' && change.reminder === file && (isIn(change, at) || isIn(change, now))
  })
}

const isIn = ({ from, until }: ReminderPause, at: number) => from <= at && at < until

/** The change by which nobody at all hears a time, or null. */
export const withheldFromAll = (some: readonly Withholding[]): Withholding | null =>
  some.find(({ units }) => units.some(unit => unit.of === 'school')) ?? null

/** Whether somebody who belongs there does not hear it. */
export const isWithheld = (some: readonly Withholding[], { college, className }: Belonging): boolean =>
  some.some(({ units }) => units.some(unit => isWithin({ of: 'class', college, name: className }, unit)))

/** The times of a reminder that were moved, by their own instants. */
export const movesOf = (changes: readonly ReminderChange[], reminder: string): ReadonlyMap<number, Moved> =>
  new Map(
    changes.flatMap(change =>
      change.is === 'move' && change.reminder === reminder ? [[change.instant, change] as const] : [],
    ),
  )

/** Whether a moved time is still to be given. */
export const isAwaited = ({ isDone, to }: Moved, now: Date): boolean => !isDone && to > now.getTime() - longestLateMs
