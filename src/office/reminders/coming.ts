import type { Knowledge } from '../../knowledge/load.ts'
import { nextOccurrence } from '../../time/recurrence.ts'
import { almanacOf } from './almanac.ts'
import type { ReminderContent } from './load.ts'
import type { Standing } from './standing.ts'

/** What of the content reminders go by. */
export interface ReminderGround extends ReminderContent {
  knowledge: Knowledge
}

/** A time of a standing reminder that lies ahead. */
export interface Coming {
  reminder: Standing
  at: Date
}

/** The first time of a standing reminder after an instant, or null. */
export function nextOf(ground: ReminderGround, { rule, quiet }: Standing, after: Date): Date | null {
  return nextOccurrence(rule, after, { almanac: almanacOf(ground), quiet })
}

/** The next times over all standing reminders, in order. */
export function comingUp(ground: ReminderGround, now: Date, many: number): Coming[] {
  const each = ground.reminders.flatMap(reminder => {
    const times: Coming[] = []
    for (let at = nextOf(ground, reminder, now); at && times.length < many; at = nextOf(ground, reminder, at))
      times.push({ reminder, at })
    return times
  })
  return each.sort((a, b) => a.at.getTime() - b.at.getTime()).slice(0, many)
}

/** Standing reminders that will not be given, because the school has not set their date. */
export function dormant(ground: ReminderGround, now: Date): Standing[] {
  const { dateOf } = almanacOf(ground)
  return ground.reminders.filter(({ rule }) => rule.on === 'school-date' && dateOf(rule.field, now) === null)
}
