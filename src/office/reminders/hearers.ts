import type { PeopleThere } from '../../core/reminder.ts'
import { type Audience, everyone, isWithin, type Unit } from '../../core/roster.ts'
import type { Flow } from '../../flows/schema.ts'
import type { ForWhom, School } from '../../knowledge/school.ts'
import { partFor, whomText } from '../../knowledge/values.ts'
import type { ReminderActGround } from './act.ts'
import { isFor } from './parts.ts'
import type { Standing } from './standing.ts'

/** An audience within parts of the school; null where none of it lies there. */
export function narrowedHearers(audience: Audience, parts: readonly Unit[]): Audience | null {
  if (parts.some(part => part.of === 'school')) return audience
  const units =
    audience.units.length === 0
      ? [...parts]
      : audience.units.flatMap(unit =>
          parts.flatMap(part => (isWithin(unit, part) ? [unit] : isWithin(part, unit) ? [part] : [])),
        )
  return units.length === 0 ? null : { ...audience, units }
}

/** Whether a reminder is for staff alone: no class hears it. */
export const isForStaff = ({ audience: { roles } }: Standing): boolean =>
  roles.length > 0 && !roles.includes('student') && !roles.includes('monitor')

/** Whether parts of the school are nothing but classes. */
export const areClasses = (units: readonly Unit[]): boolean => units.every(unit => unit.of === 'class')

/** Where those belong who hear a reminder within parts of the school, and how many are there. */
export async function hearersOf(
  { read, rules }: Pick<ReminderActGround, 'read' | 'rules'>,
  reminder: Standing,
  parts: readonly Unit[],
): Promise<PeopleThere[]> {
  const { school } = rules.knowledge
  const audience = narrowedHearers(reminder.audience, parts)
  if (!audience) return []
  const all = await read.reminders.meant(audience, goesByRoom(reminder, school))
  return all.filter(({ whose }) => isFor(reminder, whose, school))
}

/** How many within parts of the school hear each of these reminders, by its name; those of one audience are asked for once. */
export async function hearerCounts(
  ground: Pick<ReminderActGround, 'read' | 'rules'>,
  reminders: readonly Standing[],
  parts: readonly Unit[],
): Promise<ReadonlyMap<string, number>> {
  const { read, rules } = ground
  const asked = new Map<string, Promise<PeopleThere[]>>()
  const meant: typeof read.reminders.meant = (audience, byRoom) => {
    const key = `${byRoom} ${JSON.stringify(audience)}`
    const before = asked.get(key) ?? read.reminders.meant(audience, byRoom)
    asked.set(key, before)
    return before
  }
  const once = { rules, read: { ...read, reminders: { ...read.reminders, meant } } }
  const counts = new Map<string, number>()
  for (const reminder of reminders)
    if (!counts.has(reminder.name)) counts.set(reminder.name, countOf(reminder, await hearersOf(once, reminder, parts)))
  return counts
}

/** Whether the date of a reminder is another for a campus or a building. */
const goesByRoom = ({ rule }: Standing, school: School): boolean =>
  rule.on === 'school-date' && differsByRoom(rule.field, school)

/** Whether a value of the school is another for a campus or a building. */
const differsByRoom = (field: string, { specials }: School): boolean =>
  (specials.get(field) ?? []).some(({ for: whom }) => whom.campus !== undefined || whom.building !== undefined)

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
  const audience = units.some(unit => unit.of === 'school') ? null : narrowedHearers(everyone, units)
  if (differing.length === 0 || !audience) return () => true
  const byRoom = differing.some(key => differsByRoom(key, school))
  const places = await read.reminders.meant(audience, byRoom)
  const idOf = (field: string, part: ForWhom | null) => `${field} ${whomText(part ?? {})}`
  const theirs = new Set(differing.flatMap(key => places.map(({ whose }) => idOf(key, partFor(school, key, whose)))))
  return (field, part) => !differing.includes(field) || theirs.has(idOf(field, part))
}
