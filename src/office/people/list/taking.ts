import { fill } from '../../../content/words.ts'
import type { Role } from '../../../core/role.ts'
import type { LeftAs } from '../../../core/roster.ts'
import { isHarmless, onOneLine } from '../../../core/text/harmless.ts'
import { canonicalNumber } from '../naming.ts'
import { leftIn, loanOf, markIn } from './answers.ts'
import { cellIn } from './columns.ts'
import type { Cell, Row } from './csv.ts'
import { beforeBareDate, beforeDateText, isBareDate } from './dates.ts'
import { type Columns, type Field, fieldsOf, type ListWords } from './headers.ts'
import type { FaultKind, ImportWords } from './words.ts'

/** What is wrong with a row, and what of it is shown beside its number. */
export interface ListFault {
  kind: FaultKind
  detail: string
}

/** What a row says of somebody. */
export interface TakenRow {
  number: string
  name: string
  role: Role
  college: string
  className: string
  major: string
  grade: string
  dorm: string
  loan: string
  counselor: string
  left: LeftAs | ''
  /** What the row says of each tag that it has a column for. */
  tags: ReadonlyMap<string, boolean>
  /** The classes or colleges that they look after, as written. */
  scopeNames: string[]
  /** Whether the number was stored as a number, which loses leading zeros. */
  isNumeric: boolean
  /** What is to be looked at, though the row is taken. */
  doubts: ListFault[]
}

/** How the columns of a list are read: where they stand, and what each is called. */
export interface RowReading {
  columns: Columns
  texts: readonly (string | undefined)[]
  words: ListWords
}

/** Most cells hold nothing that would have to be looked at twice. */
const isPlain = (text: string) => text.length <= 200 && /^[\x21-\x7e\u4e00-\u9fff]*$/.test(text)

/** A cell's text for people: one writing of widths, single spaces. */
const tidy = (text: string) => (isPlain(text) ? text : onOneLine(text.normalize('NFKC')).slice(0, 200))

/** Without the spaces between characters that some put into names. */
const closed = (text: string) => text.replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')

const bad = (kind: FaultKind, detail = ''): ListFault => ({ kind, detail })

/** One row as a person, or what is wrong with it. */
export function takeRow(row: Row, reading: RowReading): TakenRow | ListFault {
  const { columns, words } = reading
  const text = (field: Field) => tidy(cellIn(row, columns, field)?.text ?? '')
  const wrong = errorIn(row, columns)
  if (wrong) return wrong
  const cell = cellIn(row, columns, 'number')
  const number = numberIn(cell)
  if (typeof number !== 'string') return number
  const name = nameIn(text('name'))
  if (typeof name !== 'string') return name
  const scopeNames = text('scope')
    .split(/[、,;/|\s]+/)
    .filter(n => n !== '')
  const role = roleIn({ role: text('role'), post: text('post'), scopeNames }, words.import)
  if (typeof role !== 'string') return role
  const date = dateIn(row, reading, ['className'])
  if (date) return bad('dateClass', date)
  const doubts: ListFault[] = []
  return {
    number,
    name,
    role,
    college: closed(text('college')),
    className: closed(text('className')),
    major: closed(text('major')),
    grade: text('grade'),
    dorm: dormOf(row, reading, doubts),
    ...standingOf(row, reading, doubts),
    counselor: text('counselorNumber') || text('counselor'),
    scopeNames,
    isNumeric: cell!.stored === 'number',
    doubts: [...doubts, ...hiddenMarks(row, reading)],
  }
}

/** An error of a formula in one of the columns that are used; `#N/A` in an answer is a way to say none. */
function errorIn({ cells }: Row, columns: Columns): ListFault | null {
  const answers = (field: string) => field === 'loan' || field === 'status' || field.startsWith('tag:')
  const used = fieldsOf(columns).flatMap(([field, where]) => (answers(field) ? [] : where))
  const error = used.find(c => cells[c]?.stored === 'error')
  return error === undefined ? null : bad('errorValue', cells[error]!.text)
}

function nameIn(text: string): string | ListFault {
  const name = closed(text)
  if (name === '') return bad('noName')
  if (name.length > 40) return bad('longName')
  return /\p{L}/u.test(name) ? name : bad('oddName', name.slice(0, 20))
}

/** The number in a cell in its one form, or why there is none. */
function numberIn(cell: Cell | undefined): string | ListFault {
  if (!cell) return bad('noNumber')
  if (cell.stored === 'date') return bad('dateNumber', cell.text)
  const text = canonicalNumber(cell.text.replace(/^[\s='"`’‘“”]+|[\s'"`’‘“”]+$/g, '').slice(0, 60))
  if (/^\d+(\.\d+)?E\+?\d+$/.test(text)) return bad('exponent', text)
  if (cell.stored === 'number' && !Number.isSafeInteger(Number(text))) return bad('imprecise', text)
  const number = text.replace(/\.0+$/, '')
  // A roster number goes through chats; an identity number must not.
  if (/^\d{17}[\dX]$/.test(number)) return bad('identity')
  return /^[A-Z0-9][A-Z0-9._-]{1,39}$/.test(number) ? number : bad('oddNumber', `“${number.slice(0, 20)}”`)
}

/** What was a date's text before, with its cell; null where none of the fields is one. */
function dateIn(row: Row, { columns, words }: RowReading, fields: readonly Field[]): string | null {
  for (const column of fields.flatMap(field => columns[field] ?? [])) {
    const cell = row.cells[column]
    if (!cell) continue
    const was = cell.stored === 'date' ? cell.was : (beforeDateText(cell.text) ?? bareDate(cell))
    const place = `${letterOf(column)}${row.number} `
    if (was) return place + fill(words.import.details.date, { shown: cell.text, was })
  }
  return null
}

const bareDate = ({ text }: Cell) => (isBareDate(text.trim()) ? beforeBareDate(text.trim()) : null)

/** A column as spreadsheets call it. */
const letterOf = (column: number): string =>
  (column >= 26 ? letterOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

/** Where somebody lives, of one column or of several: `1栋101 1号床`. */
function dormOf(row: Row, reading: RowReading, doubts: ListFault[]): string {
  const { columns } = reading
  const text = (field: Field) => tidy(cellIn(row, columns, field)?.text ?? '')
  const date = dateIn(row, reading, ['dorm', 'estate', 'building', 'entrance', 'room', 'bed'])
  if (date) {
    doubts.push(bad('dateDorm', date))
    return ''
  }
  const counted = (said: string, unit: string) => (/^[a-z]?\d+$/i.test(said) ? said + unit : said)
  let dorm = ''
  const parts = [text('estate'), counted(text('building'), '栋'), counted(text('entrance'), '单元'), text('dorm')]
  const room = text('room')
  for (const part of [...parts, room]) {
    // Some write the building in front of the room, though it has a column of its own.
    if (part === '' || dorm.includes(part)) continue
    dorm = part.startsWith(dorm) ? part : dorm + part
  }
  const bed = counted(text('bed'), '号床')
  return dorm === '' || bed === '' || dorm.endsWith(bed) ? dorm : `${dorm} ${bed}`
}

/** What a row answers to: a loan, whether they are students still, what they are marked as. */
function standingOf(
  row: Row,
  { columns, texts, words }: RowReading,
  doubts: ListFault[],
): Pick<TakenRow, 'loan' | 'left' | 'tags'> {
  const list = words.import
  const said = (field: Field) =>
    (columns[field] ?? []).flatMap(c =>
      row.cells[c] ? [{ text: tidy(row.cells[c].text), header: tidy(texts[c] ?? '') }] : [],
    )
  const doubt = (kind: FaultKind, field: Field) =>
    doubts.push(
      bad(
        kind,
        said(field)
          .map(s => `“${s.text.slice(0, 20)}”`)
          .join('、'),
      ),
    )
  const loan = loanOf(said('loan'), list)
  if (loan === null) doubt('unclearLoan', 'loan')
  const ways = said('status').map(s => leftIn(s.text, list))
  const left = ways.find(w => w !== '' && w !== null) ?? ''
  if (left === '' && ways.includes(null)) doubt('unclearStatus', 'status')
  const tags = new Map<string, boolean>()
  for (const tag of words.audience.tags) {
    if (!columns[`tag:${tag.name}`]) continue
    const answers = said(`tag:${tag.name}`).map(s => markIn(s.text, tag, list))
    if (answers.includes(true)) tags.set(tag.name, true)
    else if (answers.includes(null)) doubt('unclearTag', `tag:${tag.name}`)
    else tags.set(tag.name, false)
  }
  return { loan: loan ?? '', left, tags }
}

/** A note for the columns of a row that hold something that cannot be seen; it was taken out. */
function hiddenMarks({ cells }: Row, { columns, words }: RowReading): ListFault[] {
  const fields = fieldsOf(columns).filter(([, where]) =>
    where.some(c => cells[c] !== undefined && !isPlain(cells[c].text) && !isHarmless(cells[c].text)),
  )
  const names = new Set(fields.map(([field]) => fieldName(field, words)))
  return names.size === 0 ? [] : [bad('hiddenMarks', [...names].join('、'))]
}

/** What a field is called for people. */
export const fieldName = (field: Field, { import: { columns } }: ListWords): string =>
  field.startsWith('tag:') ? field.slice(4) : (columns[field as keyof ImportWords['columns']][0] ?? field)

function roleIn(
  { role, post, scopeNames }: { role: string; post: string; scopeNames: readonly string[] },
  { roles }: ImportWords,
): Role | ListFault {
  const meant = (said: string) =>
    (Object.keys(roles) as Role[]).find(r => r === said.toLowerCase() || roles[r].includes(said.replace(/\s/g, '')))
  const isMonitor = post.split(/[、,;/|\s]+/).some(one => meant(one) === 'monitor')
  if (role !== '') {
    const found = meant(role)
    if (!found) return bad('unknownRole', `“${role.slice(0, 20)}”`)
    return found === 'student' && isMonitor ? 'monitor' : found
  }
  if (isMonitor) return 'monitor'
  return scopeNames.length > 0 ? 'counselor' : 'student'
}
