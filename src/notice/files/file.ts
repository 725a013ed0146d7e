import type { NoticeDocument, NoticeFault } from '../document.ts'
import { documentOfText } from './text.ts'

/** The largest file that is read, in bytes. */
export const largestNotice = 30 * 1024 * 1024

/** What the reader of files is lent by whoever has it already. */
export interface FileTools {
  /** The tables of a workbook, sheet by sheet, merged cells filled; null where the bytes are none. */
  tables(bytes: Uint8Array): NoticeDocument | null
  /** The texts that bytes may mean, the likeliest first. */
  decodings(bytes: Uint8Array): string[]
  /** Whether a zip file unpacks to more than a document ever does. */
  isOverfull(bytes: Uint8Array): boolean
}

/** A notice that was read, or why it was not. */
export type ReadFile = { document: NoticeDocument; fault: null } | { document: null; fault: NoticeFault }

/** Reads the file of a notice: docx, pdf, xlsx, or text. `name` is its name; what is in it counts more. Never throws. */
export async function readNoticeFile(bytes: Uint8Array, name: string, tools: FileTools): Promise<ReadFile> {
  if (bytes.length === 0) return failed('empty')
  if (bytes.length > largestNotice) return failed('too-large')
  try {
    const read = await documentIn(bytes, name.toLowerCase(), tools)
    if (typeof read === 'string') return failed(read)
    return read.blocks.length === 0 ? failed('empty') : { document: read, fault: null }
  } catch (error) {
    // The libraries say that a file is damaged or locked only by throwing.
    return failed((error as Error).name === 'PasswordException' ? 'locked' : 'unreadable')
  }
}

const failed = (fault: NoticeFault): ReadFile => ({ document: null, fault })

async function documentIn(bytes: Uint8Array, name: string, tools: FileTools): Promise<NoticeDocument | NoticeFault> {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8))
  if (head.includes('%PDF')) return (await (await import('./pdf.ts')).documentOfPdf(bytes)) ?? 'scan'
  if (head.startsWith('PK\x03\x04')) return inZip(bytes, tools)
  if (head.startsWith('\xd0\xcf\x11\xe0')) return inOldContainer(bytes, name, tools)
  if (/\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic)$/.test(name) || /^(?:\xff\xd8\xff|\x89PNG|GIF8)/.test(head))
    return 'scan'
  if (head.startsWith('{\\rtf')) return 'old-word'
  const [text = ''] = tools.decodings(bytes)
  if (text.slice(0, 2000).includes('\0') || (text.match(/\ufffd/g)?.length ?? 0) > text.length / 50)
    return /\.(?:docx?|pdf|xlsx?|wps|et|txt|md)$/.test(name) ? 'unreadable' : 'unknown-kind'
  return documentOfText(text)
}

async function inZip(bytes: Uint8Array, tools: FileTools): Promise<NoticeDocument | NoticeFault> {
  if (tools.isOverfull(bytes)) return 'overfull'
  const parts = new TextDecoder('latin1').decode(bytes)
  if (!parts.includes('word/document.xml')) return tools.tables(bytes) ?? 'unknown-kind'
  const document = await (await import('./docx.ts')).documentOfWord(bytes)
  return document.blocks.length === 0 && parts.includes('word/media/') ? 'scan' : document
}

/** What Office before 2007 wrote, and WPS. */
function inOldContainer(bytes: Uint8Array, name: string, tools: FileTools): NoticeDocument | NoticeFault {
  if (name.endsWith('.wps')) return 'wps'
  const names = new TextDecoder('latin1').decode(bytes)
  const wide = (part: string) => names.includes([...part].join('\0'))
  if (wide('EncryptedPackage') || wide('EncryptionInfo')) return 'locked'
  if (name.endsWith('.doc') || wide('WordDocument')) return 'old-word'
  return tools.tables(bytes) ?? 'unreadable'
}
