import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/open.ts'
import { makeRecords } from '../../src/store/records.ts'
import { brushing, openCaseOffice } from '../support/cases.ts'
import { run } from '../support/command.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'
import { forgetting } from '../support/store.ts'

const { caseWords } = contentOf(fixtureKnowledge())
const { desk } = caseWords
const cry = '我真的不想活了'
const audits = async ({ database }: { database: Database }) =>
  (await database.db.selectFrom('audit').select(['person', 'act', 'detail']).execute()).map(
    a => `${a.person} ${a.act} ${a.detail}`,
  )

test('a counselor sees and marks the cases of their classes', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room: 'g1' })
  expect(await office.say('c1', '案件')).toContain('S01 刷单返利')
  expect(await office.say('c1', 'S01 属实')).toContain('属实')
  expect(await office.say('c1', '案件 S01')).toContain('属实')
})

test('the mark may be changed', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room: 'g1' })
  await office.say('c1', 'S01属实')
  await office.say('c1', 's01 误报')
  expect(await office.say('c1', '案件 S01')).toContain('误报')
})

test('cases of other classes are as if there were none, and asking stands in the audit log', async () => {
  const office = await openCaseOffice()
  await office.hear('s2', brushing, { room: 'g2' })
  expect(await office.say('c2', '案件')).toBe(desk.none)
  expect(await office.say('c2', 'S01 属实')).toBe(await office.say('c2', 'S99 属实').then(t => t.replace('S99', 'S01')))
  expect(await audits(office)).toContain('n:c2 refused-case S01')
})

test('a student is refused, and that stands in the audit log', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  for (const text of ['案件', '案件 C01', 'S01 属实']) expect(await office.say('s2', text)).toBe(desk.refused)
  expect(await office.say('s2', '收到 C01')).toContain('没有 C01')
  expect(await audits(office)).toContain('n:s2 refused-case C01')
})

test('every reading of a crisis stands in the audit log', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('c1', '案件')
  await office.say('c1', '案件 C01')
  expect(await audits(office)).toEqual(expect.arrayContaining(['n:c1 list-cases C01', 'n:c1 read-case C01']))
})

test('a counselor of another class sees no crisis', async () => {
  const office = await openCaseOffice()
  await office.hear('s2', cry)
  expect(await office.say('c2', '案件')).toBe(desk.none)
  expect(await office.say('c2', '案件 C01')).toContain('没有 C01')
})

test('asked for in a group, cases are shown in private alone', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room: 'g1' })
  const arrived = await office.hear('c1', '案件', { room: 'g1', mentioned: true })
  expect(arrived.find(a => a.chat === 'room/g1')!.text).not.toContain('S01')
  expect(arrived.find(a => a.chat === 'private/c1')!.text).toContain('S01')
})

test('farewell cases counts by kind with the share that was right, and exports what was marked with numbers masked', async () => {
  const folder = tempFolder()
  const office = await openCaseOffice({ folder })
  await office.hear('s1', brushing, { room: 'g1' })
  await office.say('c1', 'S01 属实')
  await office.wait(61)
  await office.hear('s1', `${brushing}!`, { room: 'g1' })
  await office.say('c1', 'S02 误报')
  await office.database.close()
  const { out } = await run(['cases', '--json', '--data', folder])
  expect(JSON.parse(out).kinds).toEqual([{ type: '刷单返利', all: 2, open: 0, confirmed: 1, false: 1, precision: 0.5 }])
  const file = join(folder, 'marked.tsv')
  await run(['cases', '--export', file, '--data', folder])
  const rows = readFileSync(file, 'utf8').trim().split('\n')
  expect(rows.map(r => r.split('\t')).map(r => `${r[0]} ${r[4]}`)).toEqual(['scam confirmed', 'scam false'])
  expect(rows.join()).not.toContain('13800138000')
})

test('farewell cases --crisis is for the entitled, and audited; farewell desk tells no more than a number', async () => {
  const folder = tempFolder()
  const office = await openCaseOffice({ folder })
  await office.hear('s1', cry)
  await office.database.close()
  expect((await run(['cases', '--crisis', '--data', folder])).code).toBe(1)
  expect((await run(['cases', '--crisis', '--as', 's2', '--data', folder])).code).toBe(1)
  expect((await run(['cases', '--crisis', '--as', 'c1', '--data', folder])).out).toContain('示例同学甲')
  const { out, err } = await run(['desk', '--data', folder])
  expect(err).toContain('1 件求助案件')
  expect(out + err).not.toMatch(/示例同学甲|不想活/)
  const database = await openDatabase(folder, { shared: true })
  onTestFinished(() => database.close())
  expect(await audits({ database })).toEqual(expect.arrayContaining(['n:c1 list-cases C01', 'n:s2 refused-case list']))
})

test('one sees what is stored of oneself, and forgetting takes what somebody has seen to', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  const records = makeRecords(office.database)
  expect((await records.of('s1')).crisis_case).toHaveLength(1)
  await office.say('c1', '收到 C01')
  await office.decideWith('s1', [forgetting])
  expect(await office.database.db.selectFrom('crisis_case').selectAll().execute()).toEqual([])
})

test('forgetting leaves a crisis that nobody has seen to, without a word of what was said', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.decideWith('s1', [forgetting])
  const [row] = await office.database.db.selectFrom('crisis_case').selectAll().execute()
  expect(row).toMatchObject({ state: 'open', excerpt: '' })
})

test('unmarked cases go after their days, marked ones stay longer', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room: 'g1' })
  await office.wait(61)
  await office.hear('s1', brushing, { room: 'g1' })
  await office.say('c1', 'S01 属实')
  await office.wait(caseWords.scam.keepDays.open * 1440 + 60)
  expect((await office.database.db.selectFrom('scam_case').select('number').execute()).map(r => r.number)).toEqual([
    'S01',
  ])
})
