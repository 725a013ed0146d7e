import type { Identity, Unit } from '../../core/roster.ts'
import { parseInstant } from '../../time/calendar.ts'
import { dayMs } from '../../time/days.ts'
import { isoDay } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import { allowedFor, type ProgressGround, type ProgressOutcome } from './ground.ts'
import { beginOfDay } from './lately.ts'

/** So many days it goes back, today included. */
const courseDays = 14

/** How many had done something by the end of a day (`2026-06-25`); of today, by now. */
export interface CourseDay {
  day: string
  done: number
}

/** How something went over the last days among those in the actor's care; the numbers only ever grow. */
export async function courseOf(
  ground: ProgressGround,
  actor: Identity,
  input: { item: string; unit: Unit | null },
): Promise<ProgressOutcome<{ says: string; days: CourseDay[] }>> {
  const allowed = await allowedFor(ground, actor, input)
  if ('refused' in allowed) return allowed
  const { item, scope } = allowed
  const { rules, read } = ground
  // Twelve hours keep clear of a day's ends where a clock is put forward or back.
  const noon = beginOfDay(ground) + dayMs / 2
  const days = Array.from({ length: courseDays }, (_, n) =>
    isoDay(new Date(noon - (courseDays - 1 - n) * dayMs), rules.zone),
  )
  const since = parseInstant(days[0]!, rules.zone)!.getTime()
  const found = await read.progress.course(item.of === 'flow' ? item.flow : item.id, { scope, since })
  const onDay = Map.groupBy(found, f => (f.at === null ? '' : isoDay(new Date(f.at), rules.zone)))
  const countOn = (day: string) => (onDay.get(day) ?? []).reduce((sum, { count }) => sum + count, 0)
  let done = countOn('')
  return shown({
    says: '',
    days: days.map(day => {
      done += countOn(day)
      return { day, done }
    }),
  })
}
