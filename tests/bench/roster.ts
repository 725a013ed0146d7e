/**
 * A roster of 50,000 students in 1,250 classes with 300 counselors: reading it as xlsx and as csv in GBK, saving it, and importing it again unchanged.
 * Run with `npx -c 'node tests/bench/roster.ts'`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { RosterPerson } from '../../src/core/roster.ts'
import { parseRosterWords } from '../../src/office/people/words.ts'
import { openDatabase } from '../../src/store/open.ts'
import { allPeople, savePeople } from '../../src/store/people/roster.ts'
import { inGbk } from '../support/gbk.ts'
import { planImport } from '../support/plan.ts'
import { workbookOf } from '../support/sheet.ts'

const where = resolve(import.meta.dirname, '../../knowledge/roster.yaml')
const words = parseRosterWords({ where, text: readFileSync(where, 'utf8') }, [])!

const head = ['学号', '姓名', '学院', '班级', '宿舍', '辅导员', '贷款类型', '身份', '负责班级']
const counselor = (n: number) => `T${String(n).padStart(4, '0')}`
const students = Array.from({ length: 50_000 }, (_, n) => {
  const group = Math.floor(n / 40)
  const college = group % 20
  const loan = n % 4 === 0 ? '生源地' : '无'
  const [number, className] = [String(202300000 + n), `示例专业2023-${group + 1}班`]
  return [
    number,
    `示例${n}`,
    `示例学院${college}`,
    className,
    `${n % 30}栋${n % 600}`,
    counselor(group % 300),
    loan,
    '',
    '',
  ]
})
const staff = Array.from({ length: 300 }, (_, n) => [counselor(n), `示例师${n}`, '', '', '', '', '', '辅导员', ''])
const rows = [head, ...students, ...staff]

const timed = <T>(name: string, work: () => T): T => {
  const began = performance.now()
  const done = work()
  const report = () =>
    console.log(
      `${name}: ${(performance.now() - began).toFixed(0)} ms, RSS ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`,
    )
  if (done instanceof Promise) return done.finally(report) as T
  report()
  return done
}

const files = { xlsx: workbookOf({ 名单: rows }), csv: inGbk(rows.map(r => r.join(',')).join('\r\n')) }
for (const [name, bytes] of Object.entries(files)) {
  const plan = timed(`plan from ${name} (${(bytes.length / 1e6).toFixed(1)} MB)`, () =>
    planImport(bytes, [], { words }),
  )
  console.log(`  ${plan.fresh.length} new, ${plan.faults.length} kinds of faults`)
}
const folder = mkdtempSync(join(tmpdir(), 'farewell-bench-'))
const database = await openDatabase(folder)
const total = performance.now()
const plan = planImport(files.xlsx, await allPeople(database), { words })
await timed('save', () => savePeople(database, plan.fresh, new Date(0)))
console.log(`first import of the xlsx, whole: ${(performance.now() - total).toFixed(0)} ms`)
const existing: RosterPerson[] = await timed('load the roster', () => allPeople(database))
const again = timed('plan the same again', () => planImport(files.xlsx, existing, { words }))
console.log(`  ${again.fresh.length} new, ${again.changed.length} changed, ${again.unchanged.length} unchanged`)
await database.close()
rmSync(folder, { recursive: true, force: true })
