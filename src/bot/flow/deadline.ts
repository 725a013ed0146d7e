import type { Flow } from '../../flows/schema.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import { wallTime } from '../../time/calendar.ts'
import type { Context } from '../context.ts'
import { dayText } from './speak.ts'

/** The instant from which a submission can no longer be revised, once it is past; else null. */
export function closingOf({ knowledge, turn }: Context, flow: Flow): Date | null {
  const deadline = flow.deadline ? deadlineOf(knowledge.school, flow.deadline, turn.now) : null
  return deadline !== null && turn.now > deadline.at && !flow.submits?.late ? deadline.at : null
}

/** An instant's day as `6月29日 周二`. */
export function dayOf(instant: Date, zone: string): string {
  return dayText(isoDay(instant, zone))
}

/** An instant's day as `2027-06-29`. */
export function isoDay(instant: Date, zone: string): string {
  const { year, month, day } = wallTime(instant, zone)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
