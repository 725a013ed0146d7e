import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { CollegeLine } from '../../../office/ledger/ledger.ts'
import type { Html, Visit } from '../../desk.ts'
import { addressWithPart } from '../../parts/part.ts'
import { section } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import type { ReportPageWords } from './words.ts'

/** How each college stands, those that lack most first. */
export function collegeTable(visit: Visit, { colleges: words }: ReportPageWords, lines: readonly CollegeLine[]): Html {
  const rows = lines.toSorted((a, b) => b.missing.length - a.missing.length)
  const { columns: c } = words
  const to = (college: string) => addressWithPart(visit, { of: 'college', college }, '/desk/report')
  const columns = [
    {
      head: c.college,
      as: 'main' as const,
      cell: ({ college }: CollegeLine) => html`<a href="${to(college)}">${college}</a>`,
    },
    { head: c.people, as: 'number' as const, cell: ({ people }: CollegeLine) => String(people) },
    { head: c.with, as: 'number' as const, cell: (line: CollegeLine) => String(line.with) },
    {
      head: c.missing,
      cell: ({ missing }: CollegeLine) => (missing.length === 0 ? words.all : missing.join('、')),
    },
  ]
  const caption = fill(words.caption, { count: rows.length })
  return section(words.title, table(visit, rows, columns, { caption, empty: words.none }))
}
