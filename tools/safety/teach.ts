import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeProblem, type Problem } from '../../src/core/errors.ts'
import { parseSafetyLists, type SafetyLists } from '../../src/safety/lists.ts'
import type { ModelFile } from '../../src/safety/schema.ts'
import { examplesOf, indexFor, type Taught, tables } from './examples.ts'
import { fit } from './fit.ts'
import { pack } from './table.ts'

const folder = join('knowledge', 'safety')

/** The tables of a model file. */
export type Tables = Pick<ModelFile, 'danger' | 'manner' | 'fraud'>

/** Learns all tables from these texts, or only those that are named. The same texts give the same tables. */
export function teach(
  taught: readonly Taught[],
  only: readonly (keyof Tables)[] = ['danger', 'manner', 'fraud'],
): Partial<Tables> {
  const learnt: Partial<Tables> = {}
  for (const name of only) {
    const { questions, worth, share } = tables[name]
    const index = indexFor(taught, worth)
    const heads = Object.entries(questions).map(([question, truth]) => {
      return [question, fit(examplesOf(taught, truth, { index, share }), index.rarity)] as const
    })
    learnt[name] = pack(Object.fromEntries(heads), index)
  }
  return learnt
}

/** The safety lists of the project with this model. Ends the process with the problems when they cannot be read. */
export function listsWith(model: ModelFile): SafetyLists {
  const problems: Problem[] = []
  const sources = readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .map(name => ({ where: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
  const parsed = parseSafetyLists([...sources, { where: 'model.json', text: JSON.stringify(model) }], problems)
  if (parsed) return parsed
  console.error(problems.map(describeProblem).join('\n'))
  process.exit(1)
}
