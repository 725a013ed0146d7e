import { mondayOf } from '../day.ts'
import { isoDay } from '../shown.ts'

const dayMs = 86_400_000

/** Days that belong together, from the first to the last, written `2027-06-07`. */
export interface DaySpan {
  from: string
  until: string
}

/** The first and the last day of a span, as midnights in UTC, seen from today. */
type Reckon = (today: number) => readonly [number, number]

const daysFrom =
  (first: number, last = first): Reckon =>
  today => [today + first * dayMs, today + last * dayMs]
const week =
  (ahead: number, first = 0): Reckon =>
  today => {
    const monday = mondayOf(today) + ahead * 7 * dayMs
    return [monday + first * dayMs, monday + 6 * dayMs]
  }
const month =
  (ahead: number): Reckon =>
  today => {
    const [year, of] = [new Date(today).getUTCFullYear(), new Date(today).getUTCMonth() + ahead]
    return [Date.UTC(year, of, 1), Date.UTC(year, of + 1, 0)]
  }

/** How people name days that are looked back or ahead at, and which they are. */
const spans: readonly (readonly [names: string, reckon: Reckon])[] = [
  ['前天', daysFrom(-2)],
  ['昨天|昨日|昨晚', daysFrom(-1)],
  ['今天|今日|今晚', daysFrom(0)],
  ['明天|明日|明晚', daysFrom(1)],
  ['后天', daysFrom(2)],
  ['上(?:个)?(?:周|星期|礼拜)', week(-1)],
  ['(?:这个?|本)?周末', week(0, 5)],
  ['(?:这|本)(?:个|一)?(?:周|星期|礼拜)', week(0)],
  ['下(?:个)?(?:周|星期|礼拜)', week(1)],
  ['上个?月', month(-1)],
  ['(?:这个?|本)月', month(0)],
  ['下个?月', month(1)],
]

/** The days that a text names (上周, 这个月, 明天) and the text without that; null where it names none, or more than one. */
export function spanIn(
  text: string,
  { now, zone }: { now: Date; zone: string },
): { span: DaySpan; rest: string } | null {
  const found = spans.flatMap(([names, reckon]) => {
    const said = new RegExp(names).exec(text)
    return said ? [{ said, reckon }] : []
  })
  const [first, ...others] = found.sort((a, b) => b.said[0].length - a.said[0].length)
  if (!first || others.some(({ said }) => !first.said[0].includes(said[0]))) return null
  const [from, until] = first.reckon(Date.parse(`${isoDay(now, zone)}T00:00:00Z`))
  const iso = (day: number) => isoDay(new Date(day), 'UTC')
  return { span: { from: iso(from), until: iso(until) }, rest: text.replace(first.said[0], ' ') }
}
