import { fill } from '../../content/words.ts'
import type { Identity } from '../../core/roster.ts'
import type { Activity } from '../../core/work/activity.ts'
import type { Flows } from '../../flows/library.ts'
import type { Quiet } from '../../time/recurrence.ts'
import { type BroadcastRules, covers } from '../broadcasts/ground.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import type { ReminderWords } from '../reminders/words.ts'
import { may } from '../rights.ts'
import type { ActivityWords } from './words.ts'

/** What the acts on activities go by. */
export interface ActivityRules {
  words: ActivityWords
  /** Whom people say that something is for, and when. */
  broadcasts: BroadcastRules
  /** How days that lie ahead are called. */
  left: ReminderWords['left']
  /** The conversations in which is written down what took place. */
  flows: Flows
  /** Hours in which nobody is told anything that can wait. */
  quiet: Quiet
  zone: string
}

/** What such an act stands on. */
export type ActivityGround = Ground<ActivityRules>

/** Why it was refused; `says` tells people, with a cure. */
export interface ActivityRefusal {
  why: keyof ActivityWords['problems'] | 'audience' | 'when'
  says: string
}

/** What it came to; `says` tells whoever acted. */
export type ActivityOutcome<What extends { says: string } = { says: string }> = Outcome<What, ActivityRefusal>

/** Refuses in the words of `problems`. What somebody tried without the right to (`tried`) stands in the audit log. */
export const refusedActivity = (
  { rules }: Pick<ActivityGround, 'rules'>,
  why: keyof ActivityWords['problems'],
  values: Record<string, string | number> = {},
  tried: string | null = null,
): Refused<ActivityRefusal> => ({
  refused: { why, says: fill(rules.words.problems[why], values) },
  audit: tried === null ? null : { act: 'refused-activity', detail: tried },
})

/** Whether somebody of the staff may change an activity: all whom it is for are in their care. */
export const mayChange = (actor: Identity, activity: Pick<Activity, 'audience'>): boolean =>
  may(actor, 'plan-activities') && covers(actor, 'plan-activities', activity)

/** One activity that somebody may change, or why not: the same words whether there is none or it is not theirs. */
export async function changeableActivity(
  ground: ActivityGround,
  actor: Identity,
  number: string,
): Promise<{ activity: Activity } | Refused<ActivityRefusal>> {
  if (!may(actor, 'plan-activities')) return refusedActivity(ground, 'noRight', {}, number)
  const activity = await ground.read.activities.activity(number)
  if (!activity) return refusedActivity(ground, 'unknown')
  return mayChange(actor, activity) ? { activity } : refusedActivity(ground, 'unknown', {}, number)
}
