import { cpSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { parseLines, run } from '../support/command.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'
import { aPerson } from '../support/office.ts'
import { at } from '../support/seen.ts'

const project = resolve(import.meta.dirname, '../..')

/** A data folder with two students on the roster, and the environment of a small school with the shipped flows. */
async function school() {
  const data = tempFolder()
  const database = await openDatabase(data)
  await savePeople(database, [aPerson('s1'), aPerson('s2')], at('2026-06-01'))
  await database.close()
  const flows = tempFolder()
  for (const name of ['checkout', 'loan', 'arrival', 'message', 'gratitude', 'proposal', 'meeting'])
    cpSync(join(project, `flows/${name}.yaml`), join(flows, `${name}.yaml`))
  // Those whose dates this small school does not have.
  const isElsewhere = (path: string) => /(?:diploma|register)\.yaml$/.test(path)
  cpSync(join(project, 'flows/reminders'), join(flows, 'reminders'), {
    ...{ recursive: true, filter: path => !isElsewhere(path) },
  })
  return { data, env: { FAREWELL_KNOWLEDGE: copyFixture(tempFolder()), FAREWELL_FLOWS: flows } }
}

test('the next times are listed in order, with how many they are for and what they say', async () => {
  const { data, env } = await school()
  const { code, out } = await run(['reminders', '--data', data, '--now', '2026-06-20', '--next', '4'], env)
  expect(code).toBe(0)
  const heads = out.split('\n').filter(l => /^\d+月/.test(l))
  expect(heads).toEqual([
    '6月23日 周二 10:00  退宿截止（checkout）  2 人，能送到 0',
    '6月24日 周三 12:30  每周一题（safety-card）  2 人，能送到 0',
    '6月25日 周四 15:00  每周选送：学院挑稿（yiban）  0 人，能送到 0',
    '6月26日 周五 15:30  每周选送：学校汇总（yiban-office）  0 人，能送到 0',
  ])
  expect(out).toContain('（姓名），7 天后就是退宿截止')
  expect(out).toContain('不会运行：贷款毕业确认截止（loan-end），学校还没公布贷款毕业确认截止')
})

test('as JSON each time is a line', async () => {
  const { data, env } = await school()
  const { out } = await run(['reminders', '--data', data, '--now', '2026-06-20', '--next', '2', '--json'], env)
  expect(parseLines(out)[0]).toMatchObject({
    reminder: 'checkout',
    at: '2026-06-23T02:00:00.000Z',
    to: 'person',
    audience: 2,
  })
})

test('what came of them is listed', async () => {
  const { data, env } = await school()
  expect((await run(['reminders', '--data', data, '--log'], env)).out).toContain('还没有记录')
  const database = await openDatabase(data)
  const row = { reminder: 'checkout', instant: at('2026-06-23 10:00').getTime(), position: '', at: 0 }
  const counts = { audience: 0, planned: 0, unreachable: 0, held: 0 }
  await database.db
    .insertInto('reminder_run')
    .values({ ...row, ...counts, state: 'skipped', reason: 'missed' })
    .execute()
  await database.close()
  const { out } = await run(['reminders', '--data', data, '--log', '--now', '2026-06-24'], env)
  expect(out).toContain('6月23日 周二 10:00  退宿截止（checkout）  没有发（错过太久，跳过）')
})

test('a number that is none, or a time that is none, is refused', async () => {
  const { data, env } = await school()
  for (const wrong of [
    ['--next', '0'],
    ['--next', 'x'],
    ['--now', '明天'],
  ]) {
    const { code, err } = await run(['reminders', '--data', data, ...wrong], env)
    expect(code).toBe(1)
    expect(err).toContain(wrong[0]!)
  }
})

test('check says which reminders sleep for want of a date', async () => {
  const { env } = await school()
  const { out } = await run(['check'], env)
  expect(out).toContain('定时提醒因为学校日期没公布，不会运行：')
})
