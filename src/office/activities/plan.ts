import { fill } from '../../content/words.ts'
import type { Audience, Identity } from '../../core/roster.ts'
import { type Activity, type ActivityEffect, type ActivityKind, activityKinds } from '../../core/work/activity.ts'
import { audienceSaid, readField } from '../broadcasts/fields.ts'
import type { Refused } from '../outcome.ts'
import { may } from '../rights.ts'
import {
  type ActivityGround,
  type ActivityOutcome,
  type ActivityRefusal,
  changeableActivity,
  mayChange,
  refusedActivity,
} from './ground.ts'
import { activityTime, newsAhead } from './news.ts'

/** An activity as it is written on a form or said: nothing of it is checked. */
export interface PlanInput {
  kind: string
  title: string
  place: string
  /** When it begins, in words or as `2027-06-20 19:00`. */
  when: string
  /** Whom it is for, in words. */
  whom: string
  about: string
}

type Plan = Pick<Activity, 'kind' | 'title' | 'place' | 'at' | 'about' | 'audience'>

const [longestTitle, longestPlace, longestAbout, longestReason] = [40, 60, 300, 100]
const minuteMs = 60_000
/** Later than so many minutes before it nobody would hear of it in time. */
const leastMinutes = 15
const yearMs = 366 * 86_400_000

/** Reads what was written: the same readers of times and of whom (where that is not `known`) as for broadcasts. */
async function readPlan(
  ground: ActivityGround,
  actor: Identity,
  { kind: said, title, place, when, whom, about }: PlanInput,
  known: Audience | null = null,
): Promise<Plan | Refused<ActivityRefusal>> {
  const kind: ActivityKind = activityKinds.find(one => one === said) ?? 'other'
  const isBetween = (text: string, most: number) => text.length >= 2 && text.length <= most
  if (!isBetween(title, longestTitle)) return refusedActivity(ground, 'title')
  if (!isBetween(place, longestPlace)) return refusedActivity(ground, 'place')
  if (about.length > longestAbout) return refusedActivity(ground, 'about', { most: longestAbout })
  const at = await readWhen(ground, actor, when)
  if (typeof at !== 'number') return at
  const audience = known ?? (await readWhom(ground, actor, whom))
  if ('refused' in audience) return audience
  return { kind, title, place, about, at, audience }
}

async function readWhen(
  ground: ActivityGround,
  actor: Identity,
  when: string,
): Promise<number | Refused<ActivityRefusal>> {
  const { now, rules } = ground
  const said = { said: when.replace('T', ' '), draft: {} as never }
  const read = await readField({ ...ground, rules: rules.broadcasts }, actor, 'time', said)
  if ('problem' in read) return { refused: { why: 'when', says: read.problem.says }, audit: null }
  const { due } = read.fills
  if (typeof due !== 'number') return refusedActivity(ground, 'time')
  if (due < now.getTime() + leastMinutes * minuteMs) return refusedActivity(ground, 'soon', { minutes: leastMinutes })
  return due > now.getTime() + yearMs ? refusedActivity(ground, 'far') : due
}

async function readWhom(
  ground: ActivityGround,
  actor: Identity,
  whom: string,
): Promise<Audience | Refused<ActivityRefusal>> {
  const said = { said: whom, draft: {} as never }
  const read = await readField({ ...ground, rules: ground.rules.broadcasts }, actor, 'audience', said)
  if ('problem' in read) return { refused: { why: 'audience', says: read.problem.says }, audit: null }
  const { audience } = read.fills.audience!
  if (!isOpenTo(audience)) return refusedActivity(ground, 'named')
  return mayChange(actor, { audience }) ? audience : refusedActivity(ground, 'noRight', {}, 'plan')
}

/** Whether an audience tells nothing of anybody: who is named one by one, has a loan or has not done something is nobody else's matter. */
const isOpenTo = ({ numbers, loan, progress }: Audience): boolean =>
  numbers.length === 0 && loan === 'any' && progress === null

/** What an act on an activity came to. */
type PlanOutcome = ActivityOutcome<{ says: string; activity: Activity; count: number; unreached: number }>

/** How many hear of an activity, and how many of them nothing reaches. */
async function countsOf({ read }: ActivityGround, audience: Audience) {
  const { people, notBound, cannotPush } = await read.broadcasts.reckon(audience)
  return { count: people, unreached: notBound + cannotPush }
}

/** Plans an activity: everybody whom it is for is told, and reminded the day and the hour before. */
export async function planActivity(ground: ActivityGround, actor: Identity, input: PlanInput): Promise<PlanOutcome> {
  const { read, rules, now } = ground
  if (!may(actor, 'plan-activities') || actor.number === null) return refusedActivity(ground, 'noRight', {}, 'plan')
  const plan = await readPlan(ground, actor, input)
  if ('refused' in plan) return plan
  const number = await read.activities.next()
  const by = { by: actor.number, byName: actor.name }
  const activity: Activity = { number, ...plan, ...by, state: 'planned', reason: '', revision: 1 }
  const notices = newsAhead(activity, 'invite', { now, words: rules.words })
  return done(ground, rules.words.planned, { do: 'save-activity', activity, notices })
}

async function done(ground: ActivityGround, words: string, effect: ActivityEffect): Promise<PlanOutcome> {
  const { activity } = effect
  const { number, title, place, state, revision } = activity
  const counts = await countsOf(ground, activity.audience)
  const left = counts.unreached
  const unreached = left === 0 ? '' : fill(ground.rules.words.unreached, { count: left })
  const values = { title, place, when: activityTime(activity, ground.rules.zone), count: counts.count, unreached }
  return {
    done: { says: fill(words, values), activity, ...counts },
    effects: [effect],
    audit: {
      act: state === 'cancelled' ? 'cancel-activity' : revision === 1 ? 'plan-activity' : 'change-activity',
      detail: number,
    },
  }
}

/** Plans an activity anew, from the planning that was looked at (`revision`): everybody is told how it is now, and reminded of that. */
export async function changeActivity(
  ground: ActivityGround,
  actor: Identity,
  { number, revision, ...input }: PlanInput & { number: string; revision: number },
): Promise<PlanOutcome> {
  const found = await changeable(ground, actor, { number, revision })
  if ('refused' in found) return found
  const { activity: before } = found
  const said = audienceSaid(ground.rules.broadcasts, before.audience)
  const plan = await readPlan(ground, actor, input, input.whom === said ? before.audience : null)
  if ('refused' in plan) return plan
  if (isSame(before, plan)) return refusedActivity(ground, 'same')
  const activity: Activity = { ...before, ...plan, revision: before.revision + 1 }
  const { words } = ground.rules
  const notices = newsAhead(activity, 'moved', { now: ground.now, words })
  return done(ground, words.changed, { do: 'save-activity', activity, notices })
}

const isSame = (before: Activity, plan: Plan): boolean =>
  (Object.keys(plan) as (keyof Plan)[]).every(key => JSON.stringify(before[key]) === JSON.stringify(plan[key]))

/** Calls an activity off: everybody is told so, with the reason. */
export async function cancelActivity(
  ground: ActivityGround,
  actor: Identity,
  { number, revision, reason }: { number: string; revision: number; reason: string },
): Promise<PlanOutcome> {
  const found = await changeable(ground, actor, { number, revision })
  if ('refused' in found) return found
  if (reason.length < 2 || reason.length > longestReason) return refusedActivity(ground, 'reason')
  const { activity: before } = found
  const activity: Activity = { ...before, state: 'cancelled', reason, revision: before.revision + 1 }
  const notices = [{ news: 'cancelled' as const, due: ground.now.getTime() }]
  return done(ground, ground.rules.words.cancelled, { do: 'save-activity', activity, notices })
}

async function changeable(
  ground: ActivityGround,
  actor: Identity,
  { number, revision }: { number: string; revision: number },
): Promise<{ activity: Activity } | Refused<ActivityRefusal>> {
  const found = await changeableActivity(ground, actor, number)
  if ('refused' in found) return found
  const { state, at, revision: now } = found.activity
  if (state === 'cancelled') return refusedActivity(ground, 'off')
  if (at <= ground.now.getTime()) return refusedActivity(ground, 'begun')
  return now === revision ? found : refusedActivity(ground, 'changedBefore')
}
