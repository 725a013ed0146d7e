import { fill } from '../../content/words.ts'
import type { ReminderChange } from '../../core/reminder.ts'
import type { Identity } from '../../core/roster.ts'
import type { Flows } from '../../flows/library.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import type { RosterWords } from '../people/words.ts'
import { may, type Right } from '../rights.ts'
import { changesSince } from './changes.ts'
import { nextOf } from './coming.ts'
import type { ReminderGround } from './load.ts'
import { fileOf, standingOf } from './parts.ts'
import type { Standing } from './standing.ts'
import type { ReminderWords } from './words.ts'

/** What the acts on standing reminders go by: the content in force. */
export interface ReminderRules extends ReminderGround {
  flows: Flows
  rosterWords: Pick<RosterWords, 'audience'>
}

/** What such an act stands on. */
export type ReminderActGround = Ground<ReminderRules>

type Why = keyof ReminderWords['manage']['problems']

/** Why an act on a standing reminder was refused; `says` tells people, with a cure. */
export interface ReminderRefusal {
  why: Why
  says: string
}

/** What an act on a standing reminder came to; `says` tells whoever acted. */
export type ReminderOutcome<What extends { says: string } = { says: string }> = Outcome<What, ReminderRefusal>

/** A refusal in the words of `problems`; what somebody tried without the right to (`tried`) stands in the audit log. */
export function refusedReminder(
  { rules }: Pick<ReminderActGround, 'rules'>,
  why: Why,
  { tried = null, values = {} }: { tried?: string | null; values?: Record<string, string | number> } = {},
): Refused<ReminderRefusal> {
  const says = fill(rules.reminderWords.manage.problems[why], values)
  return { refused: { why, says }, audit: tried === null ? null : { act: 'refused-reminder', detail: tried } }
}

/** The standing reminders of a file: the one for everybody and those for parts of the school; none where there is no such file. */
export const standingOfFile = (rules: ReminderGround, name: string): readonly Standing[] =>
  standingOf(rules).filter(reminder => fileOf(reminder.name) === name)

/** The standing reminder of this name, when the instant is one of its times; else null. */
export function timeNamed(rules: ReminderGround, { reminder, instant }: { reminder: string; instant: number }) {
  const found = standingOf(rules).find(({ name }) => name === reminder)
  if (!found || !Number.isSafeInteger(instant)) return null
  return nextOf(rules, found, new Date(instant - 1))?.getTime() === instant ? found : null
}

/** A change by its id that whoever acts may take back; null where there is none, or it is not theirs. */
export async function changeOfTheirs(
  { read, now }: ReminderActGround,
  actor: Identity,
  id: string,
): Promise<ReminderChange | null> {
  const change = (await read.reminders.changes(changesSince(now).getTime())).find(c => c.id === id)
  return change && mayUndo(actor, change) ? change : null
}

/** Whether somebody may take a change back: it touches nothing but their part of the school. Who moved a time for all may do so for all. */
export function mayUndo(actor: Identity, change: ReminderChange): boolean {
  if (change.is !== 'move') return change.units.every(unit => may(actor, 'pause-reminders', unit))
  const right: Right = 'manage-reminders'
  return may(actor, right) && (change.by === actor.number || may(actor, right, { of: 'school' }))
}
