import { readdirSync, readFileSync } from 'node:fs'
import type { Problem } from '../../src/core/errors.ts'
import { parseSafetyLists, type SafetyLists } from '../../src/safety/lists.ts'

/** The lists as shipped, compiled. */
export function shippedLists(): SafetyLists {
  const problems: Problem[] = []
  const folder = 'knowledge/safety'
  const sources = readdirSync(folder).map(name => ({ where: name, text: readFileSync(`${folder}/${name}`, 'utf8') }))
  const lists = parseSafetyLists(sources, problems)
  if (!lists) throw new Error(JSON.stringify(problems, null, 1))
  return lists
}
