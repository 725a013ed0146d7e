import { dayMs } from '../../time/days.ts'
import { afterQuiet, nextOccurrence } from '../../time/recurrence.ts'
import { clockText } from '../../time/shown.ts'
import { almanacOf, reckoned } from './almanac.ts'
import type { ReminderGround } from './load.ts'
import { groundFor, placeOfPart, standingOf } from './parts.ts'
import type { Standing } from './standing.ts'

/** A time of a standing reminder that lies ahead. */
export interface Coming {
  reminder: Standing
  at: Date
}

/** The first time of a standing reminder after an instant, or null. */
export function nextOf(ground: ReminderGround, { rule, quiet, part }: Standing, after: Date): Date | null {
  return nextOccurrence(rule, after, { almanac: almanacOf(groundFor(ground, placeOfPart(part))), quiet })
}

const lastDay = new Date(8.64e15)

/** The next times over all standing reminders, in order: so many, and none after `until`. */
export function comingUp(ground: ReminderGround, now: Date, many: number, until = lastDay): Coming[] {
  const asleep = new Set(dormant(ground, now).map(one => one.reminder))
  const awake = standingOf(ground).filter(reminder => !asleep.has(reminder))
  const each = awake.flatMap(reminder => {
    const times: Coming[] = []
    for (
      let at = nextOf(ground, reminder, now);
      at && at <= until && times.length < many;
      at = nextOf(ground, reminder, at)
    )
      times.push({ reminder, at })
    return times
  })
  return each.sort((a, b) => a.at.getTime() - b.at.getTime()).slice(0, many)
}

const knownTimes = new WeakMap<ReminderGround, Map<string, readonly Coming[]>>()

/** The times over all standing reminders after an instant, up to another; for the same content they are reckoned once. */
export function timesBetween(ground: ReminderGround, from: Date, until: Date): readonly Coming[] {
  const known = knownTimes.get(ground) ?? new Map<string, readonly Coming[]>()
  const key = `${from.getTime()} ${until.getTime()}`
  const found = known.get(key) ?? reckonedBetween(ground, from, until)
  if (known.size > 60) known.clear()
  knownTimes.set(ground, known.set(key, found))
  return found
}

function reckonedBetween(ground: ReminderGround, from: Date, until: Date): Coming[] {
  const asleep = new Set(dormant(ground, from).map(one => one.reminder))
  return standingOf(ground).flatMap(reminder => {
    const times: Coming[] = []
    if (asleep.has(reminder)) return times
    for (let at = nextOf(ground, reminder, from); at && at < until; at = nextOf(ground, reminder, at))
      times.push({ reminder, at })
    return times
  })
}

/** When a time would have come but for quiet hours, which moved it to their end; null where it comes when it was set for. */
export function beforeQuiet(ground: ReminderGround, reminder: Standing, at: Date): Date | null {
  const { quiet } = reminder
  if (!quiet || clockText(at, quiet.zone) !== quiet.until) return null
  const loud = { ...reminder, quiet: null }
  for (let raw = nextOf(ground, loud, new Date(at.getTime() - dayMs)); raw && raw < at; raw = nextOf(ground, loud, raw))
    if (afterQuiet(raw, quiet, quiet.zone).getTime() === at.getTime()) return raw
  return null
}

/** A standing reminder that will not be given: the school has not set its date, or its next time cannot be reckoned. */
export interface Dormant {
  reminder: Standing
  why: 'unset' | 'defect'
}

/** The standing reminders that will not be given, and why. */
export function dormant(ground: ReminderGround, now: Date): Dormant[] {
  return standingOf(ground).flatMap((reminder): Dormant[] => {
    const { rule, name, part } = reminder
    const { dateOf } = almanacOf(groundFor(ground, placeOfPart(part)))
    const isSet = reckoned(name, () => {
      nextOf(ground, reminder, now)
      return rule.on !== 'school-date' || dateOf(rule.field, now) !== null
    })
    return isSet ? [] : [{ reminder, why: isSet === null ? 'defect' : 'unset' }]
  })
}
