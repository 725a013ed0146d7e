import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { confirmRoutes } from '../../src/http/confirm.ts'
import { bookOf } from '../../src/reports/book.ts'
import { openDatabase } from '../../src/store/open.ts'
import { allPeople, savePeople } from '../../src/store/people/roster.ts'
import { makeTranscript } from '../../src/store/transcript.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { settingsIn } from '../support/web.ts'

/** A name that clears a terminal, turns the line around, begins another line, and hides something. */
const nasty = '示例\u001b[2J\u202e甲\u2028\r\nH9  已办\u200b\u009b1m\ud800'
const hostile = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ud800]/

/** A data folder with one person, one request, one crisis and one unanswered question whose texts are nasty. */
async function aSchool() {
  const settings = settingsIn(tempFolder())
  const data = settings.FAREWELL_DATA!
  const database = await openDatabase(data)
  await savePeople(database, [aPerson('0001', { name: nasty, dorm: nasty }), aCounselor('c1')], new Date(0))
  const asked = {
    topic: nasty,
    urgency: '一般',
    text: nasty,
    how: nasty,
    may_contact: 1,
    state: 'open',
    at: 0,
    delete_at: 9e15,
  } as const
  await database.db
    .insertInto('handoff')
    .values({ number: 'H1', person: 'u1', name: nasty, ...asked })
    .execute()
  const times = { times: 1, nearest: '', first_at: 0, last_at: 0 }
  await database.db
    .insertInto('unanswered')
    .values({ question: nasty, ...times })
    .execute()
  const what = {
    type: 'mind',
    about: 'self',
    whom: '',
    grade: 'serious',
    place: 'private',
    state: 'open',
    by: '',
  } as const
  const unit = { college: '示例学院', class_name: '一班', home: null, home_channel: null }
  const ends = { at: 0, step: 0, next_at: null, delete_at: 9e15 }
  await database.db
    .insertInto('crisis_case')
    .values({ number: 'C01', person: 'n:0001', name: nasty, excerpt: nasty, ...what, ...unit, ...ends })
    .execute()
  await database.close()
  return { data, farewell: (...args: string[]) => run(args, settings) }
}

test.each([
  [['desk']],
  [['questions']],
  [['cases', '--crisis', '--as', 'c1']],
  [['cases', 'list', '--as', 'c1']],
  [['cases', 'show', 'C01', '--as', 'c1']],
  [['cases', 'show', nasty, '--as', nasty]],
  [['roster', 'list']],
  [['roster', 'show', '0001']],
  [['roster', 'show', nasty]],
  [['roster', 'code', '0001']],
  [['dance', nasty]],
  [[nasty]],
  [['desk', nasty, nasty]],
  [['broadcast', 'show', nasty]],
])('%j prints nothing that a terminal obeys, and nobody begins a line with their name', async args => {
  const { farewell } = await aSchool()
  const { out, err } = await farewell(...args)
  expect((out + err).replaceAll('\n', '')).not.toMatch(hostile)
  expect(out).not.toMatch(/^H9/m)
})

test.each([[['desk', '--json']], [['questions', '--json']], [['roster', 'list', '--json']]])(
  '%j has everything in it, escaped',
  async args => {
    const { farewell } = await aSchool()
    const { out } = await farewell(...args)
    expect(out.replaceAll('\n', '')).not.toMatch(hostile)
    expect(JSON.stringify(JSON.parse(out))).toContain(JSON.stringify(nasty.toWellFormed()).slice(1, -1))
  },
)

test('an import tells of what cannot be seen, with its row and column, and saves the rest', async () => {
  const folder = tempFolder()
  const file = join(folder, 'list.csv')
  writeFileSync(
    file,
    '学号,姓名,学院,班级\n0001,示\u200b例\u202e甲,示例学院,一班\n00\u206602,示例乙,示例学院,一班\n0003,示例丙,示例学院,一班\n',
  )
  const env = { FAREWELL_DATA: join(folder, 'data') }
  const { out } = await run(['roster', 'import', file, '--apply'], env)
  expect(out).toContain('请核对 2 处')
  expect(out).toContain('有看不见的控制字符，已经去掉（2 处）：第 2 行（姓名）')
  expect(out).toContain('第 3 行（学号）')
  const database = await openDatabase(env.FAREWELL_DATA)
  const people = await allPeople(database)
  await database.close()
  expect(people.map(p => `${p.number} ${p.name}`)).toEqual(['0001 示例甲', '0002 示例乙', '0003 示例丙'])
})

const formulas = ['=1+1', '+86', '-2+3', '@SUM(A1)', '\t=1', ' =1', '＝1', '示\u202e例']

test('in a workbook no cell is, or becomes, a formula, and none is longer than a cell may be', async () => {
  const rows = [['头'], ...formulas.map(f => [f]), ['长'.repeat(40_000)]]
  const bytes = await bookOf([{ name: '表', rows }])
  const sheet = read(bytes, { type: 'array', cellNF: true }).Sheets.表!
  const cells = utils.sheet_to_json<string[]>(sheet, { header: 1 }).map(row => row[0]!)
  expect(Object.values(sheet).some(cell => typeof cell === 'object' && 'f' in cell)).toBe(false)
  expect(cells.slice(1, 9)).toEqual([...formulas.slice(0, 7), '示例'])
  expect([sheet.A2.z, sheet.A2.t]).toEqual(['@', 's'])
  expect(cells[9]!.length).toBe(32_767)
})

test('what the bot says of a stranger leaves without anything that does something', async () => {
  const office = await openOffice()
  await office.hear('s1', '你好')
  const saying = { text: `${nasty} 要绑定`, choices: [{ value: '1', label: nasty }], images: [], rateable: false }
  const [arrived] = await office.decideWith('s1', [{ do: 'say', toPerson: true, saying }])
  expect(arrived!.text.replaceAll('\n', '')).not.toMatch(hostile)
  expect(arrived!.text).toContain('要绑定')
})

test('a page gets lines and names without anything that does something', async () => {
  const database = await openDatabase(tempFolder())
  const transcript = makeTranscript(database)
  const line = { images: [], choices: [], rateable: false, at: new Date(0).toISOString() }
  const from = { id: 'u1', name: nasty }
  const added = await transcript.add({ id: '1', chat: 'g', from, to: { id: 'u2', name: nasty }, text: nasty, ...line })
  const [shown] = await transcript.after(0, { chats: ['g'], limit: 9 })
  await database.close()
  expect(shown).toEqual(added)
  expect(shown!.from!.name).toBe('示例[2J甲 H9 已办1m\ufffd')
  expect(JSON.stringify(shown).replaceAll('\\n', '')).not.toMatch(/\\u[0d]|[\u202e\u2028\u200b\u0080-\u009f]/)
})

test('the page of a broadcast shows its words without anything that does something', async () => {
  const view = { status: 200, title: '', picture: null, isGood: true, form: null } as const
  const open = async () => ({ ...view, text: nasty, note: nasty, says: nasty })
  const page = await confirmRoutes({ open, press: open, file: async () => null }).request('/c/a.b')
  expect((await page.text()).replaceAll('\n', '')).not.toMatch(hostile)
})
