/**
 * Run by hand: makes `knowledge/staff-words.bin` from how staff ask (`asks` in knowledge/staff-words.yaml and the hands in tests/content/staff), and prints
 * how well each hand is led by what has not seen it. The same texts give the same file. Takes a few minutes.
 *
 *   node tools/understanding/staff.ts             prints the figures and writes the file
 *   node tools/understanding/staff.ts --measure   only prints the figures
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readStaffGuide } from '../../src/bot/content.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { readHands } from '../../src/knowledge/measure/hands.ts'
import { servedTo } from '../../src/knowledge/served.ts'
import { writeStaffModel } from '../../src/office/guide/model.ts'
import { type Led, ledBy, type StaffLine, staffLines, teachFunctions } from './teach-staff.ts'

const { values: options } = parseArgs({ options: { measure: { type: 'boolean' } } })
const loaded = loadKnowledge('knowledge', { zone: 'Asia/Shanghai' })
const knowledge = { ...loaded, serving: servedTo(loaded.entries, 'staff') }
const guide = readStaffGuide('knowledge', [])!
const lines = staffLines(join('tests', 'content', 'staff'))
const known = new Set(guide.functions.map(f => f.id))
const asStudents = readHands()
const hands = [...new Set(lines.map(l => l.hand))]

/** So many hands are left out at a time: to have less to learn from makes the figures a little worse, never better. */
const together = 4
const groups = Array.from({ length: Math.ceil(hands.length / together) }, (_, n) =>
  hands.slice(n * together, (n + 1) * together),
)
const judged = groups.flatMap(group => {
  const model = teachFunctions({ guide, lines: lines.filter(l => !group.includes(l.hand)), asStudents, knowledge })
  console.error(group.join(' '), `${Math.round(performance.now() / 1000)} s`)
  return lines
    .filter(l => group.includes(l.hand) && l.functions.every(f => known.has(f)))
    .map(line => ({ line, led: ledBy({ guide, model }, knowledge, line) }))
})
const percent = (of: readonly { led: Led }[], is: (led: Led) => boolean) =>
  of.length === 0 ? '' : `${((100 * of.filter(one => is(one.led)).length) / of.length).toFixed(1)} %`
const asks = (line: StaffLine) => line.functions.length > 0
console.log('| hand | requests | right at once | right or nearest | led wrong | no request | led all the same |')
console.log('|---|---:|---:|---:|---:|---:|---:|')
for (const hand of [...hands, null]) {
  const own = judged.filter(j => hand === null || j.line.hand === hand)
  const [requests, others] = [own.filter(j => asks(j.line)), own.filter(j => !asks(j.line))]
  const figures = [
    percent(requests, l => l === 'right'),
    percent(requests, l => l === 'right' || l === 'near'),
    percent(requests, l => l === 'wrong'),
  ]
  console.log(
    `| ${hand ?? 'all'} | ${requests.length} | ${figures.join(' | ')} | ${others.length} | ${percent(others, l => l === 'wrong')} |`,
  )
}
if (!options.measure) {
  const about = 'Made by tools/understanding/staff.ts; see docs/models/understanding.md'
  const file = writeStaffModel(teachFunctions({ guide, lines, asStudents, knowledge }), about)
  writeFileSync(join('knowledge', 'staff-words.bin'), file)
  console.log(`${lines.length} lines, ${Math.round(file.length / 1024)} KB`)
}
