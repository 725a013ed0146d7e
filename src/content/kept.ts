import { createHash, hash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'

/** One value that takes long to build, in a file that may be deleted at any time. It is plain data: what `structuredClone` can copy. */
export interface Kept<T> {
  /** The value that was kept under this very key, or null. */
  find(key: string): T | null
  /** Keeps what `make` makes (null: nothing) instead of what was kept before; where nothing can be written it is not asked. */
  keep(key: string, make: () => T | null): void
}

/** Keeps a value in a file, whose folder is made in a folder that is there already. */
export function openKept<T>(file: string): Kept<T> {
  return {
    find(key) {
      try {
        const bytes = readFileSync(file)
        const head = headOf(key, bytes.subarray(headLength))
        return bytes.subarray(0, headLength).equals(head) ? deserialize(bytes.subarray(headLength)) : null
      } catch {
        return null // not there, or of a Node that writes otherwise: it is built again
      }
    },
    keep(key, make) {
      const whole = `${file}.${process.pid}`
      try {
        if (!existsSync(dirname(file))) mkdirSync(dirname(file), { mode: 0o700 })
        const value = make()
        if (value === null) return
        const bytes = serialize(value)
        writeFileSync(whole, Buffer.concat([headOf(key, bytes), bytes]), { mode: 0o600 })
        renameSync(whole, file)
      } catch (error) {
        // No folder yet, no right to write, no room: it is built again the next time. Anything else is a defect of what is to be kept.
        if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
        if (existsSync(whole)) rmSync(whole)
      }
    },
  }
}

const headLength = 36

/** What stands before the bytes of a value: neither another key nor a damaged file has the same. */
function headOf(key: string, bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(crc32(bytes))
  return Buffer.concat([createHash('sha256').update(key).digest(), sum])
}

/** A name for what is built of all files of these folders by the code of now, under these settings: another one when any of it changes. */
export function keyOf(folders: readonly string[], settings: unknown): string {
  const files = folders.flatMap(folder =>
    filesBelow(folder).map(file => `${file}:${hash('sha256', readFileSync(join(folder, file)))}`),
  )
  return JSON.stringify([process.version, codeStamp(), settings, files])
}

/** Changes with every file of ours that is written anew. */
function codeStamp(): string {
  const code = resolve(import.meta.dirname, '..')
  const stamps = filesBelow(code).map(file => {
    const { size, mtimeMs } = statSync(join(code, file))
    return `${file}:${size}:${mtimeMs}`
  })
  return hash('sha256', stamps.join('\n'))
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
