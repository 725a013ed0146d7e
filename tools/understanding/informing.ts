/**
 * Run by hand: makes `knowledge/informing.bin` from how people tell of what is to be reported (`says` and `not` in knowledge/informing.yaml and the hands in
 * tests/content/informing), and prints how each hand is heard by what has not seen it. The same texts give the same file. Takes two minutes.
 *
 *   node tools/understanding/informing.ts             prints the figures and writes the file
 *   node tools/understanding/informing.ts --measure   only prints the figures
 *   node tools/understanding/informing.ts --hands w1,w2   learns of these alone, and measures all others
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { readHands } from '../../src/knowledge/measure/hands.ts'
import { writeStaffModel } from '../../src/office/guide/model.ts'
import { parseInforming } from '../../src/office/informing/words.ts'
import { type HeardAs, heardAs, informingLines, teachInforming } from './teach-informing.ts'

const { values: options } = parseArgs({ options: { measure: { type: 'boolean' }, hands: { type: 'string' } } })
const knowledge = loadKnowledge('knowledge', { zone: 'Asia/Shanghai' })
const file = join('knowledge', 'informing.yaml')
const words = parseInforming({ where: file, text: readFileSync(file, 'utf8') }, [])!
const lines = informingLines(join('tests', 'content', 'informing'))
const asStudents = readHands()
const hands = [...new Set(lines.map(l => l.hand))]
const taught = options.hands?.split(',') ?? hands
const teach = (without: string | null) =>
  teachInforming({
    ...{ words, asStudents, knowledge },
    lines: lines.filter(l => taught.includes(l.hand) && l.hand !== without),
  })

console.log('| hand | reports | heard as what they are | heard as another | no report | heard all the same |')
console.log('|---|---:|---:|---:|---:|---:|')
const whole = teach(null)
for (const hand of hands) {
  const model = taught.includes(hand) ? teach(hand) : whole
  const own = lines
    .filter(l => l.hand === hand)
    .map(line => ({ line, as: heardAs({ ...words, model }, knowledge, line) }))
  const count = (isReport: boolean, as: HeardAs) =>
    own.filter(o => (o.line.kind !== null) === isReport && o.as === as).length
  const reports = own.filter(o => o.line.kind !== null).length
  const figures = [reports, count(true, 'right'), count(true, 'other'), own.length - reports, count(false, 'other')]
  console.log(`| ${[hand, ...figures].join(' | ')} |`)
}
if (!options.measure) {
  const about = 'Made by tools/understanding/informing.ts; see docs/models/understanding.md'
  const bytes = writeStaffModel(whole, about)
  writeFileSync(join('knowledge', 'informing.bin'), bytes)
  console.log(`${lines.length} lines, ${Math.round(bytes.length / 1024)} KB`)
}
