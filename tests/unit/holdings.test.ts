import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ManualClock } from '../../src/core/clock.ts'
import { freshMemory } from '../../src/core/memory.ts'
import { kinds } from '../../src/knowledge/retention.ts'
import { openDatabase } from '../../src/store/open.ts'
import { bindHandle } from '../../src/store/people/binding.ts'
import { makeRecords } from '../../src/store/records.ts'
import { retain } from '../../src/store/retention.ts'
import { holdings, type Tables } from '../../src/store/schema.ts'
import { makeTurns } from '../../src/store/turns.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'
import { aMarked, columnsOf, fillAll, rowsOf, tablesOf } from '../support/rows.ts'
import { deciding, forgetting, noon } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

const day = 86_400_000
const at = noon.getTime()
const { days, texts } = fixtureKnowledge().retention
const tables = Object.keys(holdings) as (keyof Tables)[]
const [mine, yours] = [aMarked('20230001'), aMarked('20230002')]

async function filled() {
  const folder = tempFolder()
  const database = await openDatabase(folder)
  onTestFinished(() => database.close().catch(() => undefined)) // some tests close it themselves
  for (const who of [mine, yours]) await fillAll(database, who, at)
  const clock = new ManualClock(noon)
  let drawn = 0
  const turns = makeTurns(database, { clock, ids: { next: () => `id-${++drawn}` } })
  /** Deletes everything of mine in a turn of my own. */
  const forget = () => turns.run(anUpdate({ from: mine.handle, at: noon }), deciding([forgetting]))
  return { folder, database, forget }
}

test('every table of the database says what it holds of people, and no other does', async () => {
  const { database } = await filled()
  expect(await tablesOf(database)).toEqual([...tables].sort())
})

/** Columns that name staff in a row of something else; the row goes in its time. */
const inPassing = [
  'scam_case.marked_by',
  'crisis_case.by',
  'care_entry.by',
  'care_entry.next_by',
  'care_talk.by',
  'crisis_event.staff',
  'broadcast.approved_by',
  'handoff.passed_by',
  'job_posting.released_by',
  'reminder_run.position',
  'activity_notice.position',
  'reminder.person',
]

test('every column that names somebody says whose the row is', async () => {
  const { database } = await filled()
  const unsaid: string[] = []
  for (const table of tables)
    for (const { name } of await columnsOf(database, table)) {
      const isSaid = holdings[table]?.whose.some(w => w.column === name)
      if (/^(person|handle|sender|by|.*_by|staff|position)$/.test(name) && !isSaid) unsaid.push(`${table}.${name}`)
    }
  const others = ['broadcast.corrected_by', 'broadcast_recipient.confirmed_by']
  expect(unsaid.filter(u => !inPassing.includes(u) && !others.includes(u))).toEqual([])
})

test('what counts days belongs to a kind that has them, and every kind is used', () => {
  for (const holding of Object.values(holdings))
    if (holding?.ends && 'after' in holding.ends) expect([holding.kind, days[holding.kind]]).not.toContain(null)
  const used = new Set(Object.values(holdings).map(h => h?.kind))
  expect(kinds.filter(kind => !used.has(kind))).toEqual([])
  for (const kind of kinds) expect(texts.get('keep.all')).toContain(texts.get(`keep.${kind}`))
})

test('deleting one’s data takes every row of theirs but what says that it stays, and nothing of anybody else', async () => {
  const { database, forget } = await filled()
  const before = await rowsOf(database, yours)
  await forget()
  const left = Object.keys(await rowsOf(database, mine))
  const named = (table: string) => (holdings[table as keyof Tables]?.whose.length ?? 0) > 0
  const stays = tables.filter(t => holdings[t]?.forget === 'stays' || t === 'broadcast_recipient')
  expect(left.filter(t => named(t) && !stays.includes(t as keyof Tables))).toEqual([])
  expect(await rowsOf(database, yours)).toEqual(before)
})

test('what was deleted cannot be read from the files any more', async () => {
  const { folder, database, forget } = await filled()
  const bytes = () => ['farewell.db', 'farewell.db-wal'].map(f => readFileSync(join(folder, f), 'latin1')).join('')
  const gone = [
    'session.state',
    'delivery.body',
    'web_message.body',
    'handoff.how',
    'submission.answers',
    'reminder.text',
  ]
  for (const place of gone) expect(bytes()).toContain(`"${mine.mark}":"${place}"`)
  await forget()
  for (const place of gone) expect(bytes()).not.toContain(`"${mine.mark}":"${place}"`)
  expect(bytes()).toContain(`"${yours.mark}":"handoff.how"`)
  await database.close()
})

test('a person’s own file shows what stands under their name, and nobody else’s', async () => {
  const { database } = await filled()
  const text = JSON.stringify(await makeRecords(database).of(mine.handle))
  for (const place of ['delivery.body', 'submission.answers', 'handoff.how', 'reminder.text', 'crisis_case.excerpt'])
    expect(text).toContain(`${mine.mark}\\":\\"${place}`)
  expect(text).not.toContain(yours.mark)
})

test('as long as it is promised everything is there, and when its time is over it is gone', async () => {
  const { database } = await filled()
  await retain(database, { at: at - day, days })
  expect(Object.keys(await rowsOf(database, mine)).length).toBeGreaterThan(20)
  await retain(database, { at: at + 1200 * day, days })
  // Versions of what the school wrote stay, and the notices that answers cite. A group is a class's as long as somebody leaves it so; the audit log keeps its newest three years; what shows a picture decides how long it is kept.
  expect(Object.keys(await rowsOf(database, mine))).toEqual([
    ...['audit', 'content_version', 'group_class', 'notice', 'notice_proposal', 'picture'],
  ])
})

test.each(tables.filter(t => holdings[t]?.ends && 'after' in holdings[t].ends && !('own' in holdings[t].ends)))(
  'rows of %s are there a day before their time is over and gone a day after',
  async table => {
    const { database } = await filled()
    const kept = days[holdings[table]!.kind]! * day
    await retain(database, { at: at + kept - day, days })
    expect(await rowsOf(database, mine)).toHaveProperty(table)
    await retain(database, { at: at + kept + day, days })
    expect(await rowsOf(database, mine)).not.toHaveProperty(table)
  },
)

test('runs and drafts go when nobody has touched them for so long; what was handed in is remembered as long as it is kept', async () => {
  const { database } = await filled()
  const { db } = database
  const submission = {
    number: 'P1',
    flow: 'pledge',
    version: 1,
    answers: {},
    state: 'submitted',
    code: null,
    at,
    revisedAt: null,
  }
  const state = JSON.stringify({ ...freshMemory(), drafts: [{ run: 'r1' }], submissions: [submission] })
  await db.updateTable('person_memory').set({ state }).where('person', '=', mine.owner).execute()
  await db
    .updateTable('submission')
    .set({ number: 'P1', delete_at: at + 100 * day })
    .where('person', '=', mine.owner)
    .execute()
  const memory = async () =>
    (await db.selectFrom('person_memory').select('state').where('person', '=', mine.owner).executeTakeFirst())?.state
  await retain(database, { at: at + days.draft! * day - 1, days })
  expect(await memory()).toContain('r1')
  await retain(database, { at: at + days.draft! * day, days })
  expect([(await memory())?.includes('r1'), (await memory())?.includes('P1')]).toEqual([false, true])
  await retain(database, { at: at + 100 * day, days })
  expect(await memory()).toBeUndefined()
})

test('students whom no list has named for so long leave the roster with their accounts; staff stay', async () => {
  const { database } = await filled()
  await database.db.updateTable('roster').set({ role: 'counselor' }).where('number', '=', yours.number).execute()
  await retain(database, { at: at + days.roster! * day, days })
  const left = async (table: 'roster' | 'binding') =>
    (await database.db.selectFrom(table).select('number').execute()).map(r => r.number)
  expect([await left('roster'), await left('binding')]).toEqual([[yours.number], [yours.number]])
})

test('the audit log lets go of what is three years older than its newest line, and of nothing else', async () => {
  const { database } = await filled()
  const line = { person: 'n:c1', chat: '', act: 'read-case', detail: '' }
  await database.db
    .insertInto('audit')
    .values({ ...line, at: at + 1096 * day })
    .execute()
  await retain(database, { at: at + 1097 * day, days })
  const left = await database.db.selectFrom('audit').select('at').execute()
  expect(left).toEqual([{ at: at + 1096 * day }])
  await expect(database.db.deleteFrom('audit').execute()).rejects.toThrow('only grows')
})

test('binding moves what one had under the handle, ratings too', async () => {
  const { database } = await filled()
  const stranger = { ...aMarked('new'), owner: 'handle-new' }
  await fillAll(database, stranger, at)
  await database.db.deleteFrom('binding').where('handle', '=', stranger.handle).execute()
  const person = { id: stranger.handle, name: '', role: 'student' as const, privateChat: null }
  await database.transact(db => bindHandle(db, person, { number: yours.number, channel: 'test', at }))
  for (const table of tables.filter(t => holdings[t]?.moves === 'renamed')) {
    const rows = (await rowsOf(database, yours))[table]!
    expect([table, rows.some(r => r.includes(stranger.mark))]).toEqual([table, true])
    expect(
      (await rowsOf(database, { ...stranger, mark: 'nothing', handle: 'nobody', number: 'nobody' }))[table],
    ).toBeUndefined()
  }
})
