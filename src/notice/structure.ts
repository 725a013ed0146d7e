import type { NoticeBlock, NoticeDocument } from './document.ts'

/** A row of a table, and which of its cells a line is. */
export interface NoticeRow {
  /** What stands above the table, next to it. */
  caption: string
  headers: readonly string[]
  cells: readonly string[]
  column: number
  /** Whether the cell was empty, and has what stands above it. */
  isFilled: boolean
}

/** Where in a notice a line stands; `attachment` is the list of what is attached, `appendix` what then follows. */
export type NoticePart = 'title' | 'preface' | 'body' | 'closing' | 'attachment' | 'appendix'

/** A paragraph, or a cell of a table, with its place. */
export interface NoticeLine {
  text: string
  /** As people name it: 三（一）2, 表1第2行, 注1, 附件, 落款. */
  clause: string
  part: NoticePart
  /** The headings that it stands under, from the outermost, its own included. */
  titles: readonly string[]
  /** What the paragraph above asks, or opens with a colon, where it stands under it; else empty. */
  intro: string
  row: NoticeRow | null
}

const chinese = '[一二三四五六七八九十]{1,3}'
/** How clauses are numbered, from the outermost. What is kept of the number is the first group that there is. */
const numbering: readonly RegExp[] = [
  new RegExp(`^(?:(第${chinese}(?:章|条|部分))|(${chinese})[、.．])\\s*`),
  new RegExp(`^([（(]${chinese}[）)])[、.]?\\s*`),
  /^(\d{1,2})(?:[.．、](?!\d)|\ufe0f?\u20e3)\s*/,
  /^([（(]\d{1,2}[）)])\s*/,
  /^([①-⑳])\s*/,
]

const attachment = /^附\s*件\s*(?:\d|[一二三四五六七八九十]|[:：]|$)/
/** 附件1 申请表, as the heading of its own page; 附件：1. 申请表 only lists it. */
const appendix = /^附\s*件\s*(\d{1,2}|[一二三四五六七八九十]{1,2})(?![、.．\d])\s*[:：]?\s*/
const dayAloneWithYear =
  /^\s*(?:20\d{2}|二[〇○◯零O][〇○◯零一二三四五六七八九]{2})\s*年[\s\d一二三四五六七八九十]+月[\s\d一二三四五六七八九十]+日\s*$/
const notes = /^(?:注|备注|说明)\s*[:：]?/
const contact = /^(?:联系人|联系电话|联系方式|咨询电话)\s*[:：及]/
const longestTitle = 40

/** A clause that is open: how deep it is, its number and its heading. */
interface Clause {
  level: number
  number: string
  title: string
}

/** The lines of a notice with their places. */
export function noticeLines({ blocks }: NoticeDocument): NoticeLine[] {
  const lines: NoticeLine[] = []
  const at = { open: [] as Clause[], part: 'title' as NoticePart, tables: 0, caption: '', intro: '' }
  const closing = closingOf(blocks)
  for (const [n, block] of blocks.entries()) {
    if (block.is === 'table') {
      at.tables++
      if (at.part !== 'appendix') at.part = 'body'
      const { part, tables: number, caption, open } = at
      lines.push(...linesOfTable(block.rows, { part, number, caption, titles: titlesOf(open) }))
      continue
    }
    if (closing.has(n)) at.part = 'closing'
    const isItem = at.part !== 'title' && block.text.length <= longestTitle * 2 && !numberOf(block.text)
    if (!isItem) at.intro = ''
    lines.push(closing.has(n) ? closed(block.text) : inParagraph(block.text, at))
    at.caption = block.text
    if (/[？?：:]$/.test(block.text)) at.intro = block.text
  }
  return lines
}

const titlesOf = (open: readonly Clause[]) => open.map(clause => clause.title).filter(title => title !== '')

/** The blocks that say who signed, and when: those after the last sentence, and those above a day that stands alone. */
function closingOf(blocks: readonly NoticeBlock[]): Set<number> {
  const isSigning = (block: NoticeBlock | undefined) =>
    block?.is === 'text' && block.text.length <= 50 && !/[。；：:;！!？?]|\d{3}-?\d{4}/.test(block.text)
  const isSigned = (block: NoticeBlock) =>
    isSigning(block) && block.is === 'text' && !attachment.test(block.text) && !numberOf(block.text)
  const last = blocks.findLastIndex(block => !isSigning(block))
  const closing = new Set<number>()
  for (const [n, block] of blocks.entries()) {
    if (block.is !== 'text') continue
    if (last >= 0 && n > last && isSigned(block)) closing.add(n)
    if (!dayAloneWithYear.test(block.text)) continue
    let first = n
    while (first > n - 4 && first > 0 && isSigned(blocks[first - 1]!)) first--
    for (let one = first === 0 || n < 4 ? n : first; one <= n; one++) closing.add(one)
  }
  return closing
}

const closed = (text: string): NoticeLine => ({
  text,
  clause: names.closing!,
  part: 'closing',
  titles: [],
  intro: '',
  row: null,
})

interface Place {
  open: Clause[]
  intro: string
  part: NoticePart
}

function inParagraph(text: string, at: Place): NoticeLine {
  const [page, number] = appendix.exec(text) ?? []
  const isPage = number !== undefined && at.part !== 'attachment' && text.length <= longestTitle
  if (attachment.test(text)) {
    at.part = isPage ? 'appendix' : 'attachment'
    at.open = isPage ? [{ level: -2, number: `附件${number}`, title: text.slice(page!.length) }] : []
  }
  const found = isPage ? null : numberOf(text)
  const outer = at.open.filter(clause => clause.level === -2)
  if (notes.test(text)) at.open = [...outer, { level: -1, number: '注', title: '' }]
  else if (contact.test(text)) at.open = [...outer, { level: -1, number: '联系人', title: '' }]
  else if (found) {
    const isOfNotes = at.open.some(clause => clause.level === -1) && found.level >= 2
    const isKept = ({ level }: Clause) => level < found.level && (isOfNotes || level !== -1)
    at.open = [...at.open.filter(isKept), found]
    if (at.part !== 'attachment' && at.part !== 'appendix') at.part = 'body'
  } else if (at.part === 'closing') at.part = 'body'
  else if (at.part === 'title' && (text.length > longestTitle || /[。；]$/.test(text))) at.part = 'preface'
  const numbers = at.open.map(clause => clause.number).join('')
  const isNumbered = at.part === 'body' || at.part === 'appendix'
  const clause = numbers !== '' && isNumbered ? numbers : (names[at.part] ?? '正文')
  return { text, clause, part: at.part, titles: titlesOf(at.open), intro: at.intro, row: null }
}

const names: Partial<Record<NoticePart, string>> = {
  title: '标题',
  preface: '前言',
  closing: '落款',
  attachment: '附件',
  appendix: '附件',
}

function numberOf(text: string): Clause | null {
  for (const [level, pattern] of numbering.entries()) {
    const found = pattern.exec(text)
    if (!found) continue
    const rest = text.slice(found[0].length)
    const number = found.slice(1).find(group => group !== undefined)!
    return { level, number, title: titleOf(rest) }
  }
  return null
}

/** The heading of a clause: all of it where it is short, else what stands before its first stop. */
function titleOf(text: string): string {
  if (text.length <= longestTitle && !/[。；]./.test(text) && !/\d\s*[月日:：]/.test(text))
    return text.replace(/[。：:]$/, '')
  const [, head = ''] = /^([^。；：:，,]{2,20})[。：:]/.exec(text) ?? []
  return /\d\s*[月日]/.test(head) ? '' : head
}

/** Every cell of a table is a line of its own; the first row names the columns where it says nothing of a time. */
function linesOfTable(
  rows: Extract<NoticeBlock, { is: 'table' }>['rows'],
  { part, number, caption, titles }: { part: NoticePart; number: number; caption: string; titles: readonly string[] },
): NoticeLine[] {
  const turned = asRows(rows)
  const [first] = turned
  const isHeader = first?.every(cell => cell.text.length <= 20 && !/\d\s*[月日:：]/.test(cell.text)) ?? false
  const headers = isHeader ? first!.map(cell => cell.text) : []
  return turned.slice(isHeader ? 1 : 0).flatMap((cells, n) => {
    const texts = withDays(cells.map(cell => cell.text))
    return cells.map(({ isFilled }, column): NoticeLine => {
      const row = { caption, headers, cells: cells.map(cell => cell.text), column, isFilled }
      return { text: texts[column]!, clause: `表${number}第${n + 1}行`, part, titles, intro: '', row }
    })
  })
}

type Rows = Extract<NoticeBlock, { is: 'table' }>['rows']
const hasDay = /\d\s*[月./]\s*\d/

/** A table whose first row is of days: on its side where that row says so (日期, 时间), else each cell is of the day above it. */
function asRows(rows: Rows): Rows {
  const [first = [], ...rest] = rows
  const [corner, ...days] = first
  const isOfDays = days.length > 1 && days.every(({ text }) => text.length <= 20 && hasDay.test(text))
  if (!corner || rest.length === 0 || !isOfDays || rows.some(([label]) => hasDay.test(label!.text))) return rows
  if (/日期|时间|日程/.test(corner.text)) return first.map((_, column) => rows.map(row => row[column]!))
  const dated = (text: string, day: string) => (/[\p{L}\d√✓]/u.test(text) ? `${day} ${text}` : '')
  const header = first.map((cell, n) => (n === 0 ? cell : { ...cell, text: '' }))
  return [header, ...rest.map(row => row.map((c, n) => (n === 0 ? c : { ...c, text: dated(c.text, first[n]!.text) })))]
}

const dayAlone = /^(?:20\d{2}年)?\d{1,2}月\d{1,2}[日号]?\s*(?:[（(][^（）()\d]{1,5}[）)])?$/
const hoursAlone = /^(?:[上下]午)?\s*\d{1,2}[:：]\d{2}(?:\s*[-—–~至]\s*(?:[上下]午)?\d{1,2}[:：]\d{2})?[起前]?$/

/** Hours in a cell of their own are those of the only day in the row, which then says nothing more by itself. */
function withDays(cells: readonly string[]): string[] {
  const days = cells.filter(cell => dayAlone.test(cell.trim()))
  const hours = cells.filter(cell => hoursAlone.test(cell.trim()))
  const [day] = days
  if (days.length !== 1 || hours.length === 0) return [...cells]
  return cells.map(cell => (cell === day ? '' : hours.includes(cell) ? `${day} ${cell}` : cell))
}
