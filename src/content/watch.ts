import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describeProblem, type Problem } from '../core/errors.ts'

/** Content that follows its files: a good change is taken, a broken one keeps what was there and is reported. */
export interface Living<T> {
  current(): T
  /** Looks whether files changed and reloads. Call it now and then; it costs a few `stat`s when nothing changed. */
  refresh(): 'unchanged' | 'reloaded' | 'broken'
  /** Puts other content in the place of what is in force, whose files have not changed. */
  replace(make: (content: T) => T): void
  /** What is wrong with the files as they are now; empty when they are in use. */
  problems(): readonly Problem[]
}

/** Begins with what is loaded already. `report` hears of each reload and each new fault, in words for the log. */
export function keepFresh<T>(
  folders: readonly string[],
  first: T,
  {
    read,
    report,
  }: { read(): { content: T | null; problems: Problem[] }; report(event: 'reloaded' | 'broken', detail: string): void },
): Living<T> {
  let content = first
  let stamp = stampOf(folders)
  let faults: readonly Problem[] = []
  return {
    current: () => content,
    problems: () => faults,
    replace(make) {
      content = make(content)
    },
    refresh() {
      const now = stampOf(folders)
      if (now === stamp) return 'unchanged'
      stamp = now
      const { content: next, problems } = read()
      faults = problems
      if (!next) {
        report('broken', problems.map(describeProblem).join('\n'))
        return 'broken'
      }
      content = next
      report('reloaded', `${folders.length} folders`)
      return 'reloaded'
    },
  }
}

/** Changes when a content file of these folders is added, removed, resized or written. */
function stampOf(folders: readonly string[]): string {
  return folders.map(stampOfOne).join('|')
}

function stampOfOne(folder: string): string {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(md|ya?ml|tsv|json)$/.test(name))
      .sort()
      .map(name => {
        const { size, mtimeMs } = statSync(join(folder, name))
        return `${name}:${size}:${mtimeMs}`
      })
      .join('|')
  } catch {
    return 'unreadable' // a file vanished between listing and looking: the next look settles it
  }
}
