import { writeFileSync } from 'node:fs'
import { type BookSheet, bookOf } from '../reports/book.ts'
import { misuse } from './command.ts'

/** Writes a workbook of one sheet to a file. Throws a problem where it cannot be written. */
export async function saveBook(path: string, sheet: BookSheet): Promise<void> {
  saveFile(path, await bookOf([sheet]))
}

/** Writes a file to take away. Throws a problem where it cannot be written. */
export function saveFile(path: string, content: Uint8Array | string): void {
  try {
    writeFileSync(path, content)
  } catch (error) {
    misuse({ where: path, what: `写不了文件（${(error as NodeJS.ErrnoException).code}）`, cure: '换一个能写的地方' })
  }
}
