import type { IRunOptions, ISectionOptions, ParagraphChild } from 'docx'
import { fill } from '../../content/words.ts'
import { onOneLine } from '../../core/text/harmless.ts'
import { lettersWide } from '../book.ts'
import { fontNamed, letterSizes, termStyles, twoLetters } from './looks.ts'
import type { TermBlock, TermReport } from './report.ts'
import { sizeOf } from './size.ts'

/** The library, which is loaded with the first report: most processes never make one. */
type Docx = typeof import('docx')
type Child = InstanceType<Docx['Paragraph']> | InstanceType<Docx['Table']>

/** What a document is put together from, and how many tables and figures have been numbered. */
interface Setting {
  docx: Docx
  report: TermReport
  /** The bytes of pictures by the names of their files; one that is not there is left out. */
  bytes: ReadonlyMap<string, Uint8Array>
  numbered: { tables: number; figures: number }
}

/** The report as a Word document: a cover, the notice's own headings, facts, tables, pictures, and 〔 〕 where a person has to write. */
export async function documentOf(report: TermReport, bytes: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const docx = await import('docx')
  const setting: Setting = { docx, report, bytes, numbered: { tables: 0, figures: 0 } }
  const document = new docx.Document({
    title: report.title,
    creator: report.unit,
    lastModifiedBy: report.unit,
    styles: termStyles,
    sections: [
      { properties: page, children: coverParts(setting) },
      {
        properties: { ...page, page: { ...page.page, pageNumbers: { start: 1 } } },
        ...edges(setting),
        children: body(setting),
      },
    ],
  })
  return new Uint8Array(await docx.Packer.toBuffer(document))
}

/** A4 with the margins of official papers, in twentieths of a point. */
const page = {
  page: { size: { width: 11906, height: 16838 }, margin: { top: 2098, bottom: 1984, left: 1588, right: 1474 } },
} satisfies ISectionOptions['properties']
const inside = page.page.size.width - page.page.margin.left - page.page.margin.right

const run = ({ docx }: Setting, text: string, options: IRunOptions = {}): ParagraphChild =>
  new docx.TextRun({ text: onOneLine(text).toWellFormed(), ...options })

function coverParts(setting: Setting): Child[] {
  const { docx, report } = setting
  const [draft = '', ...lines] = report.cover
  const centred = (text: string, options: IRunOptions, spacing: number) =>
    new docx.Paragraph({
      alignment: 'center',
      spacing: { before: spacing, line: 560, lineRule: 'atLeast' },
      children: [run(setting, text, options)],
    })
  return [
    new docx.Paragraph({ style: 'Title', spacing: { before: 3000 }, children: [run(setting, report.title)] }),
    centred(draft, { font: fontNamed('楷体') }, 300),
    ...lines.map((line, n) => centred(line, { font: fontNamed('宋体') }, n === 0 ? 3000 : 120)),
  ]
}

function edges(setting: Setting): Pick<ISectionOptions, 'headers' | 'footers'> {
  const { docx, report } = setting
  const { words, unit } = report
  const small = { size: 18, font: fontNamed('宋体') }
  const [before = '', after = ''] = words.page
  const number = new docx.TextRun({ ...small, children: [`${before} `, docx.PageNumber.CURRENT, ` ${after}`] })
  const line = (children: ParagraphChild[]) => new docx.Paragraph({ alignment: 'center', children })
  return {
    headers: { default: new docx.Header({ children: [line([run(setting, fill(words.header, { unit }), small)])] }) },
    footers: { default: new docx.Footer({ children: [line([number])] }) },
  }
}

function body(setting: Setting): Child[] {
  const { docx, report } = setting
  const heading = (text: string, level: 'Heading1' | 'Heading2') =>
    new docx.Paragraph({ heading: level, children: [run(setting, text)] })
  return report.chapters.flatMap(({ title, blocks, parts }) => [
    heading(title, 'Heading1'),
    ...blocks.flatMap(block => shown(setting, block)),
    ...parts.flatMap(part => [heading(part.title, 'Heading2'), ...part.blocks.flatMap(block => shown(setting, block))]),
  ])
}

/** One thing of the report as paragraphs and tables. */
function shown(setting: Setting, block: TermBlock): Child[] {
  if (block.is === 'table') return tableParts(setting, block)
  if (block.is === 'figures') return block.files.flatMap(file => figure(setting, file))
  if (block.is === 'quote') return quote(setting, block)
  const { docx } = setting
  const options: IRunOptions = block.is === 'ask' ? { highlight: 'yellow' } : {}
  return [
    new docx.Paragraph({
      indent: { firstLine: twoLetters },
      children: [run(setting, block.text, options)],
    }),
  ]
}

function quote(setting: Setting, { text, by }: Extract<TermBlock, { is: 'quote' }>): Child[] {
  const { docx } = setting
  const style = { font: fontNamed('楷体') }
  const indent = { left: twoLetters, right: twoLetters }
  const lines = text.split('\n').filter(line => line.trim() !== '')
  return [
    ...lines.map(line => new docx.Paragraph({ indent, children: [run(setting, line, style)] })),
    new docx.Paragraph({ indent, alignment: 'right', children: [run(setting, by, style)] }),
  ]
}

function tableParts(setting: Setting, { title, head, rows }: Extract<TermBlock, { is: 'table' }>): Child[] {
  const { docx, report } = setting
  const { tables, mostRows, rest } = report.words
  setting.numbered.tables += 1
  const caption = fill(tables.caption, { n: setting.numbered.tables, title })
  // The last row is the sum, and stays.
  const shownRows = rows.length > mostRows ? [...rows.slice(0, mostRows - 1), rows.at(-1)!] : rows
  const left = rows.length - shownRows.length
  const widths = columnWidths(head, shownRows)
  const table = new docx.Table({
    width: { size: inside, type: 'dxa' },
    columnWidths: widths,
    layout: 'fixed',
    alignment: 'center',
    rows: [head, ...shownRows].map((cells, n) => rowOf(setting, { cells, widths, isHead: n === 0 })),
  })
  const small = (text: string, options: IRunOptions = {}) =>
    new docx.Paragraph({
      ...{ alignment: 'center' as const, keepNext: options.bold === true },
      spacing: { before: 160, after: 80 },
      children: [run(setting, text, { size: letterSizes.table, ...options })],
    })
  const more = left > 0 ? [small(fill(rest, { count: left }))] : [new docx.Paragraph({ children: [] })]
  return [small(caption, { bold: true, font: fontNamed('黑体') }), table, ...more]
}

function rowOf(
  setting: Setting,
  { cells, widths, isHead }: { cells: readonly string[]; widths: readonly number[]; isHead: boolean },
) {
  const { docx } = setting
  const style = { size: letterSizes.table, font: fontNamed(isHead ? '黑体' : '宋体') }
  return new docx.TableRow({
    tableHeader: isHead,
    cantSplit: true,
    children: cells.map(
      (text, n) =>
        new docx.TableCell({
          width: { size: widths[n]!, type: 'dxa' },
          verticalAlign: 'center',
          margins: { top: 40, bottom: 40, left: 80, right: 80 },
          ...(isHead ? { shading: { fill: 'EFEFEF', type: 'clear', color: 'auto' } } : {}),
          children: [
            new docx.Paragraph({
              alignment: 'center',
              spacing: { line: 300, lineRule: 'atLeast' },
              children: [run(setting, text, style)],
            }),
          ],
        }),
    ),
  })
}

/** How wide a letter of a table is, and what stands beside the text of a cell, in twentieths of a point. */
const [letterTwips, besideTwips] = [letterSizes.table * 5.2, 190]
/** What is so short (days, numbers, names of classes) stands on one line. */
const shortest = 12

/** Columns get what stands in them; where that is too much, those with long texts share what the others leave. */
function columnWidths(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const wide = (text = '') => Math.min(24, lettersWide(text))
  const letters = head.map((name, n) => Math.max(4, Math.min(8, wide(name)), ...rows.map(row => wide(row[n]))))
  const needs = letters.map(count => count * letterTwips + besideTwips)
  const sum = (some: readonly number[]) => some.reduce((all, need) => all + need, 0)
  const isLong = (n: number) => letters[n]! > shortest
  const long = needs.filter((_, n) => isLong(n))
  const room = inside - sum(needs) + sum(long)
  if (sum(needs) <= inside || long.length === 0 || room < inside / 4)
    return needs.map(need => Math.floor((inside * need) / sum(needs)))
  return needs.map((need, n) => Math.floor(isLong(n) ? (room * need) / sum(long) : need))
}

/** The sides of the box into which a picture is fitted, in pixels. */
const box = { width: 420, height: 300 }

/** A picture with its caption; nothing where it is not there, or of a kind that documents do not show. */
function figure(setting: Setting, file: string): Child[] {
  const { docx, report, bytes } = setting
  const data = bytes.get(file)
  const size = data && sizeOf(data)
  const picture = report.pictures.find(one => one.file === file)
  if (!data || !size || !picture) return []
  setting.numbered.figures += 1
  const { words } = report
  const { caption: title, day } = picture
  const caption = fill(words.figure, {
    n: setting.numbered.figures,
    caption: day === '' ? title : fill(words.caption, { title, day }),
  })
  const scale = Math.min(1, box.width / size.width, box.height / size.height)
  const transformation = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) }
  const shownPicture = new docx.ImageRun({
    ...{ type: size.kind, data, transformation },
    altText: {
      id: String(setting.numbered.figures),
      name: file,
      title: onOneLine(title),
      description: onOneLine(caption),
    },
  })
  const centre = (children: ParagraphChild[], keepNext: boolean) =>
    new docx.Paragraph({
      alignment: 'center',
      keepNext,
      spacing: { before: 80, line: 300, lineRule: 'atLeast' },
      children,
    })
  return [
    centre([shownPicture], true),
    centre([run(setting, caption, { size: letterSizes.table, font: fontNamed('宋体') })], false),
  ]
}
