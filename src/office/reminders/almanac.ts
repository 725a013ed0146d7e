import type { Knowledge } from '../../knowledge/load.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import type { Almanac } from '../../time/recurrence.ts'
import { isoDay } from '../../time/shown.ts'
import type { WorkCalendar } from '../../time/workdays.ts'

/** The days that rules lean on: working days, and the dates of the school. */
export function almanacOf({
  knowledge,
  calendar,
}: {
  knowledge: Pick<Knowledge, 'school'>
  calendar: WorkCalendar
}): Almanac {
  const { school } = knowledge
  return {
    calendar,
    dateOf(field, at) {
      const deadline = deadlineOf(school, field, at)
      return deadline && isoDay(deadline.at, school.zone)
    },
  }
}
