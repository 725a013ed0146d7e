import { withoutRadicals } from '../../core/text/radicals.ts'
import { type NoticeBlock, type NoticeDocument, noticeTable } from '../document.ts'

const rule = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/
const piped = /^\s*\|.*\|\s*$/

/**
 * A notice in letters: every line is a paragraph, rows of Markdown and lines with tabs are tables. Takes any text; what Markdown adds (#, **) is not part
 * of it.
 */
export function documentOfText(text: string): NoticeDocument {
  const blocks: NoticeBlock[] = []
  let rows: string[][] = []
  const endTable = () => {
    if (rows.length > 0) blocks.push(noticeTable(rows))
    rows = []
  }
  for (const line of unwrapped(withoutRadicals(text).split(/\r\n?|\n/))) {
    const cells = cellsIn(line, rows.length > 0)
    if (cells === 'rule') continue
    if (cells) {
      rows.push(cells)
      continue
    }
    endTable()
    const plain = line
      .replace(/^\s*(?:#{1,6}\s+|[-*+]\s+|>\s*)/, '')
      .replaceAll(/\*\*|__/g, '')
      .trim()
    if (plain !== '') blocks.push({ is: 'text', text: plain })
  }
  endTable()
  return { blocks }
}

/** Where a paragraph begins for sure. */
const begins =
  /^\s*(?:[|#>*\-•·]|[一二三四五六七八九十]{1,3}[、.]|[(（]?[一二三四五六七八九十\d]{1,3}[)）.．、]|[①-⑳]|第[一二三四五六七八九十]{1,3}[章条]|附件|注[:：]|\u3000|\s{2})/

/** The lines of a text that was cut to one width (mail, or copied from a PDF) as paragraphs; every other text as it is. */
function unwrapped(lines: readonly string[]): string[] {
  const written = lines.filter(line => line.trim() !== '')
  const longest = Math.max(0, ...written.map(line => line.trimEnd().length))
  const isFull = (line: string) => line.trimEnd().length >= longest - 4
  const isCut = written.length > 5 && longest <= 60 && written.filter(isFull).length >= written.length / 4
  if (!isCut || lines.some(line => piped.test(line))) return [...lines]
  const joined: string[] = []
  let last = ''
  for (const line of lines) {
    if (joined.length > 0 && last !== '' && isFull(last) && line.trim() !== '' && !begins.test(line))
      joined[joined.length - 1] += line.trim()
    else joined.push(line.trimEnd())
    last = line.trim() === '' ? '' : line
  }
  return joined
}

/** The cells of a line that is a row; `rule` for the line below a header of Markdown. */
function cellsIn(line: string, isInTable: boolean): string[] | 'rule' | null {
  if (piped.test(line)) {
    if (rule.test(line)) return 'rule'
    const [, ...cells] = line
      .trim()
      .split('|')
      .map(cell => cell.trim())
    return cells.slice(0, -1)
  }
  if (isInTable && rule.test(line)) return 'rule'
  const tabbed = line.split('\t').map(cell => cell.trim())
  return tabbed.length > 2 || (isInTable && tabbed.length > 1) ? tabbed : null
}
