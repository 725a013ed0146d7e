import { withoutRadicals } from '../../core/text/radicals.ts'
import { type NoticeBlock, type NoticeDocument, noticeTable } from '../document.ts'

/**
 * The sheets of a workbook as tables; each is its rows of cells, merged ones filled. A row with one text alone is a paragraph: a title above a table, or a
 * note below it.
 */
export function documentOfSheets(sheets: readonly (readonly (readonly string[])[])[]): NoticeDocument {
  return { blocks: sheets.flatMap(blocksOfSheet) }
}

function blocksOfSheet(rows: readonly (readonly string[])[]): NoticeBlock[] {
  const blocks: NoticeBlock[] = []
  let table: string[][] = []
  const endTable = () => {
    if (table.length > 0) blocks.push(noticeTable(table))
    table = []
  }
  for (const row of rows) {
    const texts = row.map(text => withoutRadicals(text ?? '').trim())
    const [only, ...others] = new Set(texts.filter(text => text !== ''))
    if (only === undefined) continue
    if (others.length > 0) {
      table.push(texts)
      continue
    }
    endTable()
    for (const line of only.split('\n')) if (line.trim() !== '') blocks.push({ is: 'text', text: line.trim() })
  }
  endTable()
  return blocks
}
