import type { PeopleThere } from '../../core/reminder.ts'
import { type Audience, everyone, isWithin, type Unit } from '../../core/roster.ts'
import type { Flow } from '../../flows/schema.ts'
import type { ForWhom, School } from '../../knowledge/school.ts'
import { partFor, whomText } from '../../knowledge/values.ts'
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

/** What is counted as done, as people call it: a flow, or the flow that notes it. */
export function progressTitle({ flows }: Pick<ReminderActGround['rules'], 'flows'>, name: string): string {
  const notes = (flow: Flow) => flow.steps.some(s => s.type === 'effect' && s.do === 'tag' && s.with.name === name)
  return (flows.current.get(name) ?? [...flows.current.values()].find(notes))?.title ?? name
}

/** Which dates of the school somebody in these parts of it has: those that are for a part that nobody there is in are not theirs. */
export async function datesThere(
  { read, rules }: Pick<ReminderActGround, 'read' | 'rules'>,
  units: readonly Unit[],
): Promise<(field: string, part: ForWhom | null) => boolean> {
  const { school } = rules.knowledge
  const differing = [...school.specials.keys()].filter(key => school.general.get(key)?.type === 'date')
  const audience = units.some(unit => unit.of === 'school') ? null : narrowed(everyone, units)
  if (differing.length === 0 || !audience) return () => true
  const places = await read.reminders.meant(audience, true)
  const idOf = (field: string, part: ForWhom | null) => `${field} ${whomText(part ?? {})}`
  const theirs = new Set(differing.flatMap(key => places.map(({ whose }) => idOf(key, partFor(school, key, whose)))))
  return (field, part) => !differing.includes(field) || theirs.has(idOf(field, part))
}
