/** How long it takes to see how far 20,000 students are: npm run bench:progress */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Insertable } from 'kysely'
import { loadContent } from '../../src/bot/content.ts'
import { progressRulesOf } from '../../src/bot/office.ts'
import type { Identity, Unit } from '../../src/core/roster.ts'
import { missing } from '../../src/office/progress/missing.ts'
import { overview } from '../../src/office/progress/overview.ts'
import { openDatabase } from '../../src/store/open.ts'
import { readsIn } from '../../src/store/reads.ts'
import type { Tables } from '../../src/store/schema.ts'

const count = 20_000
const project = resolve(import.meta.dirname, '../..')
const places = { knowledge: join(project, 'knowledge'), flows: join(project, 'flows'), zone: 'Asia/Shanghai' }
const rules = progressRulesOf(loadContent(places))
const folder = mkdtempSync(join(tmpdir(), 'farewell-progress-'))
const database = await openDatabase(folder)

// A course that everybody can repeat.
let seed = 7
const random = () => {
  seed = (seed * 16807) % 2147483647
  return seed / 2147483647
}
const numbers = Array.from({ length: count }, (_, n) => String(202300000 + n))
const placeOf = (n: number) => ({ college: `示例学院${Math.floor(n / 1000)}`, name: `示例专业${Math.floor(n / 40)}班` })
const kept = { at: 0, delete_at: 9e15 }
/** Nine of ten have signed, seven of ten have come home, and so on. */
const shares: Record<string, number> = { pledge: 0.9, loan: 0.8, checkout: 0.7, message: 0.3, arrival: 0.7 }
const submissions: Insertable<Tables['submission']>[] = []
const tags: Tables['tag'][] = []
for (const { flow, tag, onlyBorrowers } of rules.flows)
  numbers.forEach((number, n) => {
    if ((onlyBorrowers && n % 4 > 0) || random() > (shares[flow] ?? 0.5)) return
    const person = `n:${number}`
    const row = { number: `${flow}${n}`, person, flow, version: 1, answers: '{}', state: 'submitted' }
    submissions.push({ ...row, code: null, revised_at: null, ...kept })
    if (tag !== null) tags.push({ person, name: tag, value: random() < 0.7 ? 'yes' : 'no', ...kept })
  })
await database.transact(async db => {
  const people = numbers.map((number, n) => {
    const { college, name } = placeOf(n)
    const who = { number, name: `示例${n}`, role: 'student' as const, college, class_name: name }
    return {
      ...who,
      dorm: '',
      loan: n % 4 ? '' : '生源地',
      counselor: '',
      scope: '[]',
      tags: '[]',
      left_as: '' as const,
      at: 0,
    }
  })
  for (let n = 0; n < count; n += 500)
    await db
      .insertInto('roster')
      .values(people.slice(n, n + 500))
      .execute()
  submissions.sort(() => random() - 0.5)
  for (let n = 0; n < submissions.length; n += 500)
    await db
      .insertInto('submission')
      .values(submissions.slice(n, n + 500))
      .execute()
  for (let n = 0; n < tags.length; n += 500)
    await db
      .insertInto('tag')
      .values(tags.slice(n, n + 500))
      .execute()
})

const someone = (role: Identity['role'], ...scope: Unit[]): Identity => ({
  number: 'T1',
  name: '',
  role,
  home: null,
  scope,
})
const who = {
  'the school': someone('school', { of: 'school' }),
  'a college (1,000)': someone('college', { of: 'college', college: placeOf(0).college }),
  'a counselor (200)': someone(
    'counselor',
    ...Array.from({ length: 5 }, (_, n): Unit => ({ of: 'class', ...placeOf(n * 40) })),
  ),
}
const ground = { read: readsIn(database.db, new Date(0)), rules, now: new Date(0), draw: () => '' }

/** The fastest of some runs, the median, and what nineteen of twenty take at most. */
async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let n = 0; n < 40; n++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  console.log(`${name}: ${[0, 20, 38].map(n => times[n]!.toFixed(1)).join(', ')} ms (fastest, median, 19 of 20)`)
}

console.log(`${count} students, ${submissions.length} submissions, ${tags.length} tags, ${rules.flows.length} items`)
for (const [name, actor] of Object.entries(who)) {
  await timed(`overview for ${name}`, () => overview(ground, actor, {}))
  await timed(`names of those left for ${name}`, () => missing(ground, actor, { item: 'checkout' }))
}
await database.close()
rmSync(folder, { recursive: true, force: true })
