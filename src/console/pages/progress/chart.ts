import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { CourseDay } from '../../../office/progress/course.ts'
import { dateText } from '../../../time/shown.ts'
import type { Html } from '../../desk.ts'
import { section } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import type { ProgressVisit } from './asked.ts'

/** The room of the drawing, and what its lines leave for words at the left and below. */
const size = { width: 320, height: 130, left: 34, right: 26, top: 12, bottom: 20 }

/** What is drawn: of `all` so many had done it by the end of each day. */
interface Drawn {
  title: string
  all: number
  days: readonly CourseDay[]
}

/** How something went over the last days: a line of steps, and the same in figures; nothing where nobody has done it yet. */
export function courseSection({ visit, say: { course } }: ProgressVisit, drawn: Drawn): Html {
  const { title, all, days } = drawn
  const [first, last] = [days[0]!, days.at(-1)!]
  if (all === 0 || last.done === 0) return ''
  const label = fill(course.label, {
    item: title,
    from: shortDay(first.day),
    first: first.done,
    until: shortDay(last.day),
    last: last.done,
    all,
  })
  const figures = table(
    visit,
    days.toReversed(),
    [
      { head: course.columns.day, as: 'main', cell: d => dateText(d.day), sort: d => d.day },
      { head: course.columns.done, as: 'number', cell: d => String(d.done) },
      {
        head: course.columns.share,
        as: 'number',
        cell: d => fill(course.share, { percent: Math.floor((100 * d.done) / all) }),
      },
    ],
    { caption: fill(course.caption, { item: title }), empty: label },
  )
  return section(
    fill(course.heading, { days: days.length }),
    html`${stepLine(drawn, label)}<details><summary>${course.figures}</summary>${figures}</details>`,
  )
}

/** `2027-06-09` as `6月9日`. */
const shortDay = (day: string) => dateText(day).split(' ')[0]!

function stepLine({ all, days }: Drawn, label: string): Html {
  const { width, height, left, right, top, bottom } = size
  const step = (width - left - right) / days.length
  const x = (n: number) => (left + n * step).toFixed(1)
  const y = (done: number) => (top + (height - top - bottom) * (1 - Math.min(1, done / all))).toFixed(1)
  const line = days.map(({ done }, n) => `${n === 0 ? 'M' : 'L'}${x(n)} ${y(done)}H${x(n + 1)}`).join('')
  const last = days.at(-1)!.done
  return html`<svg class="course" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
    ${[0, 0.5, 1].map(share => html`<path class="grid" d="M${left} ${y(share * all)}H${width - right}"/><text x="${left - 4}" y="${y(share * all)}" dy="3.5" text-anchor="end">${Math.round(share * all)}</text>`)}
    <path class="line" d="${line}"/><text class="last" x="${width - right + 4}" y="${y(last)}" dy="3.5">${last}</text>
    <text x="${left}" y="${height - 5}">${shortDay(days[0]!.day)}</text><text x="${width - right}" y="${height - 5}" text-anchor="end">${shortDay(days.at(-1)!.day)}</text></svg>`
}
