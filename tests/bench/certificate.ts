/**
 * How long a certificate takes (PNG and PDF together), how long the main thread stands still for it, and whether a
 * hundred in a row make our process or the press's grow: `node tests/bench/certificate.ts`, as `npm start` runs it.
 */
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openPress } from '../../src/reports/press.ts'
import { parseCertificateWords } from '../../src/reports/words.ts'
import { aCertificate } from '../support/certificate.ts'
import { machine, median, percentile, table } from './measure.ts'

const rounds = Number(process.argv[2] ?? 100)
const words = parseCertificateWords(
  { where: 'knowledge/certificate.yaml', text: readFileSync('knowledge/certificate.yaml', 'utf8') },
  [],
)
if (!words) throw new Error('knowledge/certificate.yaml has faults')

/** Every certificate has another name, so that ever new characters are drawn. */
const nameOf = (i: number) => String.fromCodePoint(0x4e00 + i * 7, 0x5e00 + i * 13, 0x7000 + i * 11)
const megabytes = () => process.memoryUsage().rss / 2 ** 20
const times: number[] = []
const memory: number[] = [megabytes()]
const ofPress: number[] = [0]
const press = openPress()
const standstill = monitorEventLoopDelay({ resolution: 1 })
for (let i = 0; i < rounds; i++) {
  if (i === 1) standstill.enable()
  const start = performance.now()
  await press.draw(aCertificate({ name: nameOf(i), number: `N-${i}` }), words)
  times.push(performance.now() - start)
  memory.push(megabytes())
  ofPress.push(press.memory() / 2 ** 20)
}
standstill.disable()
press.close()

const [first, ...later] = times
const ms = (value: number) => `${Math.round(value)} ms`
const mb = (value: number | undefined) => `${Math.round(value ?? Number.NaN)} MB`
console.log(machine())
console.log(
  table([
    ['certificate', 'figure'],
    ['first', ms(first!)],
    ['median of the others', ms(median(later))],
    ['p99 of the others', ms(percentile(later, 99))],
    ['slowest of the others', ms(Math.max(...later))],
    ['longest standstill of the main thread', ms(standstill.max / 1e6)],
    ['our RSS before any', mb(memory[0])],
    ['our RSS after 20', mb(memory[20])],
    [`our RSS after ${rounds}`, mb(memory.at(-1))],
    ["the press's RSS after 20", mb(ofPress[20])],
    [`the press's RSS after ${rounds}`, mb(ofPress.at(-1))],
    ["the press's highest RSS", mb(Math.max(...ofPress))],
  ]),
)
