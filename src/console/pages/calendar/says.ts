import { fill } from '../../../content/words.ts'
import type { ReminderChange } from '../../../core/reminder.ts'
import type { Unit } from '../../../core/roster.ts'
import { describeAudience, unitsText } from '../../../office/people/describe.ts'
import { audienceThere, type CalendarTime } from '../../../office/reminders/calendar.ts'
import { withheldFromAll } from '../../../office/reminders/changes.ts'
import { progressTitle } from '../../../office/reminders/hearers.ts'
import { minuteText } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { partSaid } from '../../parts/part.ts'
import { badge } from '../../parts/pieces.ts'
import type { CalendarWords } from './words.ts'

/** Parts of the school in words. */
export const unitsSaid = ({ content }: Visit, units: readonly Unit[]): string =>
  unitsText(units, content.rosterWords.audience)

/** Whom a reminder is for, of those who are looked at. */
export function audienceText(
  visit: Visit,
  say: CalendarWords,
  { reminder }: CalendarTime,
  units: readonly Unit[],
): string {
  const { content } = visit
  const titleOf = (name: string) => progressTitle(content, name)
  const all = describeAudience(audienceThere(reminder, units), content.rosterWords.audience, titleOf)
  const part = reminder.part ? fill(say.deadline.part, { whom: partSaid(visit, reminder.part) }) : ''
  return [all, part, say.reminder.where[reminder.to]].filter(text => text !== '').join(' · ')
}

/** What a change does, by whom and why. */
export function changeText(visit: Visit, { why }: CalendarWords, change: ReminderChange): string {
  const at = (instant: number) => minuteText(instant, visit.zone)
  const by = change.byName === '' ? why.nobody : change.byName
  const reason = change.reason === '' ? '' : fill(why.reason, { reason: change.reason })
  if (change.is === 'pause') return fill(why.pause, { by, reason, from: at(change.from), until: at(change.until) })
  if (change.is === 'skip') return fill(why.skip, { by, reason })
  return fill(why.move, { by, reason, from: at(change.instant), to: at(change.to) })
}

/** How a time stands: its word, how it looks, and the reason where it was not said. */
export function standingOfTime({ run, withheld, move, unset }: CalendarTime): {
  state: keyof CalendarWords['state']
  look: 'plain' | 'good' | 'bad' | 'warn'
} {
  if (run?.state === 'skipped') return { state: 'skipped', look: 'bad' }
  if (run?.state === 'planning') return { state: 'planning', look: 'warn' }
  if (run) return run.reason === 'late' ? { state: 'late', look: 'warn' } : { state: 'planned', look: 'good' }
  const all = withheldFromAll(withheld)
  if (all) return { state: all.is === 'pause' ? 'paused' : 'leftOut', look: 'bad' }
  if (withheld.length > 0) return { state: 'partly', look: 'warn' }
  if (move) return { state: 'moved', look: 'warn' }
  return unset.length > 0 ? { state: 'unset', look: 'warn' } : { state: 'coming', look: 'plain' }
}

/** The same as a badge. */
export function stateBadge(say: CalendarWords, time: CalendarTime): Html {
  const { state, look } = standingOfTime(time)
  return badge(say.state[state], look)
}

/** Why a time was not said; empty where it was, or is still to come. */
export function reasonText({ reasons }: CalendarWords, { run }: CalendarTime): string {
  if (run?.state !== 'skipped') return ''
  return reasons[(run.reason ?? 'other') as keyof typeof reasons] ?? reasons.other
}
