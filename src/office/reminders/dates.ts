import type { ReminderRun } from '../../core/reminder.ts'
import type { Identity } from '../../core/roster.ts'
import { type Entry, placeholdersIn } from '../../knowledge/entry.ts'
import type { Deadline, ForWhom } from '../../knowledge/school.ts'
import { entriesSaying } from '../../knowledge/shown.ts'
import { schoolWith, whomText } from '../../knowledge/values.ts'
import { parseInstant } from '../../time/calendar.ts'
import { dayMs } from '../../time/days.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type ReminderActGround, type ReminderOutcome, refusedReminder } from './act.ts'
import { nextOf } from './coming.ts'
import { deadlineFor } from './deadlines.ts'
import { datesThere, hearerCounts } from './hearers.ts'
import type { ReminderGround } from './load.ts'
import { standingOf } from './parts.ts'
import type { Standing } from './standing.ts'

/** Another date of the school, for everybody who has none of their own, or for a part of it. */
export interface DateChange {
  field: string
  /** As it would stand in `school.yaml`: `2027-06-30` or `2027-06-30 17:30`. */
  value: string
  part: ForWhom | null
}

/** One time of a standing reminder before and after a date is moved; null where there is none. */
export interface MovedTime {
  reminder: Standing
  before: Date | null
  after: Date | null
  /** It would have been then, which is over: nobody hears it. */
  isPast: boolean
  /** It was given for the old date and comes again for the new one. */
  isAgain: boolean
}

/** What a date that is moved takes along. */
export interface DateEffect {
  before: Deadline | null
  after: Deadline | null
  times: MovedTime[]
  /** The entries and the standing reminders that say the date. */
  entries: readonly Entry[]
  reminders: readonly Standing[]
}

/**
 * What changes when a date of the school moves, before it is saved; null where the field is no date or the value none. `runs` is what came of the times of
 * standing reminders so far.
 */
export function whatMoves(
  ground: ReminderGround,
  { field: key, value, part }: DateChange,
  { now, runs }: { now: Date; runs: readonly Pick<ReminderRun, 'reminder' | 'instant' | 'planned'>[] },
): DateEffect | null {
  const { knowledge } = ground
  const { school } = knowledge
  if (school.general.get(key)?.type !== 'date' || !parseInstant(value, school.zone)) return null
  const moved = { ...ground, knowledge: { ...knowledge, school: schoolWith(school, { key, value, part }) } }
  const dates = {
    before: deadlineFor(ground, { key, part, now }),
    after: deadlineFor(moved, { key, part, now }),
  }
  const isIts = ({ rule, part: of }: Standing) =>
    rule.on === 'school-date' && rule.field === key && whomText(of ?? {}) === whomText(part ?? {})
  const given = new Set(runs.filter(run => run.planned > 0).map(run => `${run.reminder} ${run.instant.getTime()}`))
  const times = standingOf(moved)
    .filter(isIts)
    .flatMap(reminder => timesOf(reminder, { old: ground, moved, dates, now, given }))
  return {
    ...dates,
    times,
    entries: entriesSaying(knowledge.entries, key),
    reminders: ground.reminders.filter(({ say }) => placeholdersIn(say).includes(key)),
  }
}

interface Between {
  old: ReminderGround
  moved: ReminderGround
  dates: Pick<DateEffect, 'before' | 'after'>
  now: Date
  given: ReadonlySet<string>
}

/** Each time of a reminder around the date, before and after. */
function timesOf(reminder: Standing, { old, moved, dates, now, given }: Between): MovedTime[] {
  if (reminder.rule.on !== 'school-date') return []
  const { days } = reminder.rule
  return days.map(n => {
    const [before, after] = [timeAround(old, reminder, dates.before, n), timeAround(moved, reminder, dates.after, n)]
    const isMoved = before?.getTime() !== after?.getTime()
    const isPast = isMoved && after !== null && after <= now
    const wasGiven = before !== null && given.has(`${reminder.name} ${before.getTime()}`)
    return { reminder, before, after, isPast, isAgain: isMoved && wasGiven && after !== null && after > now }
  })
}

/** The time of a reminder so many days before a date; days off and quiet hours as always. */
function timeAround(ground: ReminderGround, reminder: Standing, date: Deadline | null, days: number): Date | null {
  if (!date || reminder.rule.on !== 'school-date') return null
  const one = { ...reminder, rule: { ...reminder.rule, days: [days] } }
  return nextOf(ground, one, new Date(date.at.getTime() - (days + 40) * dayMs))
}

/** A time with how many in the actor's care hear it. */
export type CountedTime = MovedTime & { people: number }

/** What a date that is moved takes along, with how many of those in the actor's care each time is for; nothing is changed. */
export async function tryDate(
  ground: ReminderActGround,
  actor: Identity,
  change: DateChange,
): Promise<ReminderOutcome<{ says: string; effect: DateEffect & { times: CountedTime[] } }>> {
  const { read, rules, now } = ground
  if (!may(actor, 'see-reminders')) return refusedReminder(ground, 'noRight', { tried: 'dates' })
  const names = standingOf(rules).map(({ name }) => name)
  const span = 400 * dayMs
  const runs = await read.reminders.runs(names, now.getTime() - span, now.getTime() + span)
  const isThere = await datesThere(ground, actor.scope)
  const effect = isThere(change.field, change.part) ? whatMoves(rules, change, { now, runs }) : null
  if (!effect) return refusedReminder(ground, 'date')
  const { knowledge } = rules
  const school = schoolWith(knowledge.school, { key: change.field, ...change })
  const moved = { ...ground, rules: { ...rules, knowledge: { ...knowledge, school } } }
  const reminders = effect.times.map(time => time.reminder)
  const counts = await hearerCounts(moved, reminders, actor.scope)
  const times = effect.times.map(time => ({ ...time, people: counts.get(time.reminder.name) ?? 0 }))
  return shown({ says: '', effect: { ...effect, times } })
}
