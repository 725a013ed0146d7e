import { canonical } from '../../content/names.ts'
import { type ClassRef, type Identity, isWithin, nowhere, type Unit } from '../../core/roster.ts'
import { deadlineOf, type ForWhom, type School } from '../../knowledge/school.ts'
import { meantBy, partFor, schoolFor } from '../../knowledge/values.ts'
import type { Ground } from '../outcome.ts'
import { type Coming, comingUp } from '../reminders/coming.ts'
import type { ReminderGround } from '../reminders/load.ts'
import { placeOfPart } from '../reminders/parts.ts'
import { may } from '../rights.ts'

/** What comes in the next seven days: a date of the school, or a time of a standing reminder. `part` names for whom, empty for all. */
export type DaysAhead =
  | { what: 'deadline'; label: string; at: number; hasTime: boolean; isSample: boolean; part: string }
  | { what: 'reminder'; title: string; at: number }

const hourMs = 3_600_000
const weekMs = 7 * 24 * hourMs
/** So many times of standing reminders are looked through for those of the week. */
const most = 60

/** What the next seven days hold for the classes of whoever asks, in order. */
export async function weekAhead(ground: Ground<ReminderGround>, actor: Identity): Promise<DaysAhead[]> {
  const { read, rules, now } = ground
  const { school } = rules.knowledge
  const classes = school.specials.size === 0 ? [] : await read.roster.classes(actor.scope)
  const until = now.getTime() + weekMs
  const dates = [...school.general.values()]
    .filter(f => f.type === 'date')
    .flatMap(({ key }) => partsHeard(school, { key, actor, classes }).map(part => dateIn(school, { key, part, now })))
  const reminders = may(actor, 'see-reminders') ? comingOf(rules, actor, now) : []
  return [...dates, ...reminders]
    .filter(one => one !== null)
    .filter(({ at }) => at > now.getTime() && at <= until)
    .sort((a, b) => a.at - b.at)
}

/** Whose dates of a field concern somebody: everybody's (null) where it holds for a class of theirs, and those of parts within their care. */
function partsHeard(
  school: School,
  { key, actor, classes }: { key: string; actor: Identity; classes: readonly ClassRef[] },
): (ForWhom | null)[] {
  const specials = school.specials.get(key) ?? []
  const isEverybodys = ({ college, name }: ClassRef) =>
    partFor(school, key, { ...nowhere, college, className: name }) === null
  const general = specials.length === 0 || classes.length === 0 || classes.some(isEverybodys) ? [null] : []
  return [...general, ...specials.filter(s => concerns(actor, s.meant)).map(s => s.for)]
}

/** Whether a part of the school may hold somebody whom they look after; of campuses and buildings nothing is known. */
function concerns({ scope, name, number, role }: Identity, { college, class: className, counselor }: ForWhom): boolean {
  const isOthers =
    counselor !== undefined && role === 'counselor' && ![name, number].some(n => n && canonical(n) === counselor)
  const within = (part: Unit) =>
    part.of === 'school' ||
    ((college === undefined || canonical(part.college) === college) &&
      (className === undefined || part.of === 'college' || canonical(part.name) === className))
  return !isOthers && scope.some(within)
}

function dateIn(
  school: School,
  { key, part, now }: { key: string; part: ForWhom | null; now: Date },
): DaysAhead | null {
  const deadline = deadlineOf(
    part ? schoolFor(school, placeOfPart(part)) : { ...school, fields: school.general },
    key,
    now,
  )
  if (!deadline) return null
  const { field, at, hasTime } = deadline
  const { label, isSample } = field
  return { what: 'deadline', label, at: at.getTime(), hasTime, isSample, part: Object.values(part ?? {}).join(' ') }
}

const comingOf = (rules: ReminderGround, actor: Identity, now: Date): DaysAhead[] =>
  comingIn(rules, now)
    .filter(({ reminder: { audience, part } }) => {
      const isInScope = audience.units.length === 0 || audience.units.some(u => actor.scope.some(s => overlaps(u, s)))
      return isInScope && (part === null || concerns(actor, meantBy(part)))
    })
    .map(({ reminder: { title }, at }) => ({ what: 'reminder', title, at: at.getTime() }))

const overlaps = (a: Unit, b: Unit) => isWithin(a, b) || isWithin(b, a)

/** By the fields of the school that a content was read with. */
const known = new WeakMap<
  School['general'],
  { hour: number; of: ReminderGround['reminders']; coming: readonly Coming[] }
>()

/** The times of standing reminders in the week from this hour on; they are reckoned once an hour, for they are the same for all. */
function comingIn(rules: ReminderGround, now: Date): readonly Coming[] {
  const hour = Math.floor(now.getTime() / hourMs)
  const { reminders: of, knowledge } = rules
  const { general } = knowledge.school
  const before = known.get(general)
  if (before?.hour === hour && before.of === of) return before.coming
  const coming = comingUp(rules, new Date(hour * hourMs), most, new Date((hour + 1) * hourMs + weekMs))
  known.set(general, { hour, of, coming })
  return coming
}
