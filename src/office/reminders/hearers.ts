import type { PeopleThere } from '../../core/reminder.ts'
import { type Audience, isWithin, type Unit } from '../../core/roster.ts'
import type { School } from '../../knowledge/school.ts'
import type { ReminderActGround } from './act.ts'
import { isFor } from './parts.ts'
import type { Standing } from './standing.ts'

/** An audience within parts of the school; null where none of it lies there. */
export function narrowed(audience: Audience, parts: readonly Unit[]): Audience | null {
  if (parts.some(part => part.of === 'school')) return audience
  const units =
    audience.units.length === 0
      ? [...parts]
      : audience.units.flatMap(unit =>
          parts.flatMap(part => (isWithin(unit, part) ? [unit] : isWithin(part, unit) ? [part] : [])),
        )
  return units.length === 0 ? null : { ...audience, units }
}

/** Where those belong who hear a reminder within parts of the school, and how many are there. */
export async function hearersOf(
  { read, rules }: Pick<ReminderActGround, 'read' | 'rules'>,
  reminder: Standing,
  parts: readonly Unit[],
): Promise<PeopleThere[]> {
  const { school } = rules.knowledge
  const audience = narrowed(reminder.audience, parts)
  if (!audience) return []
  const all = await read.reminders.meant(audience, goesByRoom(reminder, school))
  return all.filter(({ whose }) => isFor(reminder, whose, school))
}

/** Whether the date of a reminder is another for a campus or a building. */
function goesByRoom({ rule }: Standing, { specials }: School): boolean {
  const some = rule.on === 'school-date' ? (specials.get(rule.field) ?? []) : []
  return some.some(({ for: whom }) => whom.campus !== undefined || whom.building !== undefined)
}

/** How many hear a reminder: people, or the groups of classes. */
export function countOf({ to }: Standing, hearers: readonly PeopleThere[]): number {
  if (to === 'person') return hearers.reduce((sum, { people }) => sum + people, 0)
  const classes = hearers.filter(({ whose }) => whose.className !== '')
  return new Set(classes.map(({ whose }) => `${whose.college}/${whose.className}`)).size
}
