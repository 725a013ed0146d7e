import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import type { ReminderChange } from '../../core/reminder.ts'
import { everyone, type Identity } from '../../core/roster.ts'
import { afterQuiet } from '../../time/recurrence.ts'
import { minuteText } from '../../time/shown.ts'
import { may } from '../rights.ts'
import {
  changeOfTheirs,
  mayUndo,
  type ReminderActGround,
  type ReminderOutcome,
  refusedReminder,
  timeNamed,
} from './act.ts'
import { hearersOf } from './hearers.ts'
import { fileOf, standingOf } from './parts.ts'
import { detailOf, isAhead, made, madeBy, tooLong } from './pausing.ts'
import { previewFor } from './preview.ts'
import type { Standing } from './standing.ts'

/** A time is moved no farther than this. */
const farthestMs = 30 * 86_400_000

/**
 * Lets one time of a reminder come at another instant, for everybody who hears it: only where all of them are in the actor's care. A time that was moved
 * before is moved again; moved back to its own instant it is as if it had never been.
 */
export async function moveTime(
  ground: ReminderActGround,
  actor: Identity,
  input: { reminder: string; instant: number; to: Date | null; reason: string },
): Promise<ReminderOutcome<{ says: string; change: ReminderChange; before: { at: number; reason: string } }>> {
  const { rules } = ground
  const { reminder, instant, to, reason } = input
  if (!may(actor, 'manage-reminders')) return refusedReminder(ground, 'noRight', { tried: reminder })
  const one = timeNamed(rules, input)
  if (!one) return refusedReminder(ground, 'unknown')
  if (!to) return refusedReminder(ground, 'time')
  const wrong = tooLong(ground, reason) ?? (await cannotMove(ground, actor, { one, instant, to }))
  if (wrong) return wrong
  const earlier = await moveOf(ground, { reminder, instant })
  if (earlier && !mayUndo(actor, earlier)) return refusedReminder(ground, 'unknown', { tried: reminder })
  const { zone } = rules.knowledge.school
  const before = { at: earlier?.to ?? instant, reason: earlier?.reason ?? '' }
  const by = madeBy(ground, actor, reason)
  const change: ReminderChange = {
    is: 'move',
    ...by,
    id: earlier?.id ?? by.id,
    ...{ reminder, instant, to: to.getTime(), isDone: false },
  }
  const values = { title: one.title, from: minuteText(before.at, zone), to: minuteText(to, zone) }
  const came = made(ground, fill(rules.reminderWords.manage.moved, values), change)
  const effects = to.getTime() === instant ? [{ do: 'unchange-reminder' as const, id: change.id }] : came.effects
  return { ...came, done: { ...came.done, before }, effects }
}

/** Why a time cannot come then; null where it can. */
async function cannotMove(
  ground: ReminderActGround,
  actor: Identity,
  { one, instant, to }: { one: Standing; instant: number; to: Date },
) {
  if (to <= ground.now) return refusedReminder(ground, 'past')
  if (Math.abs(to.getTime() - instant) > farthestMs) return refusedReminder(ground, 'far')
  const { quiet } = one
  if (quiet && afterQuiet(to, quiet, quiet.zone) > to)
    return refusedReminder(ground, 'quiet', { values: { from: quiet.from, until: quiet.until } })
  if (!(await isAhead(ground, { reminder: one.name, instant }))) return refusedReminder(ground, 'begun')
  return (await isAllTheirs(ground, actor, one)) ? null : refusedReminder(ground, 'others', { tried: one.name })
}

/** Whether everybody who hears a reminder is in the actor's care. */
async function isAllTheirs(ground: ReminderActGround, actor: Identity, reminder: Standing): Promise<boolean> {
  const right = 'manage-reminders'
  if (may(actor, right, { of: 'school' })) return true
  const all = await hearersOf(ground, reminder, [{ of: 'school' }])
  return all.every(({ whose: { college, className } }) => may(actor, right, { of: 'class', college, name: className }))
}

async function moveOf({ read, now }: ReminderActGround, { reminder, instant }: { reminder: string; instant: number }) {
  const found = (await read.reminders.changes(now.getTime())).find(
    c => c.is === 'move' && c.reminder === reminder && c.instant === instant,
  )
  return found?.is === 'move' ? found : null
}

/** Takes back that a time was left out or moved, as long as it has not come either way. */
export async function undoTimeChange(
  ground: ReminderActGround,
  actor: Identity,
  { id }: { id: string },
): Promise<ReminderOutcome> {
  const { rules, now } = ground
  const change = await changeOfTheirs(ground, actor, id)
  if (!change || change.is === 'pause') return refusedReminder(ground, 'unknown', { tried: id })
  const { reminder, instant } = change
  if (instant <= now.getTime() || !(await isAhead(ground, { reminder, instant })))
    return refusedReminder(ground, 'begun')
  const title = standingOf(rules).find(({ name }) => name === reminder)?.title ?? fileOf(reminder)
  return {
    done: { says: fill(rules.reminderWords.manage.back, { title }) },
    effects: [{ do: 'unchange-reminder', id }],
    audit: { act: 'reminder-change-undone', detail: detailOf(change) },
  }
}

/** Sends a time of a reminder as it would leave to whoever acts, and to nobody else; nothing of it is recorded as given. */
export async function testTime(
  ground: ReminderActGround,
  actor: Identity,
  input: { reminder: string; instant: number },
): Promise<ReminderOutcome> {
  const { read, rules, now, draw } = ground
  if (!may(actor, 'see-reminders')) return refusedReminder(ground, 'noRight', { tried: input.reminder })
  const one = timeNamed(rules, input)
  if (!one || actor.number === null) return refusedReminder(ground, 'unknown')
  const numbers = [actor.number]
  const { reached } = await read.reminders.reach({ to: 'person', audience: { ...everyone, numbers } }, now)
  if (reached === 0) return refusedReminder(ground, 'noHome')
  const { manage } = rules.reminderWords
  const text = await previewFor(ground, one, { at: new Date(input.instant), units: actor.scope })
  const key = `reminder-test:${draw()}`
  return {
    done: { says: manage.tested },
    effects: [{ do: 'write-to', key, numbers, saying: saying(fill(manage.test, { text })) }],
    audit: { act: 'reminder-tested', detail: one.name },
  }
}
