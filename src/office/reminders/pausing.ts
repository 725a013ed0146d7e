import { fill } from '../../content/words.ts'
import type { ReminderChange } from '../../core/reminder.ts'
import type { Identity, Unit } from '../../core/roster.ts'
import { minuteText } from '../../time/shown.ts'
import { unitsText } from '../people/describe.ts'
import { unitKey } from '../people/where.ts'
import { may } from '../rights.ts'
import {
  changeOfTheirs,
  type ReminderActGround,
  type ReminderOutcome,
  refusedReminder,
  standingOfFile,
  timeNamed,
} from './act.ts'
import { areClasses, isForStaff } from './hearers.ts'
import type { Standing } from './standing.ts'

/** The longest that a reminder is paused at once, and the longest reason. */
const longestPauseMs = 366 * 86_400_000
const longestReason = 100

type Made = { says: string; change: ReminderChange }

/** Says nothing of a reminder (of a file) to parts of the school in the actor's care from then until then. */
export async function pauseReminder(
  ground: ReminderActGround,
  actor: Identity,
  input: { reminder: string; units: readonly Unit[]; from: Date | null; until: Date | null; reason: string },
): Promise<ReminderOutcome<Made>> {
  const { rules, now } = ground
  const { reminder, units, from, until, reason } = input
  const [one] = standingOfFile(rules, reminder)
  if (!one) return refusedReminder(ground, 'unknown')
  const wrong = notTheirs(ground, actor, { one, units }) ?? tooLong(ground, reason)
  if (wrong) return wrong
  if (!from || !until) return refusedReminder(ground, 'time')
  if (until <= now || until <= from) return refusedReminder(ground, 'order')
  if (until.getTime() - from.getTime() > longestPauseMs) return refusedReminder(ground, 'long')
  const change: ReminderChange = {
    is: 'pause',
    ...madeBy(ground, actor, reason),
    ...{ reminder, units, from: from.getTime(), until: until.getTime() },
  }
  const { zone } = rules.knowledge.school
  const values = { title: one.title, from: minuteText(from, zone), until: minuteText(until, zone) }
  return made(ground, fill(rules.reminderWords.manage.paused, { ...values, units: named(ground, units) }), change)
}

/** Takes a pause back that was just made, as if it had never been; one by which somebody did not hear a time only ends, and stays on record. */
export async function takePauseBack(
  ground: ReminderActGround,
  actor: Identity,
  { id }: { id: string },
): Promise<ReminderOutcome> {
  const pause = await changeOfTheirs(ground, actor, id)
  if (pause?.is !== 'pause') return refusedReminder(ground, 'unknown', { tried: id })
  const { rules, now, read } = ground
  const standing = standingOfFile(rules, pause.reminder)
  const names = standing.map(({ name }) => name)
  const runs = await read.reminders.runs(names, pause.from, now.getTime() + 1)
  if (runs.length > 0) return resumeReminder(ground, actor, { id })
  const title = standing[0]?.title ?? pause.reminder
  const says = fill(rules.reminderWords.manage.resumed, { title, units: named(ground, pause.units) })
  return {
    done: { says },
    effects: [{ do: 'unchange-reminder', id }],
    audit: { act: 'reminder-change-undone', detail: detailOf(pause) },
  }
}

/** Lets a paused reminder go on from now; the pause stays on record. `until` is what it was, so that it can be taken up again. */
export async function resumeReminder(
  ground: ReminderActGround,
  actor: Identity,
  { id }: { id: string },
): Promise<ReminderOutcome<Made & { until: number }>> {
  const pause = await changeOfTheirs(ground, actor, id)
  if (pause?.is !== 'pause' || pause.until <= ground.now.getTime())
    return refusedReminder(ground, 'unknown', { tried: id })
  const { rules, now } = ground
  const change = { ...pause, until: Math.max(pause.from, now.getTime()) }
  const title = standingOfFile(rules, pause.reminder)[0]?.title ?? pause.reminder
  const says = fill(rules.reminderWords.manage.resumed, { title, units: named(ground, pause.units) })
  return {
    done: { says, change, until: pause.until },
    effects: [{ do: 'change-reminder', change }],
    audit: { act: 'reminder-resumed', detail: detailOf(change) },
  }
}

/** Takes up a pause again that was ended. */
export async function repauseReminder(
  ground: ReminderActGround,
  actor: Identity,
  { id, until }: { id: string; until: Date },
): Promise<ReminderOutcome<Made>> {
  const pause = await changeOfTheirs(ground, actor, id)
  if (pause?.is !== 'pause') return refusedReminder(ground, 'unknown', { tried: id })
  if (until <= ground.now) return refusedReminder(ground, 'order')
  if (until.getTime() - pause.from > longestPauseMs) return refusedReminder(ground, 'long')
  const title = standingOfFile(ground.rules, pause.reminder)[0]?.title ?? pause.reminder
  const { zone } = ground.rules.knowledge.school
  const values = {
    from: minuteText(pause.from, zone),
    until: minuteText(until, zone),
    units: named(ground, pause.units),
  }
  const says = fill(ground.rules.reminderWords.manage.paused, { title, ...values })
  return made(ground, says, { ...pause, until: until.getTime() })
}

/** Leaves one time of a reminder out for parts of the school in the actor's care. */
export async function leaveOutTime(
  ground: ReminderActGround,
  actor: Identity,
  input: { reminder: string; instant: number; units: readonly Unit[]; reason: string },
): Promise<ReminderOutcome<Made>> {
  const { reminder, instant, units, reason } = input
  const one = timeNamed(ground.rules, input)
  if (!one) return refusedReminder(ground, 'unknown')
  const wrong = notTheirs(ground, actor, { one, units }) ?? tooLong(ground, reason)
  if (wrong) return wrong
  if (reason === '') return refusedReminder(ground, 'reason')
  if (!(await isAhead(ground, { reminder, instant }))) return refusedReminder(ground, 'begun')
  const change: ReminderChange = { is: 'skip', ...madeBy(ground, actor, reason), reminder, instant, units }
  const when = minuteText(instant, ground.rules.knowledge.school.zone)
  const values = { title: one.title, when, units: named(ground, units) }
  return made(ground, fill(ground.rules.reminderWords.manage.leftOut, values), change)
}

/** Whether a time of a reminder is still to come: at its own instant, or where it was moved to; and was not given before. */
export async function isAhead(
  { read, now }: Pick<ReminderActGround, 'read' | 'now'>,
  { reminder, instant }: { reminder: string; instant: number },
): Promise<boolean> {
  const moved = (await read.reminders.changes(now.getTime())).find(
    c => c.is === 'move' && c.reminder === reminder && c.instant === instant,
  )
  const at = moved?.is === 'move' ? (moved.isDone ? 0 : moved.to) : instant
  if (at <= now.getTime()) return false
  return (await read.reminders.runs([reminder], instant, instant + 1)).length === 0
}

/** Refuses what is not in the actor's care; null where all of it is. */
function notTheirs(
  ground: ReminderActGround,
  actor: Identity,
  { one, units }: { one: Standing; units: readonly Unit[] },
) {
  const tried = one.name
  if (!may(actor, 'pause-reminders')) return refusedReminder(ground, 'noRight', { tried })
  if (units.length === 0) return refusedReminder(ground, 'units')
  if (isForStaff(one) && areClasses(units)) return refusedReminder(ground, 'forStaff')
  return units.every(unit => may(actor, 'pause-reminders', unit)) ? null : refusedReminder(ground, 'noRight', { tried })
}

/** Refuses a reason that is too long; null where it is not. */
export const tooLong = (ground: ReminderActGround, reason: string) =>
  reason.length > longestReason ? refusedReminder(ground, 'reasonLong', { values: { most: longestReason } }) : null

const named = ({ rules }: ReminderActGround, units: readonly Unit[]) => unitsText(units, rules.rosterWords.audience)

/** Who made a change, when, and why. */
export const madeBy = ({ now, draw }: ReminderActGround, actor: Identity, reason: string) => ({
  ...{ id: draw(), reason, by: actor.number ?? '', byName: actor.name },
  at: now.getTime(),
})

const acts = { pause: 'reminder-paused', skip: 'reminder-left-out', move: 'reminder-moved' } as const

/** A change that was made, with its line of the audit log. */
export const made = (_: ReminderActGround, says: string, change: ReminderChange) => ({
  done: { says, change },
  effects: [{ do: 'change-reminder' as const, change }],
  audit: { act: acts[change.is], detail: detailOf(change) },
})

const stamp = (at: number) => new Date(at).toISOString()

/** A change as the audit log names it: the reminder, its times, and the parts of the school. */
export function detailOf(change: ReminderChange): string {
  if (change.is === 'move') return `${change.reminder} ${stamp(change.instant)} to ${stamp(change.to)}`
  const where = change.units.map(unit => unitKey(unit) || 'school').join(' ')
  if (change.is === 'skip') return `${change.reminder} ${stamp(change.instant)} ${where}`
  return `${change.reminder} ${stamp(change.from)} to ${stamp(change.until)} ${where}`
}
