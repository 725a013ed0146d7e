import { createHash } from 'node:crypto'
import type { Zippable } from 'fflate'
import { fill } from '../../content/words.ts'
import { bookOf } from '../book.ts'
import { documentOf } from './document.ts'
import type { TermPicture, TermReport } from './report.ts'

/** A file with its name, which may have folders in front. */
export interface TermFile {
  name: string
  type: string
  bytes: Uint8Array
}

/** Reads a kept picture by its address; null where it is not there any more. */
export type PictureReader = (url: string) => Promise<{ bytes: Uint8Array } | null>

/** The most bytes of pictures that one archive takes: it is made in memory, and has to pass through a mailbox or a net disk. */
const mostPictureBytes = 120 * 1024 * 1024

const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/**
 * The report as a Word document (`word`), and everything together (`archive`, a zip): the document, registers, pictures with a list that says why they may be
 * shown, the sums of all files, and a word about them. The same data makes the same bytes.
 */
export async function termFiles(
  report: TermReport,
  read: PictureReader,
): Promise<{ word: TermFile; archive: TermFile }> {
  const { files: names, left: leftWords } = report.words
  const { bytes, left } = await picturesOf(report.pictures, read)
  const word = {
    name: `${names.word}.docx`,
    type: documentType,
    bytes: await fixed(await documentOf(report, bytes), report),
  }
  const there = report.pictures.filter(picture => bytes.has(picture.file))
  const inside: [string, Uint8Array][] = [[word.name, word.bytes]]
  for (const { file, sheets } of report.registers)
    inside.push([`${names.registers}/${file}.xlsx`, await fixed(await bookOf(sheets), report)])
  for (const { file } of there) inside.push([`${names.pictures}/${file}`, bytes.get(file)!])
  inside.push([`${names.list}.xlsx`, await fixed(await listOf(report, there), report)])
  const readme = [...report.readme, ...(left > 0 ? [fill(leftWords, { count: left })] : [])].join('\r\n')
  inside.push([names.readme, text(`${readme}\r\n`)])
  inside.push([names.sums, text(sumsOf(inside))])
  const name = `${asFileName(fill(names.archive, { unit: report.unit }))}.zip`
  return { word, archive: { name, type: 'application/zip', bytes: await zipped(inside, report) } }
}

/** A name without what stands for something else in paths, and of a length that every disk takes. */
const asFileName = (name: string) => name.replace(/[\\/:*?"<>|\s]+/g, '-').slice(0, 60)

/** Text as UTF-8. */
const text = (said: string) => new TextEncoder().encode(said)

/** Pictures by the names of their files, as many as there is room for, and how many were left out. */
async function picturesOf(pictures: readonly TermPicture[], read: PictureReader) {
  const bytes = new Map<string, Uint8Array>()
  let [room, left] = [mostPictureBytes, 0]
  for (const { file, url } of pictures) {
    const picture = await read(url)
    if (!picture || picture.bytes.length > room) left += 1
    else {
      room -= picture.bytes.length
      bytes.set(file, picture.bytes)
    }
  }
  return { bytes, left }
}

/** The list of the pictures: captions, where they come from, why they may be shown. */
const listOf = ({ words }: TermReport, there: readonly TermPicture[]) =>
  bookOf([
    {
      name: words.files.list,
      rows: [words.pictures.head, ...there.map(p => [p.file, p.source, p.day, p.college, p.caption, p.consent])],
    },
  ])

/** As `sha256sum -c` reads it. */
const sumsOf = (files: readonly [string, Uint8Array][]): string =>
  files.map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join('')

/** What a Word document or a workbook says of when it was made becomes when the report was, so that the same data makes the same bytes. */
async function fixed(bytes: Uint8Array, report: TermReport): Promise<Uint8Array> {
  const { strFromU8, strToU8, unzipSync } = await import('fflate')
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]): [string, Uint8Array] => {
    if (name !== 'docProps/core.xml') return [name, part]
    const at = `${report.at.replace(' ', 'T')}:00Z`
    return [name, strToU8(strFromU8(part).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, at))]
  })
  return zipped(parts, report)
}

/** Pictures and archives are as small as they get already. */
const isPacked = (name: string) => /\.(png|jpe?g|gif|webp|docx|xlsx)$/.test(name)

async function zipped(files: readonly [string, Uint8Array][], { at }: TermReport): Promise<Uint8Array> {
  const { zipSync } = await import('fflate')
  const [year, month, day, hour, minute] = (at.match(/\d+/g) ?? []).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  // A zip holds wall time and no zone: the school's own, on whatever machine it is made.
  const mtime = new Date(year, month - 1, day, hour, minute)
  const all: Zippable = {}
  for (const [name, bytes] of files) all[name] = [bytes, { level: isPacked(name) ? 0 : 6, mtime }]
  return zipSync(all)
}
