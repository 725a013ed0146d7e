import { accessSync, chmodSync, constants, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { ProblemsError } from '../../core/errors.ts'

const elsewhere = '改好它的权限，或换一个能读写的位置（数据目录用 --data）'

/** What an error of the file system or of SQLite means for whoever starts the bot, and what to do; the first that fits. */
const meanings: [code: RegExp, what: string, cure: string][] = [
  [/^(EACCES|EPERM)$/, '没有权限读写', elsewhere],
  [/^(EROFS|SQLITE_READONLY)/, '只读，写不了', elsewhere],
  [/^(EEXIST|ENOTDIR)$/, '这里要一个文件夹，现在是一个文件', '挪开那个文件，或换一个数据目录（--data）'],
  [/^(EISDIR)$/, '这里要一个文件，现在是一个文件夹', '挪开那个文件夹，或换一个数据目录（--data）'],
  [/^(ENOSPC|EDQUOT|SQLITE_FULL)/, '磁盘满了', '腾出空间再来'],
  [/^SQLITE_CANTOPEN/, '打不开：没有权限，或者不是文件', elsewhere],
  [/^(SQLITE_NOTADB|SQLITE_CORRUPT)/, '数据库文件坏了，或者不是数据库', '先把它挪开留着，用备份换上'],
  [/^(EIO|SQLITE_IOERR)/, '磁盘读写出错', '检查磁盘；数据先备份一份'],
  [/^SQLITE_BUSY/, '数据库一直被别的程序占着', '看看是不是有备份或别的程序开着它，关掉再试'],
]

/** An error of the file system or of SQLite as a problem with its cure; null when it is none of these. */
export function storageProblem(where: string, error: unknown): ProblemsError | null {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string }
  const [, what, cure] = meanings.find(([pattern]) => pattern.test(code)) ?? []
  if (what === undefined || cure === undefined) return null
  return new ProblemsError([{ where, line: null, what: `${what}（${message}）`, cure }])
}

const unusable = (where: string, error: unknown): ProblemsError =>
  storageProblem(where, error) ??
  new ProblemsError([{ where, line: null, what: `用不了：${(error as Error).message}`, cure: elsewhere }])

/** Does what needs a file or folder; what goes wrong with it is thrown as a problem with its cure. */
export function using<T>(where: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof ProblemsError ? error : unusable(where, error)
  }
}

/** Makes a folder that only its owner may enter, if it is not there; throws a problem when there is none to be had. */
export function makeFolder(folder: string): void {
  using(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(folder), { code: 'ENOTDIR' })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  })
}

/** Takes from everybody but the owner what they may do with a folder and all that is in it: it holds what people said. */
export function keepToOwner(path: string): void {
  try {
    const entry = lstatSync(path)
    if (entry.isSymbolicLink()) return
    if ((entry.mode & 0o077) !== 0) chmodSync(path, entry.mode & 0o700)
    if (entry.isDirectory()) for (const name of readdirSync(path)) keepToOwner(join(path, name))
  } catch {
    // It belongs to somebody else, or has just gone: the folder above keeps others out.
  }
}

/** Opens an SQLite file for writing. One that may only be read opens without a word too, locks nobody out and fails at the first write. */
export function openWritable(file: string, options: SQLite.Options = {}): SQLite.Database {
  const connection = new SQLite(file, options)
  try {
    accessSync(file, constants.R_OK | constants.W_OK)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** An exclusive lock that the system drops with the process: a tiny database of its own, locked for good. */
export function takeHold(folder: string): { close(): void } {
  const file = join(folder, 'farewell.lock')
  const lock = using(file, () => openWritable(file, { timeout: 0 }))
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive; create table if not exists held (by integer); commit')
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw unusable(file, error)
    throw new ProblemsError([
      {
        where: folder,
        line: null,
        what: '这个数据目录正被另一个小助手进程使用',
        cure: '先停掉那个进程，或用 --data 指定另一个目录',
      },
    ])
  }
}
