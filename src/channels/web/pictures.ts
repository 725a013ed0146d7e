import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The largest picture a page may send, in bytes. */
export const largestPicture = 5 * 1024 * 1024

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

/** Pictures that pages sent, as files of a folder. The kind is read from the first bytes, never from what the sender says. */
export function makePictures(folder: string, newName: () => string) {
  return {
    /** Keeps a picture and returns its file name, or null when it is none of png, jpg, gif, webp. */
    async keep(bytes: Uint8Array): Promise<string | null> {
      const kind = kinds.find(k => k.starts(bytes))
      if (!kind) return null
      await mkdir(folder, { recursive: true })
      const name = `${newName()}.${kind.extension}`
      await writeFile(join(folder, name), bytes)
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

export type Pictures = ReturnType<typeof makePictures>
