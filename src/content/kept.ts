import { createHash, hash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'

/** Values that take long to build, each in a file that may be deleted at any time. They are plain data: what `structuredClone` can copy. */
export interface Kept<T> {
  /** The value that was kept under this very key, or null. */
  find(key: string): T | null
  /** Keeps what `make` makes (null: nothing) under this key; where nothing can be written it is not asked. */
  keep(key: string, make: () => T | null): void
}

/** Where values are kept, and how many at most: those that were used last. */
export interface KeptPlace {
  folder: string
  most: number
}

/** Keeps values in files of a folder, which is made in a folder that is there already. Several processes may share one. */
export function openKept<T>({ folder, most }: KeptPlace): Kept<T> {
  const fileOf = (key: string) => join(folder, hash('sha256', key).slice(0, 16))
  return {
    find(key) {
      try {
        const bytes = readFileSync(fileOf(key))
        const head = headOf(key, bytes.subarray(headLength))
        if (!bytes.subarray(0, headLength).equals(head)) return null
        const value: T = deserialize(bytes.subarray(headLength))
        if (most > 1) touch(fileOf(key))
        return value
      } catch {
        return null // not there, or of a Node that writes otherwise: it is built again
      }
    },
    keep(key, make) {
      const whole = `${fileOf(key)}.${process.pid}`
      try {
        if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
        const value = make()
        if (value === null) return
        const bytes = serialize(value)
        writeFileSync(whole, Buffer.concat([headOf(key, bytes), bytes]), { mode: 0o600 })
        renameSync(whole, fileOf(key))
        dropOldest(folder, most)
      } catch (error) {
        // No folder yet, no right to write, no room: it is built again the next time. Anything else is a defect of what is to be kept.
        if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
        if (existsSync(whole)) rmSync(whole)
      }
    },
  }
}

/** Notes that a file was used. */
function touch(file: string): void {
  const now = new Date()
  try {
    utimesSync(file, now, now)
  } catch {
    // Somebody else's file, or gone meanwhile: it counts as used when it was written.
  }
}

/** Leaves so many files of a folder, those that were used last. */
function dropOldest(folder: string, most: number): void {
  const usedAt = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const files = readdirSync(folder).map(name => join(folder, name))
  for (const file of files.sort((a, b) => usedAt(b) - usedAt(a)).slice(most)) rmSync(file, { force: true })
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
