import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshMemory } from '../../src/core/memory.ts'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson } from '../support/office.ts'
import { settingsIn } from '../support/web.ts'

const made = ['broadcast', 'new', '--template', '截止提醒', '--to', '一班', '--text', '周五前交钥匙。', '--as', 'c1']

/** A data folder in which there is something for every command to do: A01 waits for its time, A02 for approval, A03 has left. */
async function aSchool() {
  const settings = settingsIn(tempFolder())
  const data = settings.FAREWELL_DATA!
  const farewell = (...args: string[]) => run(args, settings)
  const inside = async <T>(work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> => {
    const database = await openDatabase(data, { shared: true })
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  await inside(d => savePeople(d, [aPerson('0001'), aCounselor('c1'), aCounselor('c2')], new Date(0)))
  await farewell(...made)
  await farewell(...made, '--level', '紧急')
  await farewell(...made)
  const file = join(data, 'list.csv')
  writeFileSync(file, '学号,姓名,学院,班级\n0002,示例乙,示例学院,一班\n')
  await inside(async ({ db }) => {
    await db
      .updateTable('broadcast')
      .set({ state: 'sent', started_at: 1, sent_at: 2 })
      .where('number', '=', 'A03')
      .execute()
    const line = { number: '0001', college: '示例学院', class_name: '一班', via: 'private', reason: '' } as const
    const times = { sent_at: 2, confirmed_at: null, confirmed_by: null, claimed_at: null }
    await db
      .insertInto('broadcast_recipient')
      .values({ broadcast: 'A03', ...line, ...times, state: 'sent' })
      .execute()
    await db.updateTable('broadcast_round').set({ started_at: 1, due: 1 }).where('broadcast', '=', 'A03').execute()
    const asked = {
      topic: '宿舍',
      urgency: '一般',
      text: '退宿',
      how: '电话',
      may_contact: 1,
      state: 'open',
      at: 0,
      delete_at: 9e15,
    } as const
    await db
      .insertInto('handoff')
      .values({ number: 'H1', person: 'n:0001', name: '甲', ...asked })
      .execute()
    const work = { version: 1, answers: '{}', state: 'review', code: null, at: 0, revised_at: null, delete_at: 9e15 }
    await db
      .insertInto('submission')
      .values({ number: 'M1', person: 'n:0001', flow: 'media', ...work })
      .execute()
    const submission = {
      number: 'M1',
      flow: 'media',
      version: 1,
      answers: {},
      state: 'review',
      code: null,
      at: 0,
      revisedAt: null,
    }
    const state = JSON.stringify({ ...freshMemory(), submissions: [submission] })
    await db.insertInto('person_memory').values({ person: 'n:0001', state, at: 0 }).execute()
  })
  const lines = () =>
    inside(({ db }) => db.selectFrom('audit').select(['person', 'chat', 'act', 'detail']).orderBy('seq').execute())
  const before = (await lines()).length
  const audit = async () => (await lines()).slice(before)
  /** Everything that the database holds, the audit log aside. */
  const all = () =>
    inside(async ({ db }) => {
      const names = await sql<{
        name: string
      }>`select name from sqlite_master where type = 'table' and name != 'audit'`.execute(db)
      const tables = names.rows.filter(r => !r.name.startsWith('sqlite_') && !r.name.startsWith('kysely'))
      const rows = await Promise.all(tables.map(r => sql`select * from ${sql.table(r.name)}`.execute(db)))
      return JSON.stringify(tables.map((t, n) => [t.name, rows[n]!.rows]))
    })
  return { farewell, inside, audit, all, file }
}

const list = 'FILE'
const acts: [string, string, string, string[]][] = [
  ['finish-handoff', 'shell', 'H1', ['desk', 'done', 'H1']],
  ['finish-handoff', 'n:c1', 'H1', ['desk', 'done', 'H1', '--as', 'c1']],
  ['approve-submission', 'shell', 'M1', ['desk', 'approve', 'M1']],
  ['approve-submission', 'n:c1', 'M1', ['desk', 'approve', 'M1', '--as', 'c1']],
  ['roster-import', 'shell', 'new 1 changed 0 unchanged 0 removed 0 bad 0', ['roster', 'import', list, '--apply']],
  [
    'roster-import',
    'n:c1',
    'new 1 changed 0 unchanged 0 removed 0 bad 0',
    ['roster', 'import', list, '--apply', '--as', 'c1'],
  ],
  ['issue-code', 'shell', '0001', ['roster', 'code', '0001']],
  ['issue-code', 'n:c1', '0001', ['roster', 'code', '0001', '--as', 'c1']],
  ['revoke-link', 'shell', '0001', ['link', '--revoke', '0001']],
  ['revoke-link', 'n:c1', '0001', ['link', '--revoke', '0001', '--as', 'c1']],
  ['broadcast-published', 'n:c1', 'A04 普通', made],
  ['broadcast-approved', 'n:c2', 'A02', ['broadcast', 'approve', 'A02', '--as', 'c2']],
  ['broadcast-cancelled', 'n:c1', 'A01', ['broadcast', 'cancel', 'A01', '--as', 'c1']],
  ['broadcast-resent', 'n:c1', 'A03 to 1', ['broadcast', 'resend', 'A03', '--as', 'c1']],
  ['broadcast-recalled', 'n:c1', 'A03 by A04', ['broadcast', 'recall', 'A03', '--as', 'c1', '--text', '写错了']],
]

test.each(acts)(
  '%s by %s leaves exactly one line, in the transaction of the act',
  async (act, person, detail, args) => {
    const { farewell, inside, audit, all, file } = await aSchool()
    const line = args.map(arg => (arg === list ? file : arg))
    const before = await all()
    await inside(({ db }) =>
      sql`create trigger full before insert on audit begin select raise(abort, 'full'); end`.execute(db),
    )
    await expect(farewell(...line)).rejects.toThrow('full')
    expect(await all()).toBe(before)
    await inside(({ db }) => sql`drop trigger full`.execute(db))
    expect((await farewell(...line)).code).toBe(0)
    expect(await all()).not.toBe(before)
    expect(await audit()).toEqual([{ person, chat: 'command-line', act, detail }])
  },
)

test.each([
  [['desk', 'done', 'H1'], '之前已经标记为跟进完了'],
  [['desk', 'approve', 'M1'], '之前已经可以展示了'],
  [['broadcast', 'cancel', 'A01', '--as', 'c1'], '已经取消了'],
])('%j twice says so and leaves one line of the act', async (args, says) => {
  const { farewell, audit, all } = await aSchool()
  await farewell(...args)
  const before = await all()
  const { out, err } = await farewell(...args)
  expect(out + err).toContain(says)
  expect(await all()).toBe(before)
  expect((await audit()).filter(a => a.act !== 'broadcast-refused')).toHaveLength(1)
})

test('what is not there is neither marked nor noted, and nobody acts as somebody who is no staff', async () => {
  const { farewell, audit } = await aSchool()
  expect((await farewell('desk', 'done', 'H9')).err).toContain('没有找到“H9”这件待办')
  expect((await farewell('desk', 'approve', 'M9')).err).toContain('没有找到“M9”这份投稿')
  expect((await farewell('desk', 'done', 'H1', '--as', '0001')).err).toContain('不是名册上的老师')
  expect(await audit()).toEqual([])
})
