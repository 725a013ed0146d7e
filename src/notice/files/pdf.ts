import { withoutRadicals } from '../../core/text/radicals.ts'
import { type NoticeBlock, type NoticeDocument, noticeTable } from '../document.ts'
import { type PageBox, type PageLine, type PagePart, type PageText, partsOfPage } from './page.ts'

/** The most pages that are read: a notice has a few. */
const mostPages = 60

/** Signs of PDF's operators, as pdf.js numbers them. */
const operator = { save: 10, restore: 11, transform: 12, endPath: 28, constructPath: 91 }

/**
 * A PDF as paragraphs and tables; null where there are pages and no text on them (a scan). Throws what the library throws where the file is damaged or
 * locked.
 */
export async function documentOfPdf(bytes: Uint8Array): Promise<NoticeDocument | null> {
  const { getDocumentProxy } = await import('unpdf')
  const file = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  const pages: PagePart[][] = []
  try {
    for (let n = 1; n <= Math.min(file.numPages, mostPages); n++) {
      const page = await file.getPage(n)
      const { items } = await page.getTextContent()
      const texts = items.flatMap(item => ('str' in item && item.str !== '' ? [pageText(item)] : []))
      const { fnArray, argsArray } = await page.getOperatorList()
      const [, , wide = 0, high = 0] = page.view
      const boxes = boxesOf(fnArray, argsArray).filter(
        b => b.right - b.left < wide * 0.97 || b.top - b.bottom < high / 2,
      )
      pages.push(partsOfPage(texts, boxes))
    }
  } finally {
    await file.loadingTask.destroy()
  }
  const blocks = blocksOf(withoutMargins(pages))
  return blocks.length === 0 ? null : { blocks }
}

function pageText(item: { str: string; transform: number[]; width: number; height: number }): PageText {
  const [, , , , x = 0, y = 0] = item.transform
  return { text: withoutRadicals(item.str), x, y, width: item.width, height: item.height || 10 }
}

type Matrix = readonly [number, number, number, number, number, number]

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

/** The boxes around all that is drawn. */
function boxesOf(signs: readonly number[], values: readonly unknown[]): PageBox[] {
  const boxes: PageBox[] = []
  const kept: Matrix[] = []
  let at: Matrix = [1, 0, 0, 1, 0, 0]
  for (const [n, sign] of signs.entries()) {
    if (sign === operator.save) kept.push(at)
    else if (sign === operator.restore) at = kept.pop() ?? at
    else if (sign === operator.transform) at = times(at, values[n] as unknown as Matrix)
    else if (sign === operator.constructPath) {
      const [way, , around] = values[n] as [number, unknown, ArrayLike<number> | null]
      if (way !== operator.endPath && around) boxes.push(boxAt(at, around))
    }
  }
  return boxes
}

function boxAt(m: Matrix, around: ArrayLike<number>): PageBox {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = Array.from(around)
  const xs = [m[0] * x1 + m[2] * y1 + m[4], m[0] * x2 + m[2] * y2 + m[4]]
  const ys = [m[1] * x1 + m[3] * y1 + m[5], m[1] * x2 + m[3] * y2 + m[5]]
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) }
}

const isLine = (part: PagePart): part is PageLine => 'text' in part
const pageNumber = /^[\s\-—–－―·]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/,，共]+\s*(?:共\s*)?\d{1,3}\s*页?)?[\s\-—–－―·]*$/

/** Without the numbers of pages, and what stands above or below every page. */
function withoutMargins(pages: readonly PagePart[][]): PagePart[][] {
  const ends = pages
    .flatMap(page => [...new Set([page[0], page.at(-1)])])
    .flatMap(p => (p && isLine(p) ? [p.text] : []))
  const isRepeated = (text: string) => pages.length > 2 && ends.filter(end => end === text).length > pages.length / 2
  return pages.map(page =>
    page.filter((part, n) => {
      if (!isLine(part) || (n > 1 && n < page.length - 2)) return true
      return !pageNumber.test(part.text) && !isRepeated(part.text)
    }),
  )
}

/** Where a paragraph begins for sure. */
const numbered =
  /^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章条]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]|附件|注[:：])/

function blocksOf(pages: readonly PagePart[][]): NoticeBlock[] {
  const parts = pages.flat()
  const lines = parts.filter(isLine)
  const margin = { left: Math.min(...lines.map(l => l.left)), right: Math.max(...lines.map(l => l.right)) }
  const blocks: NoticeBlock[] = []
  let rows: (string | null)[][] | null = null
  const endTable = () => {
    if (rows) blocks.push(noticeTable(rows))
    rows = null
  }
  let last: PageLine | null = null
  for (const part of parts) {
    if (!isLine(part)) {
      rows = rows ? [...rows, ...withoutHeader(part.rows, rows)] : part.rows
      last = null
      continue
    }
    endTable()
    const block = blocks.at(-1)
    if (last && block?.is === 'text' && goesOn(last, part, margin)) block.text += part.text
    else blocks.push({ is: 'text', text: part.text })
    last = part
  }
  endTable()
  return blocks
}

/** A table that goes on over a page repeats its header. */
const withoutHeader = (rows: (string | null)[][], before: (string | null)[][]) =>
  rows[0]?.join('|') === before[0]?.join('|') ? rows.slice(1) : rows

/** Whether a line goes on with the sentence of the line above it: that one is full, and nothing begins here. */
function goesOn(above: PageLine, line: PageLine, margin: { left: number; right: number }): boolean {
  if (numbered.test(line.text) || line.left > margin.left + line.height * 1.4) return false
  if (Math.abs(above.height - line.height) > 2) return false
  const gap = above.y - line.y
  if (gap > line.height * 2.6) return false
  return above.right > margin.right - above.height * 2.5
}
