import { unitKey } from '../../../office/people/where.ts'
import { type Calendar, countHearers } from '../../../office/reminders/calendar.ts'
import type { Desk, Visit } from '../../desk.ts'

/** What was counted for the whole school holds so long: it goes through everybody on the roster. */
const holdsMs = 5 * 60_000

type Counts = ReadonlyMap<string, number>
const known = new WeakMap<Desk, Map<string, { at: number; counts: Counts }>>()

/** How many hear each reminder of a calendar, by its name. */
export async function countsFor(visit: Visit, { times, units }: Pick<Calendar, 'times' | 'units'>): Promise<Counts> {
  const reminders = [...new Set(times.filter(time => !time.run).map(time => time.reminder.name))].sort()
  const isWhole = units.some(unit => unit.of === 'school')
  const key = [units.map(unitKey).join(' '), ...reminders].join('\n')
  const before = isWhole ? known.get(visit.desk)?.get(key) : undefined
  if (before && Math.abs(visit.now.getTime() - before.at) < holdsMs) return before.counts
  const came = await visit.act(countHearers, visit.content, { reminders, units })
  const counts: Counts = 'done' in came ? came.done.counts : new Map()
  if (isWhole) keep(visit, key, counts)
  return counts
}

function keep({ desk, now }: Visit, key: string, counts: Counts): void {
  const all = known.get(desk) ?? new Map()
  if (all.size > 100) all.clear()
  all.set(key, { at: now.getTime(), counts })
  known.set(desk, all)
}
