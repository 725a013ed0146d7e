import type { Role } from '../../core/role.ts'
import type { RosterPerson } from '../../core/roster.ts'
import { isHarmless, onOneLine } from '../../core/text/harmless.ts'
import { type Columns, type Field, headerOf, likelyHeader } from './columns.ts'
import type { Cell, Row } from './csv.ts'
import { canonicalNumber } from './naming.ts'
import { type ListSheet, largestFile, mostRows, readSheets } from './sheet.ts'
import type { ImportWords } from './words.ts'

/** What is wrong with a file, or with one of its rows (`row` as spreadsheets count them). Rows with `isBad` are left out. */
export interface RowProblem {
  sheet: string
  row: number | null
  isBad: boolean
  what: string
  cure: string
}

/** Someone as a row has them. What the file has no column for is not in `told` and means nothing. */
export interface Listed {
  person: Omit<RosterPerson, 'scope'>
  /** The classes or colleges that the row says they look after, as written. */
  scopeNames: string[]
  told: ReadonlySet<Field>
  sheet: string
  row: number
  /** Whether the number was stored as a number, which loses leading zeros. */
  isNumeric: boolean
}

/** A cell's text for people: one writing of widths, single spaces. */
const tidy = (text: string) => onOneLine(text.normalize('NFKC')).slice(0, 200)

/** Reads everyone in a school's file. Never throws, whatever the bytes are; what is wrong comes in `problems`. */
export function readListed(bytes: Uint8Array, words: ImportWords): { listed: Listed[]; problems: RowProblem[] } {
  const whole = (what: string, cure: string) => ({
    listed: [],
    problems: [{ sheet: '', row: null, isBad: true, what, cure }],
  })
  if (bytes.length > largestFile) return whole('文件太大了（超过 50 MB）', '分成几个文件导入')
  const sheets = readSheets(bytes, rows => headerOf(rows, words) !== null)
  if (!sheets) return whole('读不了这个文件', '用 Excel 或 WPS 另存为 .xlsx 或 .csv（没有密码）再试')
  const found = sheets.flatMap(sheet => {
    const header = headerOf(sheet.rows, words)
    return header ? [{ sheet, ...header }] : []
  })
  if (found.length === 0) {
    const seen = sheets.flatMap(s => likelyHeader(s.rows))
    const what = seen.length > 0 ? `没有找到表头，看到的是：${seen.join('、')}` : '文件里没有内容'
    return whole(what, '表头里要有“学号”（或“工号”）和“姓名”；别的叫法写进 knowledge/roster.yaml 的 import.columns')
  }
  const read = found.map(part => listedIn(part.sheet, part, { words, isOnly: sheets.length === 1 }))
  return { listed: read.flatMap(r => r.listed), problems: read.flatMap(r => r.problems) }
}

function listedIn(
  { name, rows }: ListSheet,
  header: { row: number; columns: Columns },
  { words, isOnly }: { words: ImportWords; isOnly: boolean },
): { listed: Listed[]; problems: RowProblem[] } {
  const sheet = isOnly ? '' : name
  const told = new Set(Object.keys(header.columns) as Field[])
  const listed: Listed[] = []
  const problems: RowProblem[] = []
  // Lists repeat their header on every printed page.
  const [column] = header.columns.number ?? []
  const title = rows.find(r => r.number === header.row)?.cells[column!]?.text
  if (rows.length > mostRows)
    problems.push({
      sheet,
      row: null,
      isBad: true,
      what: `超过 ${mostRows} 行，后面的没有读`,
      cure: '分成几个文件导入',
    })
  for (const row of rows.slice(0, mostRows)) {
    if (row.number <= header.row || row.cells[column!]?.text === title) continue
    const taken = takeRow(row, header.columns, words)
    if ('what' in taken) problems.push({ sheet, row: row.number, isBad: true, ...taken })
    else {
      listed.push({ ...taken, told, sheet, row: row.number })
      problems.push(...hiddenIn(row, header.columns, words).map(note => ({ sheet, row: row.number, ...note })))
    }
  }
  return { listed, problems }
}

/** A note for every column of a row that holds something that cannot be seen; it was taken out. */
function hiddenIn(
  { cells }: Row,
  columns: Columns,
  { columns: names }: ImportWords,
): Omit<RowProblem, 'sheet' | 'row'>[] {
  const fields = (Object.keys(columns) as Field[]).filter(field =>
    columns[field]!.some(c => cells[c] !== undefined && !isHarmless(cells[c].text)),
  )
  if (fields.length === 0) return []
  const which = fields.map(field => names[field]?.[0] ?? field).join('、')
  return [
    {
      isBad: false,
      what: `${which}里有看不见的控制字符，已经去掉`,
      cure: '看看这一行是从哪里复制来的；在表格里重新手打一遍',
    },
  ]
}

interface Fault {
  what: string
  cure: string
}

/** One row as a person, or what is wrong with it. */
function takeRow({ cells }: Row, columns: Columns, words: ImportWords): Omit<Listed, 'told' | 'sheet' | 'row'> | Fault {
  const cellOf = (field: Field) => columns[field]?.map(c => cells[c]).find(c => c !== undefined)
  const text = (field: Field) => tidy(cellOf(field)?.text ?? '')
  const error = Object.values(columns)
    .flat()
    .find(c => cells[c]?.stored === 'error')
  if (error !== undefined)
    return { what: `有错误值 ${cells[error]!.text}`, cure: '在表格里改好这一格（公式粘贴为数值）' }
  const number = numberIn(cellOf('number'))
  if (typeof number !== 'string') return number
  const closed = (field: Field) => text(field).replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
  const name = closed('name')
  if (name === '') return { what: '没有姓名', cure: '补上姓名' }
  if (name.length > 40) return { what: '姓名太长', cure: '这一格只写姓名' }
  const scopeNames = text('scope')
    .split(/[、,;/|\s]+/)
    .filter(n => n !== '')
  const role = roleIn({ role: text('role'), post: text('post'), scopeNames }, words)
  if (typeof role !== 'string') return role
  const loan = text('loan')
  return {
    person: {
      number,
      name,
      role,
      college: closed('college'),
      className: closed('className'),
      dorm: text('dorm'),
      loan: words.noLoan.includes(loan.toLowerCase()) ? '' : loan,
      counselor: text('counselorNumber') || text('counselor'),
    },
    scopeNames,
    isNumeric: cellOf('number')!.stored === 'number',
  }
}

/** The number in a cell in its one form, or why there is none. */
function numberIn(cell: Cell | undefined): string | Fault {
  if (!cell) return { what: '没有学号或工号', cure: '补上；说明、合计这样的行可以删掉' }
  const text = canonicalNumber(cell.text.replace(/^[\s='"`]+|[\s'"`]+$/g, '').slice(0, 60))
  const asText = '把这一列设成“文本”格式，从教务系统重新导出或重新填写'
  if (/^\d+(\.\d+)?E\+?\d+$/.test(text)) return { what: `学号变成了科学计数法 ${text}，后面几位已经丢了`, cure: asText }
  if (cell.stored === 'number' && !Number.isSafeInteger(Number(text)))
    return { what: `学号 ${text} 存成了数字，超过 15 位的部分已经不准`, cure: asText }
  const number = text.replace(/\.0+$/, '')
  // A roster number goes through chats; an identity number must not.
  if (/^\d{17}[\dX]$/.test(number)) return { what: '学号这一格像是身份证号', cure: '换成学号；名册不收身份证号' }
  if (!/^[A-Z0-9][A-Z0-9._-]{1,39}$/.test(number))
    return { what: `“${number.slice(0, 20)}” 不像学号或工号`, cure: '只用数字、字母、“-”“_”，2 到 40 个' }
  return number
}

function roleIn(
  { role, post, scopeNames }: { role: string; post: string; scopeNames: readonly string[] },
  { roles }: ImportWords,
): Role | Fault {
  const meant = (said: string) =>
    (Object.keys(roles) as Role[]).find(r => r === said.toLowerCase() || roles[r].includes(said.replace(/\s/g, '')))
  if (role !== '') {
    const found = meant(role)
    if (!found)
      return {
        what: `不认识的身份“${role.slice(0, 20)}”`,
        cure: `写成：${Object.values(roles)
          .map(r => r[0])
          .join('、')}`,
      }
    return found === 'student' && meant(post) === 'monitor' ? 'monitor' : found
  }
  if (meant(post) === 'monitor') return 'monitor'
  return scopeNames.length > 0 ? 'counselor' : 'student'
}
