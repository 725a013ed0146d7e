import { type Belonging, nowhere, type Unit } from '../../core/roster.ts'
import type { ReminderActGround, ReminderRules } from './act.ts'
import { groundFor, placeOfPart } from './parts.ts'
import { standingSaying } from './saying.ts'
import type { Standing } from './standing.ts'
import { unsetIn } from './unset.ts'

/** The text of a reminder as it leaves at an instant, for a student of a class of these parts of the school. */
export async function previewFor(
  { read, rules }: Pick<ReminderActGround, 'read' | 'rules'>,
  reminder: Standing,
  { at, units }: { at: Date; units: readonly Unit[] },
): Promise<string> {
  const [someClass] = await read.roster.classes(units)
  return previewIn(rules, reminder, { at, place: placeOfUnit(units, someClass ?? null) }).text
}

/** Where a student of a class belongs, for whom texts are shown. */
export function placeOfUnit(units: readonly Unit[], someClass: { college: string; name: string } | null): Belonging {
  if (someClass) return { ...nowhere, college: someClass.college, className: someClass.name }
  const [unit] = units
  return { ...nowhere, college: unit && unit.of !== 'school' ? unit.college : '' }
}

/** The same for whoever belongs there (for somebody of the reminder's part, where it has one), and what in it the school has not set. */
export function previewIn(
  rules: ReminderRules,
  reminder: Standing,
  { at, place }: { at: Date; place: Belonging },
): { text: string; unset: string[] } {
  const theirs = placeOfPart(reminder.part)
  const isElsewhere = theirs.college !== '' && theirs.college !== place.college
  const whose = { ...(isElsewhere ? nowhere : place), ...filled(theirs) }
  const who = { name: rules.reminderWords.manage.somebody, className: whose.className, college: whose.college }
  const ground = groundFor(rules, whose)
  return {
    text: standingSaying(ground, reminder, { ...who, at }).text,
    unset: unsetIn(reminder, ground.knowledge.school).map(field => field.label),
  }
}

/** What is told of where somebody belongs. */
const filled = (whose: Belonging): Partial<Belonging> =>
  Object.fromEntries(Object.entries(whose).filter(([, value]) => value !== ''))
