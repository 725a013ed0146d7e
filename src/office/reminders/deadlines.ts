import type { Identity } from '../../core/roster.ts'
import { type Deadline, deadlineOf, type ForWhom } from '../../knowledge/school.ts'
import { shown } from '../outcome.ts'
import { partsToChoose, unitKey } from '../people/where.ts'
import { may } from '../rights.ts'
import { type ReminderActGround, type ReminderOutcome, refusedReminder } from './act.ts'
import { datesThere } from './hearers.ts'
import type { ReminderGround } from './load.ts'
import { groundFor, placeOfPart } from './parts.ts'

/** A date of the school, and for which part of it where it is another for some. */
export interface DeadlineDay {
  key: string
  label: string
  at: Date
  hasTime: boolean
  isSample: boolean
  part: ForWhom | null
}

/** The dates of the school that hold for somebody there, in order. */
export function deadlinesIn(
  ground: ReminderGround,
  now: Date,
  isThere: (field: string, part: ForWhom | null) => boolean,
): DeadlineDay[] {
  const { school } = ground.knowledge
  const dates = [...school.general.values()].filter(field => field.type === 'date')
  const all = dates.flatMap(({ key }) => {
    const parts = [null, ...(school.specials.get(key) ?? []).map(special => special.for)]
    return parts.filter(part => isThere(key, part)).flatMap(part => dayOfPart(ground, { key, part, now }) ?? [])
  })
  return all.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function dayOfPart(
  ground: ReminderGround,
  { key, part, now }: { key: string; part: ForWhom | null; now: Date },
): DeadlineDay | null {
  const deadline = deadlineFor(ground, { key, part, now })
  if (!deadline) return null
  const { at, hasTime, field } = deadline
  return { key, label: field.label, at, hasTime, isSample: field.isSample, part }
}

/** The date that a field means for a part of the school; null while there is none. */
export const deadlineFor = (
  ground: ReminderGround,
  { key, part, now }: { key: string; part: ForWhom | null; now: Date },
): Deadline | null => deadlineOf(groundFor(ground, placeOfPart(part)).knowledge.school, key, now)

/** All dates that hold in the actor's care, or in one part of it: for calendars that people keep elsewhere. */
export async function readDeadlines(
  ground: ReminderActGround,
  actor: Identity,
  { unit }: { unit: string },
): Promise<ReminderOutcome<{ says: string; deadlines: DeadlineDay[] }>> {
  if (!may(actor, 'see-reminders')) return refusedReminder(ground, 'noRight', { tried: 'calendar' })
  const parts = partsToChoose(actor.scope, await ground.read.roster.classes(actor.scope), unit)
  const chosen = unit === '' ? null : parts.find(part => unitKey(part) === unit)
  if (chosen === undefined) return refusedReminder(ground, 'unknown', { tried: 'calendar' })
  const isThere = await datesThere(ground, chosen ? [chosen] : actor.scope)
  return shown({ says: '', deadlines: deadlinesIn(ground.rules, ground.now, isThere) })
}
