import { deadlineOf } from '../../knowledge/school.ts'
import type { Almanac } from '../../time/recurrence.ts'
import type { Content } from '../content.ts'
import { isoDay } from '../flow/deadline.ts'

/** The days that rules lean on: working days, and the dates of the school. */
export function almanacOf({ knowledge, calendar }: Pick<Content, 'knowledge' | 'calendar'>): Almanac {
  const { school } = knowledge
  return {
    calendar,
    dateOf(field, at) {
      const deadline = deadlineOf(school, field, at)
      return deadline && isoDay(deadline.at, school.zone)
    },
  }
}
