import type { FaultKind } from './words.ts'

const ascii = (text: string) => [...text].map(c => c.charCodeAt(0))

/** What files begin with that are no tables, and what is said of each. */
const magics: readonly [readonly number[], FaultKind][] = [
  [ascii('%PDF'), 'pdf'],
  [[0x89, ...ascii('PNG')], 'picture'],
  [[0xff, 0xd8, 0xff], 'picture'],
  [ascii('GIF8'), 'picture'],
  [ascii('Rar!'), 'archive'],
  [[...ascii('7z'), 0xbc, 0xaf], 'archive'],
  [[0x1f, 0x8b], 'archive'],
  [ascii('{\\rtf'), 'document'],
]

/** Whether bytes begin with these. */
export const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, n) => bytes[n] === byte)

/** Whether bytes are a container of the kinds in which spreadsheets (and other things) come. */
export const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
export const isCompound = (bytes: Uint8Array): boolean => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])

/** What a file is that cannot be a table at all, by its first bytes; null for all others. */
export const otherKind = (bytes: Uint8Array): FaultKind | null =>
  magics.find(([magic]) => startsWith(bytes, magic))?.[1] ?? null

/** What a container is that the library takes no table from: encrypted, a document, or an archive. */
export function containedKind(bytes: Uint8Array): FaultKind {
  const text = new TextDecoder('latin1').decode(bytes)
  if (isCompound(bytes)) {
    const wide = (name: string) => text.includes([...name].join('\0'))
    if (wide('EncryptedPackage') || wide('EncryptionInfo')) return 'locked'
    return wide('WordDocument') ? 'document' : 'unreadable'
  }
  if (text.includes('word/document.xml') || text.includes('ppt/presentation.xml')) return 'document'
  return /\.(?:xlsx?|csv|et)(?=PK|[\0-\x1f]|$)/i.test(text) || !text.includes('[Content_Types].xml')
    ? 'archive'
    : 'unreadable'
}
