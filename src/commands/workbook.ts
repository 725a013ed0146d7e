import { writeFileSync } from 'node:fs'
import { type BookSheet, bookOf } from '../reports/book.ts'
import { misuse } from './command.ts'

/** Writes a workbook of one sheet to a file. Throws a problem where it cannot be written. */
export async function saveBook(path: string, sheet: BookSheet): Promise<void> {
  const bytes = await bookOf([sheet])
  try {
    writeFileSync(path, bytes)
  } catch (error) {
    misuse({ where: path, what: `写不了文件（${(error as NodeJS.ErrnoException).code}）`, cure: '换一个能写的地方' })
  }
}
