import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { largestPicture } from '../core/asset.ts'
import { type PictureKind, stripMetadata } from './strip.ts'

const kinds = [
  { extension: 'png', type: 'image/png', starts: (b: Uint8Array) => hex(b, 0, 8) === '89504e470d0a1a0a' },
  { extension: 'jpg', type: 'image/jpeg', starts: (b: Uint8Array) => hex(b, 0, 3) === 'ffd8ff' },
  { extension: 'gif', type: 'image/gif', starts: (b: Uint8Array) => hex(b, 0, 4) === '47494638' },
  {
    extension: 'webp',
    type: 'image/webp',
    starts: (b: Uint8Array) => hex(b, 0, 4) === '52494646' && hex(b, 8, 12) === '57454250',
  },
] as const

const hex = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('hex')

/**
 * Pictures that people sent, as files of a folder. The kind is read from the first bytes, never from what the sender says; place, time and
 * camera are taken out. A file is named by its content, so that the same picture is kept once and equal ones are seen.
 */
export function makePictures(folder: string) {
  return {
    /** Keeps a picture and returns its file name, or null when it is too large or no whole png, jpg, gif or webp. */
    async keep(bytes: Uint8Array): Promise<string | null> {
      if (bytes.length > largestPicture) return null
      const kind = kinds.find(k => k.starts(bytes))
      const clean = kind && stripped(bytes, kind.extension)
      if (!kind || !clean) return null
      const name = `${createHash('sha256').update(clean).digest('hex').slice(0, 40)}.${kind.extension}`
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, name), clean)
      return name
    },
    /** A kept picture and its type, or null. */
    async find(name: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | null> {
      const kind = kinds.find(k => name.endsWith(`.${k.extension}`))
      if (!kind || !/^[a-z0-9-]+\.[a-z]+$/.test(name)) return null
      try {
        return { bytes: new Uint8Array(await readFile(join(folder, name))), type: kind.type }
      } catch {
        return null // not kept, or already deleted
      }
    },
  }
}

function stripped(bytes: Uint8Array, kind: PictureKind): Uint8Array | null {
  try {
    return stripMetadata(bytes, kind)
  } catch {
    return null // cut off in the middle, or no picture behind the first bytes
  }
}

/** The content's hash in a picture's file name. */
export const hashIn = (name: string) => name.slice(0, name.indexOf('.'))

export type Pictures = ReturnType<typeof makePictures>
