import { withoutRadicals } from '../../core/text/radicals.ts'
import { type NoticeBlock, type NoticeDocument, tableOf } from '../document.ts'

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
    if (rows.length > 0) blocks.push(tableOf(rows))
    rows = []
  }
  for (const line of withoutRadicals(text).split(/\r\n?|\n/)) {
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
