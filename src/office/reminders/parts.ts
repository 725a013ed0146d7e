import { type Belonging, nowhere } from '../../core/roster.ts'
import type { Knowledge } from '../../knowledge/load.ts'
import type { ForWhom, School } from '../../knowledge/school.ts'
import { partFor, schoolFor, whomText } from '../../knowledge/values.ts'
import type { ReminderGround } from './load.ts'
import type { Standing } from './standing.ts'

const known = new WeakMap<ReminderGround, readonly Standing[]>()

/**
 * The standing reminders of the content, each once for everybody and once for each part of the school for which its date is another: what is kept of
 * how far one has come is kept for each.
 */
export function standingOf(ground: ReminderGround): readonly Standing[] {
  const before = known.get(ground)
  if (before) return before
  const all = ground.reminders.flatMap(reminder => [reminder, ...partsOf(reminder, ground.knowledge.school)])
  known.set(ground, all)
  return all
}

function partsOf(reminder: Standing, school: School): Standing[] {
  const specials = reminder.rule.on === 'school-date' ? (school.specials.get(reminder.rule.field) ?? []) : []
  return specials.map(({ for: part }) => ({
    ...reminder,
    name: `${reminder.name}@${whomText(part)}`,
    title: `${reminder.title}（${Object.values(part).join(' ')}）`,
    part,
  }))
}

/** The file of a reminder, by the name of it or of one of its parts. */
export const fileOf = (name: string): string => name.split('@')[0]!

/** Whether a reminder is for somebody: the part of the school that it is for is the one whose date is theirs. */
export function isFor({ rule, part }: Standing, whose: Belonging, school: School): boolean {
  if (rule.on !== 'school-date' || !school.specials.has(rule.field)) return true
  return whomText(partFor(school, rule.field, whose) ?? {}) === whomText(part ?? {})
}

/** What reminders go by for somebody who belongs there. */
export function groundFor<Ground extends { knowledge: Knowledge }>(ground: Ground, whose: Belonging): Ground {
  return { ...ground, knowledge: { ...ground.knowledge, school: schoolFor(ground.knowledge.school, whose) } }
}

/** Where somebody belongs for whom a reminder's part is. */
export const placeOfPart = (part: ForWhom | null): Belonging => ({
  ...nowhere,
  college: part?.college ?? '',
  className: part?.class ?? '',
  dorm: `${part?.campus ?? ''}${part?.building ?? ''}`,
  counselor: part?.counselor ?? '',
})
