import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { expect, onTestFinished, test } from 'vitest'
import { readPersonalLink } from '../../src/channels/web/link.ts'
import { Secret } from '../../src/core/secret.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeLinks } from '../../src/store/people/links.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'
import { handLink } from '../support/links.ts'
import { aCounselor, aPerson } from '../support/office.ts'

const secret = 'x'.repeat(32)
const signed = { FAREWELL_WEB: 'signed', FAREWELL_SECRET: secret }

/** A data folder with a student and a counselor, and the command on it. */
async function opened(env: Record<string, string> = {}) {
  const data = tempFolder()
  const database = await openDatabase(data)
  onTestFinished(() => database.close())
  await savePeople(database, [aPerson('20230001'), aCounselor('T01')], new Date(0))
  const link = (...args: string[]) => run(['link', ...args, '--data', data], { ...signed, ...env })
  const passOf = (out: string) => readPersonalLink(out.trim().split('/in/')[1]!, new Secret(secret), new Date())!
  return { database, link, passOf }
}

const daysLeft = (until: Date) => Math.round((until.getTime() - Date.now()) / 86_400_000)

test('a link is printed alone, below the base address', async () => {
  const { link } = await opened()
  const { code, out } = await link('20230001', '--name', '小林', '--base', 'https://bye.example/')
  expect(code).toBe(0)
  expect(out).toMatch(/^https:\/\/bye\.example\/in\/\S+\n$/)
})

test('without a base address it is the bot’s own', async () => {
  const { link } = await opened({ FAREWELL_URL: 'https://lixiao.example' })
  expect((await link('20230001')).out).toMatch(/^https:\/\/lixiao\.example\/in\//)
})

test('a student’s link is good for thirty days under the name that the roster has, one of staff for a day, and says so', async () => {
  const { link, passOf } = await opened()
  const [student, staff] = [await link('20230001'), await link('T01')]
  expect(passOf(student.out)).toMatchObject({ person: 'web:p:20230001', name: '示例20230001', generation: 0 })
  expect([student, staff].map(ran => daysLeft(passOf(ran.out).until))).toEqual([30, 1])
  expect(staff.err).toContain('老师的链接默认只管一天')
  expect(student.err).not.toContain('老师的链接')
})

test('all links that are good are listed: for whom, since when, until when', async () => {
  const { link } = await opened()
  await link('20230001')
  await link('T01')
  const { out } = await link('--list')
  expect(out).toContain('2 个还有效的链接')
  expect(out).toMatch(/T01 {2}示例T01 {2}发于 \S+Z {2}有效到 \S+Z\n.*20230001/)
  expect((await link('--list', 'T01')).out).not.toContain('20230001')
})

test('taking links back ends those of one person, and new ones are of another generation', async () => {
  const { link, passOf, database } = await opened()
  await link('20230001')
  await link('T01')
  expect((await link('--revoke', 'T01')).out).toContain('还有效的有 1 个')
  expect((await link('--list')).out).not.toMatch(/^ *T01/m) // a time may hold “T01” too
  expect((await link('--list')).out).toContain('20230001')
  expect(passOf((await link('T01')).out).generation).toBe(1)
  expect(await makeLinks(database).generationOf('T01')).toBe(1)
})

test('handing out and taking back are in the audit log, without the link', async () => {
  const { link, database } = await opened()
  const { out } = await link('T01')
  await link('--revoke', 'T01')
  const audit = await database.db.selectFrom('audit').selectAll().execute()
  expect(audit.map(a => a.act)).toEqual(['issue-link', 'revoke-link'])
  expect(JSON.stringify(audit)).not.toContain(out.trim().split('/in/')[1])
})

test('records of links that have ended go with the next one', async () => {
  const { database } = await opened()
  await handLink(database, '20230001', { until: new Date(1000), now: new Date(0) })
  await handLink(database, 'T01', { until: new Date(9000), now: new Date(2000) })
  expect(await database.db.selectFrom('link').select('number').execute()).toEqual([{ number: 'T01' }])
})

for (const [what, args, env] of [
  ['without a secret', ['1'], { FAREWELL_SECRET: '', FAREWELL_WEB: 'sandbox' }],
  ['without an id', [], {}],
  ['for an id with a slash', ['a/b'], {}],
  ['for half a day', ['1', '--days', '0.5'], {}],
  ['taking back those of nobody', ['--revoke', ''], {}],
] as const)
  test(`link ${what} fails with 1`, async () => {
    const { link } = await opened(env as Record<string, string>)
    const { code, out } = await link(...args)
    expect([code, out]).toEqual([1, ''])
  })

test('a counselor hands out, lists and takes back links of the own classes only, and what was refused is noted', async () => {
  const { link, database } = await opened()
  await savePeople(database, [aPerson('20239999', { className: '九班' })], new Date(0))
  await link('20239999')
  expect(await link('20230001', '--as', 'T01')).toMatchObject({ code: 0 })
  for (const args of [['20239999'], ['--revoke', '20239999'], ['nobody']]) {
    const { code, err } = await link(...args, '--as', 'T01')
    expect([code, err]).toEqual([1, expect.stringContaining('不在你负责的范围里')])
  }
  expect((await link('--list', '--as', 'T01')).out).not.toContain('20239999')
  const audit = await database.db.selectFrom('audit').select(['person', 'act']).orderBy('seq').execute()
  expect(audit.map(a => `${a.person} ${a.act}`)).toEqual([
    'shell issue-link',
    'n:T01 issue-link',
    'n:T01 issue-link-refused',
    'n:T01 revoke-link-refused',
    'n:T01 issue-link-refused',
  ])
})

test('a class gets a link for everyone as a sheet, with the names of the roster and the bot’s own address', async () => {
  const { link, passOf, database } = await opened({ FAREWELL_URL: 'https://lixiao.example' })
  await savePeople(
    database,
    [aPerson('20230002', { name: '示例乙' }), aPerson('20230003', { left: 'withdrawn' })],
    new Date(0),
  )
  const { code, out, err } = await link('--class', '一班', '--as', 'T01')
  const rows = out
    .trim()
    .split('\n')
    .map(line => line.split('\t'))
  expect(code).toBe(0)
  expect(rows.map(r => r.slice(0, 2))).toEqual([
    ['学号', '姓名'],
    ['20230001', '示例20230001'],
    ['20230002', '示例乙'],
  ])
  expect(rows[2]![2]).toMatch(/^https:\/\/lixiao\.example\/in\//)
  expect(passOf(rows[2]![2]!)).toMatchObject({ person: 'web:p:20230002', name: '示例乙' })
  expect(err).toContain('示例学院一班 2 个链接')
  expect(await database.db.selectFrom('audit').select(['act']).execute()).toEqual([{ act: 'issue-link' }])
  expect((await link('--list')).out).toContain('2 个还有效的链接')
})

test('the links of a class may be written into a workbook', async () => {
  const { link } = await opened()
  const path = join(tempFolder(), 'links.xlsx')
  expect((await link('--class', '一班', '--out', path)).out).toBe('')
  const rows = utils.sheet_to_json<string[]>(Object.values(read(readFileSync(path)).Sheets)[0]!, { header: 1 })
  expect(rows.slice(0, 2).map(r => r[0])).toEqual(['学号', '20230001'])
  expect(rows.at(-1)![0]).toContain('只交给本人')
})

test.each([
  [['--class', '二班'], '没有找到班级“二班”，或者不在你负责的范围里。最接近的是：一班'],
  [['--class', '一班', '--out', 'links.pdf'], '文件名要以.xlsx（表格）或.html'],
  [['20230010'], '“20230010”不在名册里。最接近的是：20230001'],
])('link %s is refused with what is nearest', async (args, says) => {
  const { link } = await opened()
  const { code, out, err } = await link(...args)
  expect([code, out]).toEqual([1, ''])
  expect(err.replace(/\s+/g, '')).toContain(says)
})

test('without a roster anybody may be given a link', async () => {
  const { link, database } = await opened()
  await database.db.deleteFrom('roster').execute()
  expect((await link('20239999')).code).toBe(0)
})
