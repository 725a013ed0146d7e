import { unlinkSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { typeOf } from './kind.ts'

/** How files begin that are not whole yet; no picture can be named so. */
const unfinished = '.part-'
let count = 0

/** Pictures that people sent, as files of a folder that nobody else may read, named by their content. Who holds which the store knows. */
export function makePictures(folder: string) {
  return {
    /** Puts a picture in place, whole or not at all; one that is there already stays. Throws when the disk takes no more. */
    async put(name: string, bytes: Uint8Array): Promise<void> {
      if ((await sizeOf(join(folder, name))) !== bytes.length) await putWhole(folder, name, bytes)
    },
    /** A kept picture and its type, or null. */
    async find(name: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | null> {
      const type = typeOf(name)
      if (type === null) return null
      try {
        return { bytes: new Uint8Array(await readFile(join(folder, name))), type }
      } catch {
        return null // not kept, or already deleted
      }
    },
    /** The size of a kept picture in bytes, or null when there is none of this name. */
    size: async (name: string): Promise<number | null> => (typeOf(name) === null ? null : sizeOf(join(folder, name))),
    /** Deletes a picture at once, so that a transaction may hold meanwhile; one that is gone stays gone. */
    drop(name: string): void {
      if (typeOf(name) === null) return
      try {
        unlinkSync(join(folder, name))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    },
    /** The names of all kept pictures. Call it at start: it closes the folder to others, and takes away what a killed process left unfinished. */
    async survey(): Promise<string[]> {
      const names = await readdir(folder).catch(() => [])
      if (names.length > 0) await chmod(folder, 0o700)
      for (const name of names.filter(n => n.startsWith(unfinished))) await rm(join(folder, name), { force: true })
      return names.filter(name => typeOf(name) !== null)
    },
  }
}

async function putWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const part = join(folder, `${unfinished}${process.pid}-${++count}`)
  try {
    await writeFile(part, bytes, { mode: 0o600, flush: true })
    await rename(part, join(folder, name))
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size
  } catch {
    return null // there is none
  }
}

/** The content's hash in a picture's file name. */
export const hashIn = (name: string) => name.slice(0, name.indexOf('.'))

export type Pictures = ReturnType<typeof makePictures>
