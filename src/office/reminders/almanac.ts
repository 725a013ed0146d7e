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

/** Hears that a reminder (a standing one by its name, a person's by its id) is set aside, and for what kind of defect. */
export type SetAside = (reminder: string, error: unknown) => void

/** What `reckon` comes to; null where it fails, which `setAside` hears: a reminder with a defect must not keep the others from their times. */
export function reckoned<T>(reminder: string, reckon: () => T, setAside: SetAside = () => {}): T | null {
  try {
    return reckon()
  } catch (error) {
    setAside(reminder, error)
    return null
  }
}
