import { fill } from '../../../content/words.ts'
import type { RosterPerson } from '../../../core/roster.ts'
import type { Unified } from './classes.ts'
import { rowsText } from './faults.ts'
import type { ListWords } from './headers.ts'
import type { ListSeen } from './listing.ts'
import type { NoteKind } from './words.ts'

/** Something about a file that is no fault: what it is, and what it is about, one by one. */
export interface ListNote {
  kind: NoteKind
  says: string
  items: string[]
}

/** All that should be known of how a file was read. */
export function notesOf(
  seen: ListSeen,
  { unified, left, words }: { unified: readonly Unified[]; left: readonly RosterPerson[]; words: ListWords },
): ListNote[] {
  const { items, notes } = words.import
  const rows = ({ sheet, rows }: { sheet: string; rows: number[] }) =>
    sheet === '' ? fill(items.rows, { rows: rowsText(rows) }) : fill(items.sheetRows, { sheet, rows: rowsText(rows) })
  const columns = ({ sheet, headers }: { sheet: string; headers: string[] }) =>
    fill(items.columns, { sheet: sheet === '' ? '' : `“${sheet}”`, headers: headers.join('、') })
  const composed = [...Map.groupBy(seen.composed, name => name)]
  const found: Record<NoteKind, string[]> = {
    left: left.map(({ number, name, left: way, className }) =>
      fill(items.left, { number, name, status: way === '' ? '' : words.left[way], place: className }),
    ),
    hiddenSheets: seen.hiddenSheets,
    hiddenRows: seen.hiddenRows.map(rows),
    hiddenColumns: seen.hiddenColumns.map(columns),
    noList: seen.noList,
    headless: seen.headless,
    placed: seen.placed.map(({ place, by, said }) => fill(items[by], { place, said })),
    composed: composed.map(([name, all]) => fill(items.composed, { name, count: all.length })),
    unified: unified.map(({ from, to, count }) => fill(items.unified, { from: from.join('、'), to, count })),
    filled: seen.filled.map(columns),
    sideBySide: seen.besides.map(({ sheet, lists }) => columns({ sheet, headers: [fill(items.lists, { lists })] })),
    skipped: seen.skipped.map(rows),
  }
  return (Object.entries(found) as [NoteKind, string[]][])
    .filter(([, some]) => some.length > 0)
    .map(([kind, some]) => ({ kind, says: notes[kind], items: some }))
}
