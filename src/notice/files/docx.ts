import { withoutRadicals } from '../../core/text/radicals.ts'
import { type NoticeBlock, type NoticeDocument, noticeTable } from '../document.ts'

const token = /<(\/?)(p|h[1-6]|li|ol|ul|table|tr|td|th|br)\b([^>]*?)\/?>|<[^>]*>|([^<]+)/g
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }

/** A Word document as paragraphs and tables. Throws what the library throws where the file is damaged. */
export async function documentOfWord(bytes: Uint8Array): Promise<NoticeDocument> {
  const { default: mammoth } = await import('mammoth')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { value } = await mammoth.convertToHtml({ buffer }, { ignoreEmptyParagraphs: true })
  return { blocks: blocksOf(value) }
}

/** What is being put together while the page is read. */
interface Reading {
  blocks: NoticeBlock[]
  text: string
  table: Spread | null
  /** How many items each open list has had; null for one without numbers. */
  lists: (number | null)[]
}

function blocksOf(html: string): NoticeBlock[] {
  const reading: Reading = { blocks: [], text: '', table: null, lists: [] }
  for (const [, end, tag, attributes = '', text] of html.matchAll(token)) {
    if (text !== undefined) reading.text += decoded(text)
    else if (tag === 'br') reading.text += '\n'
    else if (tag && end) close(tag, reading)
    else if (tag) open(tag, attributes, reading)
  }
  endParagraph(reading)
  return reading.blocks
}

function open(tag: string, attributes: string, reading: Reading): void {
  if (tag === 'table') {
    endParagraph(reading)
    reading.table = new Spread()
  } else if (tag === 'tr') reading.table?.startRow()
  else if (tag === 'td' || tag === 'th') reading.table?.startCell(attributes)
  else if (tag === 'ol' || tag === 'ul') {
    endParagraph(reading)
    reading.lists.push(tag === 'ol' ? 0 : null)
  } else if (tag === 'li') {
    endParagraph(reading)
    const number = reading.lists.at(-1)
    if (typeof number !== 'number') return
    reading.lists[reading.lists.length - 1] = number + 1
    reading.text = `${number + 1}. `
  }
}

function close(tag: string, reading: Reading): void {
  if (tag === 'td' || tag === 'th') {
    reading.table?.endCell(reading.text)
    reading.text = ''
  } else if (tag === 'table') {
    if (reading.table) reading.blocks.push(noticeTable(reading.table.rows))
    reading.table = null
  } else if (tag === 'ol' || tag === 'ul') {
    endParagraph(reading)
    reading.lists.pop()
  } else if (tag === 'p' || tag === 'li' || /^h\d$/.test(tag)) endParagraph(reading)
}

/** In a cell several paragraphs are one text. */
function endParagraph(reading: Reading): void {
  if (reading.table) {
    if (reading.text !== '' && !/[\s、，；。]$/.test(reading.text)) reading.text += ' '
    return
  }
  for (const line of withoutRadicals(reading.text).split('\n'))
    if (line.trim() !== '') reading.blocks.push({ is: 'text', text: line.trim() })
  reading.text = ''
}

/** The cells of a table of which some go over several rows or columns. */
class Spread {
  readonly rows: (string | null)[][] = []
  private down: number[] = []
  private across = 1
  private height = 1

  startRow(): void {
    this.rows.push([])
    this.below()
  }

  startCell(attributes: string): void {
    const span = (name: string) => Math.min(100, Number(new RegExp(`${name}="(\\d+)"`).exec(attributes)?.[1] ?? 1))
    this.across = span('colspan')
    this.height = span('rowspan')
  }

  endCell(text: string): void {
    const row = this.rows.at(-1)
    if (!row) return
    for (let n = 0; n < this.across; n++) {
      if (this.height > 1) this.down[row.length] = this.height - 1
      row.push(withoutRadicals(text).trim())
    }
    this.below()
  }

  /** Puts what belongs to a cell above where it goes on. */
  private below(): void {
    const row = this.rows.at(-1)!
    while ((this.down[row.length] ?? 0) > 0) {
      this.down[row.length]!--
      row.push(null)
    }
  }
}

const decoded = (text: string) =>
  text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Math.min(0x10ffff, Number(code))))
    .replaceAll(/&([a-z]+);/g, (whole, name: string) => entities[name] ?? whole)
