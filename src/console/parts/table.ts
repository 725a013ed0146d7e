import { html } from 'hono/html'
import type { Html, Visit } from '../desk.ts'

/** A column: its heading, and what of a row stands in it. */
export interface Column<Row> {
  head: string
  cell(row: Row): Html
  /** `number` stands at the right and sorts as one; `main` names the row where the table becomes cards on a phone; `press` holds a button that says enough without its head. */
  as?: 'number' | 'main' | 'press'
  /** What it sorts by, where that is not its text. */
  sort?(row: Row): string | number
}

/** What a table can do besides showing rows. */
interface TableOptions<Row> {
  caption: string
  /** What stands in its place where there are no rows: what fills it. */
  empty: string
  /** Boxes to tick rows with: the field and its value, and which are ticked already. They belong to the form of this id. */
  pick?: { name: string; value(row: Row): string; form: string; ticked?: ReadonlySet<string> }
  rowClass?(row: Row): string
  /** Rows that say enough without the heads of their columns: on a phone each is a line, no card. */
  areLines?: boolean
  /** Whether the page has a search of its own, beside which another would only puzzle. */
  isSearched?: boolean
}

/** Rows in columns: sorted and searched in the page where there is JavaScript, cards on a phone, and always all there. */
export function table<Row>(
  visit: Visit,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: TableOptions<Row>,
): Html {
  if (rows.length === 0) return html`<p class="empty">${options.empty}</p>`
  const { pick } = options
  const { shell } = visit.words
  return html`<div class="table${options.areLines ? ' lines' : ''}"><table data-sort ${rows.length > 12 && !options.isSearched ? html`data-find="${shell.find}"` : ''} ${pick ? html`data-pick-all="${shell.select.all}"` : ''}>
    <caption>${options.caption}</caption>
    <thead><tr>${pick ? html`<th scope="col" class="pick"><span class="unseen">${shell.select.one}</span></th>` : ''}${columns.map(
      c => html`<th scope="col" class="${c.as ?? ''}">${c.head}</th>`,
    )}</tr></thead>
    <tbody>${rows.map(
      row =>
        html`<tr class="${options.rowClass?.(row) ?? ''}">${pick ? html`<td class="pick"><input type="checkbox" name="${pick.name}" value="${pick.value(row)}" form="${pick.form}" ${pick.ticked?.has(pick.value(row)) ? 'checked' : ''} aria-label="${shell.select.one} ${pick.value(row)}" /></td>` : ''}${columns.map(c => cell(c, row))}</tr>`,
    )}</tbody></table></div>`
}

function cell<Row>({ head, cell: show, as, sort }: Column<Row>, row: Row): Html {
  const key = sort ? html` data-key="${sort(row)}"` : ''
  return as === 'main'
    ? html`<th scope="row" class="main"${key}>${show(row)}</th>`
    : html`<td class="${as ?? ''}" data-head="${head}"${key}><div class="cell">${show(row)}</div></td>`
}
