import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { broadcastNumberIn } from '../../../core/broadcast.ts'
import type { ClassRef } from '../../../core/roster.ts'
import { byCollege, isForColleges } from '../../../office/progress/colleges.ts'
import type { ProgressCell, ProgressTable } from '../../../office/progress/overview.ts'
import type { Html } from '../../desk.ts'
import { onPage, pager } from '../../parts/pager.ts'
import { addressWithPart } from '../../parts/part.ts'
import { bar, section } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { type AskedPlace, addressOfNames, type ProgressVisit } from './asked.ts'

/** More rows than this stand on several pages. */
const mostRows = 60

type Row = ProgressTable['classes'][number]
type Item = ProgressTable['items'][number]

/** Each item as a whole: how many have done it, and the way to those who are left. */
export function totalsTable({ visit, say }: ProgressVisit, { items }: ProgressTable, place: AskedPlace): Html {
  const { columns, caption, left, nobodyLeft } = say.totals
  const hasUnheard = items.some(i => i.total.unheard > 0)
  return table(
    visit,
    items,
    [
      { head: columns.item, as: 'main', cell: i => i.title },
      { head: columns.done, cell: ({ total: t, title }) => bar(t.done, t.all, title), sort: i => shareOf(i.total) },
      {
        head: columns.left,
        as: 'number',
        cell: ({ id, total: t }) =>
          t.done < t.all
            ? html`<a class="tap" href="${addressOfNames(id, place)}">${fill(left, { count: t.all - t.done })}</a>`
            : html`<a class="tap" href="${addressOfNames(id, place, { isDone: true })}">${nobodyLeft}</a>`,
        sort: ({ total: t }) => t.all - t.done,
      },
      ...(hasUnheard ? [unheardColumn<Item>(columns.unheard, i => i.total)] : []),
    ],
    { caption, empty: say.none },
  )
}

/** A row for each class, or for each college where there are very many classes; nothing where one class is all there is. */
export function rowsTable({ visit, say }: ProgressVisit, whole: ProgressTable): Html {
  const isByCollege = isForColleges(whole, visit.actor)
  const { items, classes } = isByCollege ? byCollege(whole) : whole
  if (classes.length < 2) return ''
  const { rows } = say
  const { shown, ...turned } = onPage(classes, visit, mostRows)
  const body = table(
    visit,
    shown,
    [placeColumn({ visit, say }, whole, isByCollege), ...cellColumns({ visit, say }, items)],
    {
      caption: fill(rows.caption, { count: classes.length }),
      empty: say.none,
    },
  )
  return section(isByCollege ? rows.colleges : rows.classes, html`${body}${pager(visit, turned)}`)
}

/** Of one item more is told than of each of several. */
function cellColumns({ say }: ProgressVisit, items: readonly Item[]): Column<Row>[] {
  const [first] = items
  if (items.length !== 1) return items.map((item, n) => barColumn(say, item, { n, head: shortTitle(item) }))
  const { columns } = say.totals
  return [
    barColumn(say, first!, { n: 0, head: columns.done }),
    { head: columns.left, as: 'number', cell: ({ cells: [c] }) => (c!.all > c!.done ? String(c!.all - c!.done) : '') },
    ...(first!.total.unheard > 0 ? [unheardColumn<Row>(columns.unheard, r => r.cells[0]!)] : []),
  ]
}

/** A broadcast beside other items is called by its number alone. */
const shortTitle = ({ id, title }: Item): string => broadcastNumberIn(id) ?? title

/** Where one college has several classes of a name, or there are several colleges, the college is told too. */
function placeColumn({ visit, say: { rows } }: ProgressVisit, whole: ProgressTable, isByCollege: boolean): Column<Row> {
  const hasSeveral = new Set(whole.classes.map(c => c.college)).size > 1
  const opened = ({ college }: Row) => addressWithPart(visit, { of: 'college', college }, '/desk/progress')
  return {
    head: isByCollege ? rows.college : rows.class,
    as: 'main',
    cell: row =>
      isByCollege ? html`<a class="tap" href="${opened(row)}">${row.college}</a>` : placeName(row, hasSeveral),
    sort: row => `${row.college} ${row.name}`,
  }
}

/** A class as it stands in a list: with its college where there are several. */
const placeName = ({ college, name }: ClassRef, hasSeveral: boolean): Html =>
  hasSeveral || name === '' ? html`<span class="faint">${college}</span> ${name}` : name

const barColumn = (
  { rows }: ProgressVisit['say'],
  item: Item,
  { n, head }: { n: number; head: string },
): Column<Row> => ({
  head,
  cell({ college, name, cells }) {
    const { done, all } = cells[n]!
    if (all === 0) return ''
    const label = fill(rows.bar, { place: name || college, item: item.title, done, all })
    const to = addressOfNames(item.id, { college, className: name })
    return html`<a class="tap" href="${to}" aria-label="${label}">${bar(done, all, label)}</a>`
  },
  sort: ({ cells }) => shareOf(cells[n]!),
})

const unheardColumn = <R>(head: string, cellOf: (row: R) => ProgressCell): Column<R> => ({
  head,
  as: 'number',
  cell: row => (cellOf(row).unheard > 0 ? String(cellOf(row).unheard) : ''),
})

/** What nobody owes sorts after all else. */
const shareOf = ({ done, all }: ProgressCell): number => (all === 0 ? 2 : done / all)
