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

/** Where a fault is, one by one and at most `most`: rows that say nothing of their own stand together. */
export function faultPlaces({ rows }: Pick<FaultGroup, 'rows'>, words: ImportWords, most: number): string[] {
  const { items } = words
  const places = [...Map.groupBy(rows, r => r.sheet)].flatMap(([sheet, all]) => {
    const plain = all.flatMap(r => (r.detail === '' && r.row !== null ? [r.row] : []))
    const told = all.filter(r => r.detail !== '' || r.row === null)
    const spans = { sheet, rows: rowsText(plain) }
    const together = plain.length === 0 ? [] : [fill(sheet === '' ? items.rows : items.sheetRows, spans)]
    return [...together, ...told.map(r => placeText(r, words))]
  })
  const rest = places.length - most
  return rest > 0 ? [...places.slice(0, most), fill(items.more, { count: rest })] : places
}

function placeText({ sheet, row, detail }: FaultGroup['rows'][number], words: ImportWords): string {
  const { items } = words
  const whole = sheet === '' ? items.wholeFile : fill(items.wholeSheet, { sheet })
  const place = row === null ? whole : rowText({ sheet, row }, words)
  return detail === '' ? place : fill(items.withDetail, { place, detail })
}
