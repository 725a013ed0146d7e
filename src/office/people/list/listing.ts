import { fill } from '../../../content/words.ts'
import { classNameOf } from './classes.ts'
import { hasList, likelyHeader, looksLikePeople, mayBePerson, type Table, tableLike, tablesIn } from './columns.ts'
import type { Row } from './csv.ts'
import { filledDown } from './filled.ts'
import { type Field, fieldsOf, headerReader, type ListWords } from './headers.ts'
import { type ListPlace, placeAbove, placeInName } from './place.ts'
import { type ListSheet, largestFile, mostRows, readSheets } from './sheet.ts'
import { fieldName, type ListFault, type TakenRow, takeRow } from './taking.ts'
import type { FaultKind } from './words.ts'

/** What is wrong with a file, or with one of its rows (`row` as spreadsheets count them), with what is shown beside the row. */
export interface RowFault extends ListFault {
  sheet: string
  row: number | null
}

/** Someone as a row has them. What the file has no column for is not in `told` and means nothing. */
export interface Listed extends Omit<TakenRow, 'doubts' | 'grade'> {
  told: ReadonlySet<Field>
  sheet: string
  row: number
}

/** Which columns of a sheet were used for what, and which were not. */
export interface SheetColumns {
  sheet: string
  used: { field: string; headers: string[] }[]
  unused: string[]
}

/** What is to be known of a file beside its people: what was left out, and where a class was taken from. */
export interface ListSeen {
  columns: SheetColumns[]
  hiddenSheets: string[]
  noList: string[]
  /** Sheets that go on without a header of their own. */
  headless: string[]
  hiddenRows: { sheet: string; rows: number[] }[]
  hiddenColumns: { sheet: string; headers: string[] }[]
  skipped: { sheet: string; rows: number[] }[]
  /** From where the class or the college of a list was taken. */
  placed: { place: string; by: 'title' | 'sheet' | 'file' | 'given'; said: string }[]
  filled: { sheet: string; headers: string[] }[]
  besides: { sheet: string; lists: number }[]
  composed: string[]
}

/** What holds for a whole file beside what stands in it. */
export interface FileFacts {
  /** What stands in for a missing column; empty for nothing. */
  college?: string
  className?: string
  /** What the file is called. */
  file?: string
  /** Whether hidden sheets and rows are read too. */
  withHidden?: boolean
}

/** All that a file says. */
export interface ReadList {
  listed: Listed[]
  faults: RowFault[]
  seen: ListSeen
}

const nothingSeen = (): ListSeen => ({
  ...{ columns: [], hiddenSheets: [], noList: [], headless: [], hiddenRows: [], hiddenColumns: [] },
  ...{ skipped: [], placed: [], filled: [], besides: [], composed: [] },
})

/** Reads everyone in a school's file. Never throws, whatever the bytes are; what is wrong comes in `faults`. */
export function readListed(bytes: Uint8Array, words: ListWords, facts: FileFacts = {}): ReadList {
  const seen = nothingSeen()
  const whole = (kind: FaultKind, detail = ''): ReadList => ({
    listed: [],
    faults: [{ kind, detail, sheet: '', row: null }],
    seen,
  })
  if (bytes.length > largestFile) return whole('tooLarge')
  const { sheets: all, fault } = readSheets(bytes, rows => hasList(rows, words))
  if (!all) return whole(fault)
  const sheets = all.filter(s => facts.withHidden || !s.isHidden)
  seen.hiddenSheets = all.filter(s => !sheets.includes(s) && s.rows.length > 0).map(s => s.name)
  const withLists = sheets.filter(s => hasList(s.rows, words))
  if (withLists.length === 0) {
    const texts = sheets.flatMap(s => likelyHeader(s.rows))
    return texts.length === 0
      ? whole('empty')
      : whole('noHeader', fill(words.import.details.seen, { texts: texts.join('、') }))
  }
  const work: Work = { words, facts, seen, listed: [], faults: [], isOnly: all.length === 1 }
  const [pattern] = tablesIn(withLists[0]!.rows, words)
  for (const sheet of sheets)
    if (withLists.includes(sheet)) readSheet(sheet, tablesIn(sheet.rows.slice(0, mostRows), words), work)
    else if (sheet.rows.length > 0) readHeadless(sheet, pattern!, work)
  return { listed: work.listed, faults: work.faults, seen }
}

interface Work extends ReadList {
  words: ListWords
  facts: FileFacts
  isOnly: boolean
}

/** A sheet without a header: it goes on like the others, or holds people whose columns nobody knows, or no list. */
function readHeadless(sheet: ListSheet, pattern: Table, work: Work): void {
  const { name, rows } = sheet
  const table = tableLike(rows, pattern, work.words.import)
  if (table) {
    work.seen.headless.push(name)
    readSheet(sheet, [table], work)
  } else if (looksLikePeople(rows)) work.faults.push({ kind: 'noSheetHeader', detail: '', sheet: name, row: null })
  else work.seen.noList.push(name)
}

function readSheet(sheet: ListSheet, tables: readonly Table[], work: Work): void {
  const name = work.isOnly ? '' : sheet.name
  if (sheet.rows.length > mostRows) work.faults.push({ kind: 'tooLong', detail: '', sheet: name, row: null })
  const skipped: number[] = []
  const hidden: number[] = []
  for (const table of tables) {
    noteColumns(table, { name, sheet, work })
    readTable(table, { name, sheet, work, skipped, hidden })
  }
  const note = (list: { sheet: string; rows: number[] }[], rows: number[]) => {
    if (rows.length > 0) list.push({ sheet: name, rows: [...new Set(rows)] })
  }
  note(work.seen.skipped, skipped)
  note(work.seen.hiddenRows, hidden)
}

interface Within {
  name: string
  sheet: ListSheet
  work: Work
}

/** Notes which columns are used, once for a header that is repeated on every page. */
function noteColumns(table: Table, { name, sheet, work: { words, seen } }: Within): void {
  const known = seen.columns.find(c => c.sheet === name)
  const used = fieldsOf(table.columns).map(([field, where]) => ({
    field: fieldName(field, words),
    headers: where.map(c => table.texts[c]?.trim() ?? ''),
  }))
  const taken = new Set(fieldsOf(table.columns).flatMap(([, where]) => where))
  const rest = table.texts.flatMap((text, n) =>
    text === undefined || taken.has(n) || n < table.from || n >= table.to ? [] : [text.trim()],
  )
  if (!known) seen.columns.push({ sheet: name, used, unused: rest })
  else {
    known.used.push(...used.filter(u => !known.used.some(k => k.field === u.field)))
    known.unused.push(...rest.filter(text => !known.unused.includes(text)))
  }
  if (table.beside > 1 && !seen.besides.some(b => b.sheet === name))
    seen.besides.push({ sheet: name, lists: table.beside })
  const hidden = [...taken].filter(c => sheet.hiddenColumns.has(c)).map(c => table.texts[c] ?? '')
  if (hidden.length > 0 && !known) seen.hiddenColumns.push({ sheet: name, headers: hidden })
}

function readTable(table: Table, within: Within & { skipped: number[]; hidden: number[] }): void {
  const { name, sheet, work, skipped, hidden } = within
  const { words, facts, seen } = work
  const isPerson = (row: Row) => mayBePerson(row, table.columns, words.import)
  const people = filledDown(table.rows.filter(isPerson), table.columns)
  if (people.fields.length > 0) seen.filled.push({ sheet: name, headers: people.fields.map(f => fieldName(f, words)) })
  const filled = new Map(people.rows.map(row => [row.number, row]))
  let place = placeOfTable(table, sheet, work)
  for (const row of table.rows) {
    const person = filled.get(row.number)
    if (!person) {
      const part = row.cells.slice(table.from, table.to)
      if (!part.some(c => c !== undefined)) continue
      const said = placeAbove([row], { ...table, reader: headerReader(words) })
      // A class may stand in a row of its own above its people.
      if (said?.place.className) place = { ...place, ...said.place, by: 'title', said: said.said }
      else skipped.push(row.number)
    } else if (person.isHidden && !facts.withHidden) hidden.push(row.number)
    else takePerson(person, { table, place, within })
  }
}

/** From where the class and the college of a list are taken where it has no column for them. */
type Placed = ListPlace & { by: ListSeen['placed'][number]['by']; said: string }

function placeOfTable(table: Table, sheet: ListSheet, { facts, words }: Work): Placed {
  const above = placeAbove(table.titles, { ...table, reader: headerReader(words) })
  const named = placeInName(sheet.name)
  const filed = placeInName(facts.file ?? '')
  const given = {
    ...(facts.college ? { college: facts.college } : {}),
    ...(facts.className ? { className: facts.className } : {}),
  }
  const place = { ...filed, ...named, ...above?.place, ...given }
  if (given.className) return { ...place, by: 'given', said: '' }
  if (above && (above.place.className || !named.className)) return { ...place, by: 'title', said: above.said }
  if (Object.keys(named).length > 0) return { ...place, by: 'sheet', said: sheet.name }
  return { ...place, by: 'file', said: facts.file ?? '' }
}

function takePerson(row: Row, { table, place, within }: { table: Table; place: Placed; within: Within }): void {
  const { name: sheet, work } = within
  const taken = takeRow(row, { columns: table.columns, texts: table.texts, words: work.words })
  const at = { sheet, row: row.number }
  if ('kind' in taken) {
    work.faults.push({ ...taken, ...at })
    return
  }
  const { doubts, grade, ...person } = taken
  work.faults.push(...doubts.map(d => ({ ...d, ...at })))
  const told = new Set(Object.keys(table.columns) as Field[])
  const isStaff = person.role !== 'student' && person.role !== 'monitor'
  const major = person.major || (place.major ?? '')
  const said =
    person.className || (isStaff || (told.has('className') && place.by !== 'given') ? '' : (place.className ?? ''))
  const className = classNameOf({ className: said, major: isStaff ? '' : major, grade })
  if (className !== '' && className !== said) work.seen.composed.push(className)
  // What was given stands in only where the roster has nothing either.
  const college = person.college || (work.facts.college ? '' : (place.college ?? ''))
  const counselor = person.counselor || (place.counselor ?? '')
  if (className !== '' && person.className === '') notePlaced(work.seen, className, place)
  if (className !== '') told.add('className')
  if (college !== '') told.add('college')
  if (counselor !== '') told.add('counselor')
  work.listed.push({ ...person, major, className, college, counselor, told, ...at })
}

function notePlaced(seen: ListSeen, name: string, { by, said, college = '' }: Placed): void {
  const place = by === 'given' ? name : college + name
  if (!seen.placed.some(p => p.place === place && p.by === by && p.said === said)) seen.placed.push({ place, by, said })
}
