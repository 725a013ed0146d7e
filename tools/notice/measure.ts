/**
 * Measures how well notices are read: node tools/notice/measure.ts [--misses] [--only a1,b3] [FOLDER]
 * Those of `looked` were looked at while the reader was made, the others never.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Problem } from '../../src/core/errors.ts'
import { readKnowledge } from '../../src/knowledge/load.ts'
import { compileNotice } from '../../src/notice/compile.ts'
import { documentOfText } from '../../src/notice/files/text.ts'
import { parseNoticeWords } from '../../src/notice/words.ts'
import { goldIn, looked, type Measured, measure } from './gold.ts'

const { values, positionals } = parseArgs({
  options: { misses: { type: 'boolean' }, only: { type: 'string' } },
  allowPositionals: true,
})
const problems: Problem[] = []
const { knowledge } = readKnowledge('knowledge', { zone: 'Asia/Shanghai' })
const where = 'knowledge/notice.yaml'
const words = parseNoticeWords({ where, text: readFileSync(where, 'utf8') }, problems)
if (!knowledge || !words) throw new Error(JSON.stringify(problems))
const fields = [...knowledge.school.general.values()].map(({ key, label, type }) => ({ key, label, type, values: [] }))
const names = { campuses: [], colleges: [], buildings: [], classes: [] }
const only = values.only?.split(',')

const all = goldIn(positionals[0] ?? 'tests/content/notices')
  .filter(({ name }) => !only || only.includes(name))
  .map(({ name, file, gold }) => {
    const document = documentOfText(readFileSync(file, 'utf8'))
    return measure(name, compileNotice(document, { words, fields, names, today: '2027-05-01' }), gold)
  })

const percent = (part: number, of: number) => `${of === 0 ? '-' : ((part / of) * 100).toFixed(1)} %`.padStart(8)
function print(name: string, some: readonly Measured[]): void {
  const sum = (of: (m: Measured) => number) => some.reduce((total, m) => total + of(m), 0)
  const lines = sum(m => m.lines)
  console.log(
    `${name.padEnd(14)} ${String(lines).padStart(4)} dates  value ${percent(
      sum(m => m.right),
      lines,
    )}  meaning ${percent(
      sum(m => m.meant),
      lines,
    )}  for whom ${percent(
      sum(m => m.scoped),
      lines,
    )}  proposed ${sum(m => m.proposed)}, wrong ${sum(m => m.wrong)}, under a wrong fact ${sum(m => m.misnamed)}  no dates ${sum(
      m => m.nodatesTaken,
    )} of ${sum(m => m.nodates)} taken  relative ${sum(m => m.relative)}, wrong ${sum(m => m.relativeWrong)}`,
  )
}

for (const one of all) {
  print(one.name, [one])
  if (values.misses) for (const miss of one.misses) console.log(`    ${miss}`)
}
print(
  'looked at',
  all.filter(m => looked.has(m.name)),
)
print(
  'never opened',
  all.filter(m => !looked.has(m.name)),
)
