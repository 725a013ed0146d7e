import { fill } from '../../content/words.ts'
import { type Audience, type Belonging, type Identity, isWithin, type Unit } from '../../core/roster.ts'
import type { Activity, ActivityKind, ActivityNotice } from '../../core/work/activity.ts'
import { dayMs } from '../../time/days.ts'
import { unitsMeant } from '../broadcasts/ground.ts'
import { meansWholeClasses } from '../broadcasts/meant.ts'
import { shown } from '../outcome.ts'
import { touches } from '../people/where.ts'
import { may } from '../rights.ts'
import { type ActivityGround, type ActivityOutcome, mayChange, refusedActivity } from './ground.ts'
import { activityTime } from './news.ts'

/** How far ahead students are told, and how many at once. */
const [daysAhead, mostTold] = [30, 6]

/** An activity as staff see it, and whether they may change it. */
export interface ActivityView {
  activity: Activity
  isTheirs: boolean
}

/** The activities of a part of the school (of all in the actor's care, where none is named) from an instant until another, in order. */
export async function listActivities(
  ground: ActivityGround,
  actor: Identity,
  { unit, from, until }: { unit: Unit | null; from: Date; until: Date },
): Promise<ActivityOutcome<{ says: string; activities: ActivityView[] }>> {
  if (!may(actor, 'plan-activities')) return refusedActivity(ground, 'noRight', {}, 'list')
  const all = await ground.read.activities.between(from.getTime(), until.getTime())
  const asked = unit === null || unit.of === 'school' ? actor.scope : [unit]
  const found = all.filter(one => touches(unitsMeant(one), actor.scope) && touches(unitsMeant(one), asked))
  const activities = found.map(activity => ({ activity, isTheirs: mayChange(actor, activity) }))
  return shown({ says: '', activities })
}

/** One activity with what is and was told of it, for whoever looks after any of those whom it is for. */
export async function oneActivity(
  ground: ActivityGround,
  actor: Identity,
  { number }: { number: string },
): Promise<ActivityOutcome<ActivityView & { says: string; notices: ActivityNotice[] }>> {
  const activity = may(actor, 'plan-activities') ? await ground.read.activities.activity(number) : null
  if (!activity || !touches(unitsMeant(activity), actor.scope)) return refusedActivity(ground, 'unknown')
  const notices = await ground.read.activities.notices(number)
  return shown({ says: '', activity, isTheirs: mayChange(actor, activity), notices })
}

/** Whose activities are asked for: somebody's on the roster, those of a class's group, or those of the whole school. */
export type ForWhomAsked = { number: string } | { of: Belonging } | 'everybody'

/** What is coming up for whoever asks, as it is said; `kind` narrows it down, and then null where there is none of it. */
export async function comingFor(
  { read, rules, now }: Pick<ActivityGround, 'read' | 'rules' | 'now'>,
  whom: ForWhomAsked,
  { kind, from, until }: { kind: ActivityKind | null; from?: Date | undefined; until?: Date | undefined },
): Promise<string | null> {
  const { words, zone } = rules
  const all = await read.activities.between(
    (from ?? now).getTime(),
    (until ?? new Date(now.getTime() + daysAhead * dayMs)).getTime(),
  )
  const isMeant = await meantFor({ read }, whom)
  const asked = all.filter(one => kind === null || one.kind === kind)
  const found: Activity[] = []
  for (const activity of asked) if (await isMeant(activity.audience)) found.push(activity)
  if (found.length === 0 && kind !== null) return null
  const days = Math.max(
    1,
    Math.round(((until?.getTime() ?? now.getTime() + daysAhead * dayMs) - now.getTime()) / dayMs),
  )
  const [head, none] =
    whom === 'everybody'
      ? [words.listPublic, words.nonePublic]
      : 'of' in whom
        ? [words.listGroup, words.noneGroup]
        : [words.list, words.none]
  if (found.length === 0) return fill(none, { days })
  const lines = found.slice(0, mostTold).map(one => {
    const values = { when: activityTime(one, zone), title: one.title, place: one.place }
    return fill(one.state === 'cancelled' ? words.lineOff : words.line, values)
  })
  const more = found.length - lines.length
  return [fill(head, { days }), ...lines, ...(more > 0 ? [fill(words.more, { count: more })] : [])].join('\n')
}

/** Tells whether an audience means whom it is asked for. */
async function meantFor(
  { read }: Pick<ActivityGround, 'read'>,
  whom: ForWhomAsked,
): Promise<(audience: Audience) => Promise<boolean>> {
  if (whom === 'everybody')
    return async audience => meansWholeClasses(audience) && unitsMeant({ audience }).some(unit => unit.of === 'school')
  if ('of' in whom) {
    const { college, className: name } = whom.of
    const isThere = (part: Unit) => isWithin({ of: 'class', college, name }, part)
    return async audience => meansWholeClasses(audience) && unitsMeant({ audience }).some(isThere)
  }
  return async audience =>
    (await read.broadcasts.meantAmong({ ...audience, numbers: among(audience, whom.number) })).length > 0
}

/** An audience narrowed down to one number; of named people only to whom it names. */
const among = ({ numbers }: Audience, number: string): readonly string[] =>
  numbers.length === 0 || numbers.includes(number) ? [number] : ['']
