import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { identityOf, type RosterPerson, stranger } from '../../src/core/roster.ts'
import { staffToLetIn } from '../../src/office/console/sheet.ts'
import { handOutWayIn } from '../../src/office/console/signin.ts'
import { sha256 } from '../../src/office/people/code.ts'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { perform } from '../../src/store/perform.ts'
import { readsIn } from '../../src/store/reads.ts'
import { readBook } from '../support/book.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson } from '../support/office.ts'

/** A data folder with a student and two counselors, and the command on it. */
async function opened(env: Record<string, string> = { FAREWELL_URL: 'https://bye.example' }) {
  const data = tempFolder()
  const database = await openDatabase(data)
  onTestFinished(() => database.close())
  await savePeople(database, [aPerson('20230001'), aCounselor('T01'), aCounselor('T02')], new Date(0))
  const link = (...args: string[]) => run(['link', ...args, '--data', data], env)
  const audit = async () =>
    (await database.db.selectFrom('audit').select(['act', 'detail']).execute()).map(a => `${a.act} ${a.detail}`)
  let drawn = 0
  /** Makes a way in, for a list or not; its hash. */
  const letIn = async (number: string, isListed: boolean) => {
    const [deed, ids] = [{ by: 'shell', through: 'test', at: 0 }, { next: () => `way-${++drawn}` }]
    const actor = { ...stranger, role: 'school' as const, scope: [{ of: 'school' as const }] }
    const given = { act: handOutWayIn, rules: { digest: sha256 }, actor, deed, ids }
    const came = await perform(database, { ...given, input: { number, isListed } })
    return 'done' in came ? sha256(came.done.token) : ''
  }
  return { database, link, audit, letIn, folder: tempFolder() }
}

test('IT prints the first way into the console for a member of staff, alone on its line', async () => {
  const { link, database, audit } = await opened()
  const { code, out, err } = await link('--staff', 'T01')
  expect([code, out]).toEqual([0, expect.stringMatching(/^https:\/\/bye\.example\/desk\/in\/[\w-]{40,}\n$/)])
  expect(err).toContain('5 分钟')
  const [row] = await database.db.selectFrom('console_link').selectAll().execute()
  // What is kept opens nothing.
  expect(out).not.toContain(row!.hash)
  expect(await audit()).toEqual(['console-link T01'])
})

test('without a number there is a list of all staff: names, college, part, address, and until when', async () => {
  const { link } = await opened({ FAREWELL_URL: '' })
  const { out, err } = await link('--staff', '--base', 'https://bye.example/')
  expect((await link('--staff')).err).toContain('只有在这台机器上打得开')
  expect(err).not.toContain('只有在这台机器上')
  const [head, ...rows] = out
    .trim()
    .split('\n')
    .map(line => line.split('\t'))
  expect(head).toEqual(['工号', '姓名', '学院', '身份', '登录后台的网址', '有效到'])
  expect(rows.map(row => row.slice(0, 4))).toEqual(
    ['T01', 'T02'].map(number => [number, `示例${number}`, '示例学院', '辅导员']),
  )
  for (const row of rows) {
    expect(row[4]).toMatch(/^https:\/\/bye\.example\/desk\/in\/[\w-]{40,}$/)
    expect(row[5]).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
  }
  expect(err).toMatch(/2 位老师，每个网址 24 小时内（到 \d+月\d+日 \d+:\d\d）用一次有效/)
})

test('the list is a workbook, or slips with a code to scan that say how long it is good and show names as text', async () => {
  const { link, folder, database } = await opened()
  const [book, slips] = [join(folder, '老师.xlsx'), join(folder, '老师.html')]
  expect((await link('--staff', '--out', book)).code).toBe(0)
  const rows = readBook(readFileSync(book)).老师登录后台!
  expect([rows[1]!.slice(0, 4), rows.at(-1)![0]]).toEqual([
    ['T01', '示例T01', '示例学院', '辅导员'],
    expect.stringMatching(/^有效到 .*只交给本人/),
  ])
  const name = '<script>1</script>\u202e'
  await database.db.updateTable('roster').set({ name }).where('number', '=', 'T02').execute()
  expect((await link('--staff', 'T02', '--out', slips)).out).toBe('')
  const page = readFileSync(slips, 'utf8')
  expect(page.match(/<svg class="qr"/g)).toHaveLength(1)
  expect(page).toMatch(/&lt;script&gt;1[\s\S]*T02 · 示例学院 · 辅导员[\s\S]*只能用一次/)
  expect(page).not.toMatch(/<script|\u202e|示例T01/)
})

test('a new list voids what nobody used of the old one, and nothing else', async () => {
  const { database, letIn } = await opened()
  const [, soon, listed] = [await letIn('T01', true), await letIn('T01', false), await letIn('T01', true)]
  const other = await letIn('T02', true)
  const known = (await database.db.selectFrom('console_link').select('hash').execute()).map(row => row.hash)
  expect(known.sort()).toEqual([soon, listed, other].sort())
})

test('a link of a list is good for a day and no longer, and once', async () => {
  const { database, letIn } = await opened()
  await letIn('T01', true)
  await letIn('T02', false)
  const rows = await database.db.selectFrom('console_link').select(['number', 'until']).orderBy('number').execute()
  expect(rows).toEqual([
    { number: 'T01', until: 24 * 3_600_000 },
    { number: 'T02', until: 5 * 60_000 },
  ])
})

test('a list names nobody who is not there: no line, no file, and what may have been meant', async () => {
  const { link, folder, database, audit } = await opened()
  const file = join(folder, 'none.xlsx')
  const { code, out, err } = await link('--staff', 'T01', 'T03', '20230001', '--out', file)
  expect([code === 0, out, existsSync(file)]).toEqual([false, '', false])
  expect(err).toMatch(/T03、20230001 不是名册上归你管的老师.*是不是 T0/)
  expect(await database.db.selectFrom('console_link').selectAll().execute()).toEqual([])
  expect(await audit()).toEqual(['console-link-refused T03 20230001'])
})

test('what cannot be is refused with a cure before anything is made', async () => {
  const { link, database } = await opened()
  for (const [args, cure] of [
    [['--staff', '--out', 'x.pdf'], '.html'],
    [['--staff', '--class', '一班'], '分两次'],
    [['20230001', '--out', 'x.xlsx'], '--class 班级 或 --staff'],
  ] as const)
    expect([args, (await link(...args)).err]).toEqual([args, expect.stringContaining(cure)])
  expect(await database.db.selectFrom('console_link').selectAll().execute()).toEqual([])
})

test('whoever looks after a college makes a list of its staff alone, a counselor of nobody else', async () => {
  const { database } = await opened()
  const dean = aPerson('D1', { role: 'college', className: '', scope: [{ of: 'college', college: '示例学院' }] })
  const away = aCounselor('T09', { college: '别的学院', scope: [{ of: 'class', college: '别的学院', name: '三班' }] })
  await savePeople(database, [dean, away, aCounselor('T01'), aCounselor('T02')], new Date(0))
  const read = readsIn(database.db, new Date(0))
  const listOf = async (of: RosterPerson, numbers: string[] | null) => {
    const came = await staffToLetIn({ read }, identityOf(of), { numbers })
    return 'done' in came ? came.done.people.map(p => p.number) : came.refused.numbers
  }
  expect(await listOf(dean, null)).toEqual(['D1', 'T01', 'T02'])
  expect(await listOf(dean, ['T01', 'T09'])).toEqual(['T09'])
  expect(await listOf(aCounselor('T01'), null)).toEqual(['T01'])
})

test('students and unknown numbers are refused, and that they were tried is noted', async () => {
  const { link, audit } = await opened()
  for (const number of ['20230001', 'T99']) {
    const { code, err } = await link('--staff', number)
    expect([code === 0, err]).toEqual([false, expect.stringContaining(`${number} 不是名册上归你管的老师`)])
  }
  expect(await audit()).toEqual(['console-link-refused 20230001', 'console-link-refused T99'])
})

test('a counselor at the command line lets nobody in but themselves', async () => {
  const { link } = await opened()
  expect((await link('--staff', 'T01', '--as', 'T01')).code).toBe(0)
  expect((await link('--staff', 'T02', '--as', 'T01')).code).not.toBe(0)
})

test('taking somebody’s links back ends their console too', async () => {
  const { link, database } = await opened()
  await link('--staff', 'T01')
  await link('--staff', 'T02')
  await link('--revoke', 'T01')
  expect((await database.db.selectFrom('console_link').select('number').execute()).map(r => r.number)).toEqual(['T02'])
})
