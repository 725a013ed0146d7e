/** Run by hand: prints the safety figures of every measuring set that is there. `node tools/safety/eval.ts [sharedDir]` */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeProblem, type Problem } from '../../src/core/errors.ts'
import { parseSafetyLists } from '../../src/safety/lists.ts'
import { reportSafety } from '../../src/safety/measure.ts'
import { readSets } from '../../src/safety/sets.ts'

const folder = join('knowledge', 'safety')
const problems: Problem[] = []
const sources = readdirSync(folder)
  .filter(name => /\.(yaml|json)$/.test(name))
  .map(name => ({ where: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
const lists = parseSafetyLists(sources, problems)
if (!lists) {
  console.error(problems.map(describeProblem).join('\n'))
  process.exit(1)
}
const shared = process.argv[2] ?? join('..', 'shared', 'eval')
console.log(reportSafety(lists, readSets(shared), () => performance.now()).join('\n'))
