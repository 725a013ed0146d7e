import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A line that a hand wrote, by its columns. */
export interface HandRow {
  hand: string
  columns: readonly string[]
}

/** The lines of every hand in a folder of `HAND.tsv`, in the order of their names; empty ones and those that begin with `#` are left out. */
export function handRows(folder: string): HandRow[] {
  const files = readdirSync(folder).filter(file => file.endsWith('.tsv'))
  return files.sort().flatMap(file =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => ({ hand: basename(file, '.tsv'), columns: line.split('\t') })),
  )
}
