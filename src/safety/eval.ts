/** Run by hand: prints the safety figures of every measuring set that is there. `node src/safety/eval.ts [sharedDir]` */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeProblem, type Problem } from '../core/errors.ts'
import { parseSafetyLists } from './lists.ts'
import { formatFigures, type LabelledLine, measureSafety, parseLabelled } from './measure.ts'

const lists = join('knowledge', 'safety')
const shared = process.argv[2] ?? join('..', 'shared', 'eval')
const own = join('tests', 'content', 'safety')
const files: Record<string, { path: string; label: string }> = {
  chat: { path: join(shared, 'chat.tsv'), label: 'chat' },
  sms: { path: join(shared, 'scam.tsv'), label: 'scam' },
  posts: { path: join(shared, 'crisis.tsv'), label: 'high' },
  campus: { path: join(own, 'scam.tsv'), label: 'scam' },
  idioms: { path: join(own, 'idioms.tsv'), label: 'idiom' },
  crisis: { path: join(own, 'crisis.tsv'), label: 'crisis' },
}

const problems: Problem[] = []
const sources = readdirSync(lists)
  .filter(name => /\.(yaml|json)$/.test(name))
  .map(name => ({ where: `${lists}/${name}`, text: readFileSync(join(lists, name), 'utf8') }))
const compiled = parseSafetyLists(sources, problems)
if (!compiled) {
  console.error(problems.map(describeProblem).join('\n'))
  process.exit(1)
}
const sets: Record<string, LabelledLine[]> = {}
for (const [name, { path, label }] of Object.entries(files)) {
  if (existsSync(path)) sets[name] = parseLabelled(readFileSync(path, 'utf8'), label)
}
console.log(formatFigures(measureSafety(compiled, sets)))
