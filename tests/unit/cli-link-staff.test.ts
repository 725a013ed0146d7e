import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson } from '../support/office.ts'

/** A data folder with a student and two counselors, and the command on it. */
async function opened() {
  const data = tempFolder()
  const database = await openDatabase(data)
  onTestFinished(() => database.close())
  await savePeople(database, [aPerson('20230001'), aCounselor('T01'), aCounselor('T02')], new Date(0))
  const link = (...args: string[]) => run(['link', ...args, '--data', data], { FAREWELL_URL: 'https://bye.example' })
  const audit = async () =>
    (await database.db.selectFrom('audit').select(['act', 'detail']).execute()).map(a => `${a.act} ${a.detail}`)
  return { database, link, audit }
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

test('without a number there is a line for each of the staff, good for a day', async () => {
  const { link } = await opened()
  const { out, err } = await link('--staff')
  expect(
    out
      .trim()
      .split('\n')
      .map(line => line.split('\t').slice(0, 2).join(' ')),
  ).toEqual(['T01 示例T01', 'T02 示例T02'])
  expect(err).toContain('24 小时')
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
