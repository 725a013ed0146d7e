import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson } from '../support/office.ts'
import { settingsIn } from '../support/web.ts'

/** A data folder with one student and two counselors, and the command line on it. */
async function aSchool() {
  const settings = settingsIn(tempFolder())
  const data = settings.FAREWELL_DATA!
  const database = await openDatabase(data)
  await savePeople(database, [aPerson('0001'), aCounselor('c1'), aCounselor('c2')], new Date(0))
  await database.close()
  const audit = async () => {
    const open = await openDatabase(data, { shared: true })
    const rows = await open.db.selectFrom('audit').select('act').orderBy('seq').execute()
    await open.close()
    return rows.map(r => r.act)
  }
  return { data, audit, farewell: (...args: string[]) => run(args, settings) }
}

const made = ['broadcast', 'new', '--template', '截止提醒', '--to', '一班', '--text', '周五前交钥匙。', '--as', 'c1']

test('a broadcast is made, listed and shown, with its numbers', async () => {
  const { farewell, audit } = await aSchool()
  const { code, out } = await farewell(...made)
  expect(code).toBe(0)
  expect(out).toContain('【截止提醒】A01（普通）')
  expect(out).toContain('没绑定 1 人')
  expect((await farewell('broadcast', 'list')).out).toContain('A01')
  expect((await farewell('broadcast', 'show', 'a1')).out).toContain('周五前交钥匙。')
  expect(await audit()).toEqual(['broadcast-published'])
})

test('a preview changes nothing', async () => {
  const { farewell } = await aSchool()
  expect((await farewell(...made, '--preview')).out).toContain('名册上 1 人')
  expect((await farewell('broadcast', 'list')).out).toBe('')
})

test('an urgent one needs another member of staff', async () => {
  const { farewell } = await aSchool()
  expect((await farewell(...made, '--level', '紧急')).out).toContain('要另一位管这个范围的老师批准')
  expect((await farewell('broadcast', 'approve', 'A01', '--as', 'c1')).err).toContain('不能自己批准')
  expect((await farewell('broadcast', 'approve', 'A01', '--as', 'c2')).code).toBe(0)
  expect((await farewell('broadcast', 'list')).out).toContain('等时间到')
})

test.each([
  ['an unknown class', ['--to', '九十九班'], '99班'],
  ['a past time', ['--at', '2020-01-01T09:00'], '已经过去'],
  ['an empty audience', ['--to', '一班有助学贷款的同学'], '没有符合'],
  ['someone without the right', ['--as', '0001'], '不是名册上的老师'],
])('%s is refused with a cure and a line in the audit log', async (_, instead, no) => {
  const { farewell, audit } = await aSchool()
  const [option, value] = instead as [string, string]
  const { code, err } = await farewell(...made, option, value)
  expect(code).toBe(1)
  expect(err).toContain(no)
  expect((await farewell('broadcast', 'list')).out).toBe('')
  expect(await audit()).toEqual(['broadcast-refused'])
})

test('the report opens as a workbook with the roster as its denominator and numbers as text', async () => {
  const { farewell, data } = await aSchool()
  await farewell(...made)
  const database = await openDatabase(data)
  await database.db.updateTable('broadcast').set({ state: 'sent', started_at: 1, sent_at: 2 }).execute()
  const line = { college: '示例学院', class_name: '一班', via: 'private', reason: '' } as const
  await database.db
    .insertInto('broadcast_recipient')
    .values({
      broadcast: 'A01',
      number: '0001',
      ...line,
      state: 'confirmed',
      sent_at: Date.parse('2026-06-10T04:00:00Z'),
      confirmed_at: Date.parse('2026-06-10T04:05:00Z'),
      confirmed_by: 'link',
      claimed_at: null,
    })
    .execute()
  await database.close()
  const file = join(tempFolder(), 'A01.xlsx')
  expect((await farewell('report', 'A01', '--out', file)).code).toBe(0)
  const book = read(await readFile(file))
  expect(book.SheetNames).toEqual(['按班级', '明细', '说明'])
  const rows = (name: string) => utils.sheet_to_json<string[]>(book.Sheets[name]!, { header: 1 })
  const classes = rows('按班级')
  expect(classes[0]).toContain('确认')
  expect(classes.flat()).not.toContain('已读')
  expect(classes[1]!.slice(0, 4)).toEqual(['示例学院', '一班', 1, 1])
  expect(rows('明细')[1]).toEqual([
    '示例学院',
    '一班',
    '0001',
    '示例0001',
    '确认',
    '',
    '2026-06-10 12:00',
    '2026-06-10 12:05',
    '链接',
    '',
  ])
})
