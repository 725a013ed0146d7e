import { type Days, type DayTrouble, dayMs, guessed, on } from './days.ts'
import { frameAlone, inFrame, type SaidMonth } from './month.ts'
import type { DayMeaning } from './piece.ts'
import type { WorkCalendar } from './workdays.ts'

/** Reads what names a day: each part by itself, and all of them must agree. */
export function daysOf(
  said: readonly DayMeaning[],
  { today, calendar }: { today: number; calendar: WorkCalendar },
): Days | DayTrouble {
  const found: Days[] = []
  for (const part of parts(said)) {
    const days = part.read(today, calendar)
    if (days === null) return { is: 'unclear' }
    if ('is' in days) return days
    if (days.days.length === 0) return { is: 'no-day' }
    found.push(days)
  }
  return agreed(found, said)
}

/** All parts mean one day; a weekday alone has as many as it takes. */
function agreed(found: readonly Days[], said: readonly DayMeaning[]): Days | DayTrouble {
  if (found.length === 1) return found[0]!
  const [first, ...others] = [...found].sort((a, b) => a.days.length - b.days.length)
  const days = first!.days.filter(day => others.every(other => other.days.includes(day) || isWeekday(other, day)))
  const notes = [...new Set(found.flatMap(d => d.notes))]
  if (days.length > 0) return { days, notes }
  return said.some(d => d.is === 'weekday') ? { is: 'differs', day: first!.days[0]! } : { is: 'unclear' }
}

/** 周一 beside a date far away means that date's weekday and not the next one. */
function isWeekday(other: Days, day: number): boolean {
  return other.days.length > 1 && other.days.every(d => (d - day) % (7 * dayMs) === 0)
}

interface Part {
  read(today: number, calendar: WorkCalendar): Days | DayTrouble | null
}

/** Year, month and day that were said apart are one part; 下周 and 周六 too. */
function parts(said: readonly DayMeaning[]): Part[] {
  const of = <K extends DayMeaning['is']>(...kinds: K[]) =>
    said.filter((d): d is Extract<DayMeaning, { is: K }> => (kinds as string[]).includes(d.is))
  const [year, month] = [of('year'), of('month')]
  const frame: SaidMonth = { year: year[0] ?? null, month: month[0] ?? null }
  const inMonth = of('day', 'date', 'lunar', 'feast', 'part', 'nth')
  const weeks = of('week')
  const inWeek = of('weekday', 'weekend')
  const unclear: Part = { read: () => null }
  return [
    ...(year.length > 1 || month.length > 1 || weeks.length > 1 ? [unclear] : []),
    ...of('near').map((d): Part => ({ read: today => on(today + d.days * dayMs) })),
    ...inMonth.map((d): Part => ({ read: (today, calendar) => inFrame(d, frame, { today, calendar }) })),
    ...((year.length > 0 || month.length > 0) && inMonth.length === 0
      ? [{ read: (today: number) => frameAlone(frame, today) }]
      : []),
    ...inWeek.map((d): Part => ({ read: today => ofWeek(d, weeks[0]?.ahead ?? null, today) })),
    ...(weeks.length > 0 && inWeek.length === 0
      ? [{ read: (today: number) => weekAlone(weeks[0]!.ahead, today) }]
      : []),
  ]
}

/** The Monday of the week of a day, each as its midnight in UTC. */
export const mondayOf = (today: number) => today - ((new Date(today).getUTCDay() + 6) % 7) * dayMs

/** Weeks begin on Monday. A weekday alone that is past means the next week's; of one that is today, both. */
function ofWeek(
  d: Extract<DayMeaning, { is: 'weekday' | 'weekend' }>,
  week: number | null,
  today: number,
): Days | null {
  if (d.ahead !== null && week !== null && d.ahead !== week) return null
  const ahead = d.ahead ?? week
  const weekday = d.is === 'weekend' ? 5 : d.weekday
  const day = mondayOf(today) + weekday * dayMs
  const days = (first: number) => (ahead === null ? [first, first + 7 * dayMs] : [first + ahead * 7 * dayMs])
  if (d.is === 'weekday') return on(...(ahead === null && day < today ? days(day + 7 * dayMs) : days(day)))
  // On a Sunday the weekend still is: which of its days was meant is not guessed.
  if (ahead === null && day < today) return guessed(on(today), 'default-day')
  return guessed(on(days(day)[0]!), 'default-day')
}

function weekAlone(ahead: number, today: number): Days | DayTrouble | null {
  const monday = mondayOf(today) + ahead * 7 * dayMs
  if (ahead < 0) return { is: 'past', day: monday }
  return ahead === 0 ? null : guessed(on(monday), 'default-day')
}
