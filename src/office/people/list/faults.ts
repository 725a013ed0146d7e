import { fill } from '../../../content/words.ts'
import type { RowFault } from './listing.ts'
import type { FaultKind, ImportWords } from './words.ts'

/** One kind of fault, once: what it is, how it is cured, and all rows that have it, with what is shown beside each. */
export interface FaultGroup {
  kind: FaultKind
  isBad: boolean
  what: string
  cure: string
  rows: { sheet: string; row: number | null; detail: string }[]
}

/** Faults by their kind: what keeps rows out first, and of these what most rows have. */
export function grouped(faults: readonly RowFault[], words: ImportWords): FaultGroup[] {
  const groups = [...Map.groupBy(faults, f => f.kind)].map(([kind, all]) => ({
    kind,
    ...words.faults[kind],
    rows: all
      .map(({ sheet, row, detail }) => ({ sheet, row, detail }))
      .sort((a, b) => a.sheet.localeCompare(b.sheet) || (a.row ?? 0) - (b.row ?? 0)),
  }))
  return groups.sort((a, b) => Number(b.isBad) - Number(a.isBad) || b.rows.length - a.rows.length)
}

/** Where a row stands, in words. */
export const rowText = ({ sheet, row }: { sheet: string; row: number }, { details }: ImportWords): string =>
  sheet === '' ? fill(details.row, { row }) : fill(details.sheetRow, { sheet, row })

/** Rows as `2–4、7`. */
export function rowsText(rows: readonly number[]): string {
  const spans: [number, number][] = []
  for (const row of rows.toSorted((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last && row === last[1] + 1) last[1] = row
    else if (last?.[1] !== row) spans.push([row, row])
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join('、')
}
