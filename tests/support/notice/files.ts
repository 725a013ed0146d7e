import { CFB } from '@e965/xlsx'
import type { NoticeDocument } from '../../../src/notice/document.ts'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const kinds =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const relations =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'

/** The smallest Word file with some body. */
export function wordFile(body: string): Uint8Array {
  const file = CFB.utils.cfb_new()
  const add = (name: string, text: string) => CFB.utils.cfb_add(file, `/${name}`, Buffer.from(text, 'utf8'))
  add('[Content_Types].xml', kinds)
  add('_rels/.rels', relations)
  add('word/document.xml', `<?xml version="1.0"?><w:document ${word}><w:body>${body}</w:body></w:document>`)
  return new Uint8Array(CFB.write(file, { fileType: 'zip', type: 'buffer' }) as Buffer)
}

/** A paragraph, and a cell of a table with what else it says of itself, as Word writes them. */
export const wordParagraph = (text: string): string =>
  `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`
export const wordCell = (text: string, about = ''): string =>
  `<w:tc><w:tcPr>${about}</w:tcPr>${wordParagraph(text)}</w:tc>`

const wordRow = (cells: readonly string[]) => `<w:tr>${cells.join('')}</w:tr>`
/** A table of such cells. */
export const wordTable = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map(wordRow).join('')}</w:tbl>`

/** A document as a Word file. */
export const asWord = ({ blocks }: NoticeDocument): Uint8Array =>
  wordFile(
    blocks
      .map(block =>
        block.is === 'text'
          ? wordParagraph(block.text)
          : wordTable(block.rows.map(row => row.map(cell => wordCell(cell.text)))),
      )
      .join(''),
  )

/** A document as a page, to be printed. */
export const asPage = ({ blocks }: NoticeDocument): string => {
  const parts = blocks.map(block => {
    if (block.is === 'text') return `<p>${escaped(block.text)}</p>`
    const rows = block.rows.map(row => `<tr>${row.map(cell => `<td>${escaped(cell.text)}</td>`).join('')}</tr>`)
    return `<table>${rows.join('')}</table>`
  })
  const style =
    'body{font:12pt serif} p{text-indent:2em;margin:0} table{border-collapse:collapse} td{border:1px solid #000;padding:3px}'
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${parts.join('')}`
}
