import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { compileNotice } from '../../src/notice/compile.ts'
import type { NoticeDocument } from '../../src/notice/document.ts'
import { documentOfText } from '../../src/notice/files/text.ts'
import { readNotice } from '../../src/office/notice/read.ts'
import { findChromium, openBrowser } from '../e2e/browser.ts'
import { asPage, asWord, wordCell, wordFile, wordParagraph, wordTable } from '../support/notice/files.ts'
import { noticeGroundOf, sampleNotice } from '../support/notice/read.ts'

const chromium = findChromium()
const bytes = (text: string) => new TextEncoder().encode(text)
const read = async (file: Uint8Array, name: string): Promise<NoticeDocument> => {
  const { document, fault } = await readNotice(file, name)
  expect(fault).toBeNull()
  return document!
}
const proposalsOf = (document: NoticeDocument) => compileNotice(document, noticeGroundOf()).proposals

/** Prints pages, each with its number at the foot. */
async function printed(pages: readonly string[], tagged = false): Promise<Uint8Array[]> {
  const browser = await openBrowser(chromium!)
  try {
    const page = await browser.newPage()
    const files: Uint8Array[] = []
    for (const html of pages) {
      await page.setContent(html)
      const footerTemplate =
        '<div style="font-size:9px;width:100%;text-align:center">— <span class="pageNumber"></span> —</div>'
      const margin = { top: '2cm', bottom: '2cm', left: '2.5cm', right: '2.5cm' }
      const settings = {
        format: 'A4',
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate,
        margin,
        tagged,
      }
      files.push(await page.pdf(settings))
    }
    return files
  } finally {
    await browser.close()
  }
}

for (const name of ['notice-2023-25', 'a1'])
  test(`${name} says the same as Word, and as text`, async () => {
    const document = documentOfText(sampleNotice(name))
    const inWords = await read(asWord(document), 'x.docx')
    expect(inWords).toEqual(document)
    expect(proposalsOf(inWords).length).toBeGreaterThan(0)
  })

test.skipIf(!chromium)(
  'the notice and one with tables say the same as PDF, page numbers and line breaks aside',
  async () => {
    const documents = ['notice-2023-25', 'a1'].map(name => documentOfText(sampleNotice(name)))
    const files = await printed(documents.map(asPage))
    for (const [n, document] of documents.entries()) {
      const inPdf = await read(files[n]!, 'x.pdf')
      expect(proposalsOf(inPdf)).toEqual(proposalsOf(document))
    }
  },
)

test.skipIf(!chromium)('a PDF of pictures only is a scan, and says so', async () => {
  const picture = '<svg width="300" height="300"><rect width="300" height="300" fill="#888"/></svg>'
  const browser = await openBrowser(chromium!)
  const page = await browser.newPage()
  await page.setContent(picture)
  const file = await page.pdf()
  await browser.close()
  expect(await readNotice(file, '扫描.pdf')).toEqual({ document: null, fault: 'scan' })
})

test('merged cells of Word have their text in every row, and in every column', async () => {
  const down = (text: string, at = '') => wordCell(text, `<w:vMerge${at}/>`)
  const rows = [
    [wordCell('事项'), wordCell('时间'), wordCell('地点')],
    [wordCell('退宿'), down('6月20日', ' w:val="restart"'), wordCell('一楼')],
    [wordCell('还书'), down(''), wordCell('')],
    [wordCell('离校', '<w:gridSpan w:val="2"/>'), wordCell('南门')],
  ]
  const { blocks } = await read(wordFile(wordParagraph('表') + wordTable(rows)), 'x.docx')
  const [, table] = blocks
  const texts = table?.is === 'table' ? table.rows.map(row => row.map(cell => cell.text)) : []
  expect(texts.slice(1)).toEqual([
    ['退宿', '6月20日', '一楼'],
    ['还书', '6月20日', '一楼'],
    ['离校', '离校', '南门'],
  ])
  const filled = table?.is === 'table' ? table.rows[2]!.map(cell => cell.isFilled) : []
  expect(filled).toEqual([false, false, true])
})

test('a workbook is a table with its title above it, merged cells filled, hidden sheets left out', async () => {
  const rows = [
    ['2027届离校一览表', '', ''],
    ['事项', '时间', '地点'],
    ['退宿', '6月20日', '一楼'],
    ['还书', '', '图书馆'],
  ]
  const sheet = utils.aoa_to_sheet(rows)
  sheet['!merges'] = [utils.decode_range('A1:C1'), utils.decode_range('B3:B4')]
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '一览')
  utils.book_append_sheet(book, utils.aoa_to_sheet([['草稿', '6月1日']]), '草稿')
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }
  const { blocks } = await read(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' })), '一览.xlsx')
  expect(blocks[0]).toEqual({ is: 'text', text: '2027届离校一览表' })
  expect(blocks).toHaveLength(2)
  const texts = blocks[1]!.is === 'table' ? blocks[1]!.rows.map(row => row.map(cell => cell.text)) : []
  expect(texts.at(-1)).toEqual(['还书', '6月20日', '图书馆'])
})

const refused: [what: string, file: Uint8Array, name: string, fault: string][] = [
  ['nothing', new Uint8Array(), '通知.txt', 'empty'],
  ['blanks', bytes(' \n\n '), '通知.txt', 'empty'],
  ['a photograph', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), '通知.jpg', 'scan'],
  ['an old Word file', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), '通知.doc', 'old-word'],
  ['a file of WPS', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), '通知.wps', 'wps'],
  ['half a PDF', bytes('%PDF-1.7\n1 0 obj'), '通知.pdf', 'unreadable'],
  ['half a Word file', bytes('PK\x03\x04word/document.xml'), '通知.docx', 'unreadable'],
  ['something else', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0), 'a.out', 'unknown-kind'],
]
for (const [what, file, name, fault] of refused)
  test(`${what} is refused as ${fault}`, async () => {
    expect(await readNotice(file, name)).toEqual({ document: null, fault })
  })
