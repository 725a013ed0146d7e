import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describeProblem, type Problem } from '../core/errors.ts'
import { type Knowledge, readKnowledge } from './load.ts'

/** Knowledge that follows its files: a good change is taken, a broken one keeps what was there and is reported. */
export interface LivingKnowledge {
  current(): Knowledge
  /** Looks whether files changed and reloads. Call it now and then; it costs a few `stat`s when nothing changed. */
  refresh(): 'unchanged' | 'reloaded' | 'broken'
  /** What is wrong with the files as they are now; empty when they are in use. */
  problems(): readonly Problem[]
}

/** Begins with what is loaded already. `report` hears of each reload and each new fault, in words for the log. */
export function keepFresh(
  folder: string,
  first: Knowledge,
  { zone, report }: { zone: string; report(event: 'reloaded' | 'broken', detail: string): void },
): LivingKnowledge {
  let knowledge = first
  let stamp = stampOf(folder)
  let faults: readonly Problem[] = []
  return {
    current: () => knowledge,
    problems: () => faults,
    refresh() {
      const now = stampOf(folder)
      if (now === stamp) return 'unchanged'
      stamp = now
      const { knowledge: next, problems } = readKnowledge(folder, { zone })
      faults = problems
      if (!next) {
        report('broken', problems.map(describeProblem).join('\n'))
        return 'broken'
      }
      knowledge = next
      report('reloaded', `${next.entries.size} entries`)
      return 'reloaded'
    },
  }
}

/** Changes when a file of the folder is added, removed, resized or written. */
function stampOf(folder: string): string {
  try {
    return readdirSync(folder)
      .filter(name => /\.(md|ya?ml|tsv)$/.test(name))
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
