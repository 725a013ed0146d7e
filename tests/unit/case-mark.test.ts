import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { makeRecords } from '../../src/store/records.ts'
import { into, openCaseOffice } from '../support/cases.ts'
import { run } from '../support/command.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

const { caseWords } = contentOf(fixtureKnowledge())
const { crisis, desk } = caseWords
const cry = '我真的不想活了'
const day = 1440

type Office = Awaited<ReturnType<typeof openCaseOffice>>
const audits = async ({ database }: Office) =>
  (await database.db.selectFrom('audit').select(['person', 'act', 'detail']).execute()).map(
    a => `${a.person} ${a.act} ${a.detail}`,
  )
const labels = ({ database }: Office) => database.db.selectFrom('crisis_label').selectAll().execute()
const cases = ({ database }: Office) => database.db.selectFrom('crisis_case').selectAll().execute()
/** Every row that still knows of the case or of what was said. */
async function traces({ database: { db } }: Office): Promise<unknown[]> {
  return [
    ...(await db.selectFrom('crisis_case').select('number').execute()),
    ...(await db.selectFrom('crisis_event').select('number').execute()),
    ...(await db.selectFrom('delivery').select('key').where('key', 'like', 'crisis:%').execute()),
    ...(await db.selectFrom('delivery').select('key').where('body', 'like', '%不想活%').execute()),
    ...(await db.selectFrom('web_message').select('id').where('body', 'like', '%不想活%').execute()),
  ]
}

for (const words of ['C01 误报', '误报 C01', 'c01误报'])
  test(`“${words}” calls a crisis false: answered, audited, kept as a label without a person`, async () => {
    const office = await openCaseOffice()
    await office.hear('s1', cry)
    expect(into(await office.hear('c1', words), 'private/c1')).toEqual([fill(desk.crisisWrong, { number: 'C01' })])
    expect(await audits(office)).toContain('n:c1 mark-case C01 false')
    expect(await labels(office)).toMatchObject([{ number: 'C01', mark: 'false', type: 'mind', about: 'self' }])
  })

test('a false one is gone with everything that was recorded and sent because of it', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('c1', '案件')
  await office.say('c1', '案件 C01')
  await office.say('k1', '收到 C01')
  await office.say('c1', 'C01 误报')
  expect(await traces(office)).toEqual([])
  expect(await office.say('k1', '案件')).toBe(desk.none)
})

test('what the web chat of the staff keeps of a telling goes too', async () => {
  const office = await openCaseOffice()
  const { db } = office.database
  await office.hear('s1', cry)
  const { id } = await db.selectFrom('delivery').select('id').where('key', 'like', 'crisis:%').executeTakeFirstOrThrow()
  await db
    .insertInto('web_message')
    .values({ id, chat: 'private/c1', person: null, name: '', body: cry, at: 0 })
    .execute()
  await office.say('c1', 'C01 误报')
  expect(await traces(office)).toEqual([])
})

test('a telling that is on its way when the case goes is deleted when it has ended', async () => {
  const office = await openCaseOffice()
  const { db } = office.database
  await office.hear('s1', cry)
  await office.wait(15)
  const toBackup = db.updateTable('delivery').where('key', '=', 'crisis:C01:1:c2')
  await toBackup.set({ state: 'sending', lease_until: Number.MAX_SAFE_INTEGER }).execute()
  await office.say('c1', 'C01 误报')
  await toBackup.set({ state: 'delivered' }).execute()
  await office.wait(24 * 60)
  expect(await traces(office)).toEqual([])
})

test('the person hears it in private, and so do the others who were told, but not whoever marked it', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry, { room: 'g1' })
  await office.wait(15)
  const arrived = await office.hear('c2', 'C01 误报')
  expect(into(arrived, 'private/s1')).toEqual([crisis.falsePerson])
  expect(into(arrived, 'private/c1')).toEqual([fill(crisis.falseStaff, { number: 'C01' })])
  expect(into(arrived, 'private/c2')).toEqual([fill(desk.crisisWrong, { number: 'C01' })])
  expect(arrived).toHaveLength(3)
})

test('whoever has taken it hears that it was false, without having been told', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('k1', '收到 C01')
  expect(into(await office.hear('c1', 'C01 误报'), 'private/k1')).toEqual([fill(crisis.falseStaff, { number: 'C01' })])
})

test('where the person cannot be written to, only the staff hear of it', async () => {
  const office = await openCaseOffice()
  await office.hear('stranger', cry, { room: 'g2', unreachable: true })
  expect((await office.hear('c1', 'C01 误报')).map(a => a.chat)).toEqual(['private/c1'])
})

test('marked in a group, the answer comes in private alone', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  const arrived = await office.hear('c1', 'C01 误报', { room: 'g1', mentioned: true })
  expect(into(arrived, 'room/g1').join()).not.toContain('C01')
  expect(into(arrived, 'private/c1').join()).toContain('C01')
})

test('a false one is told nobody else, however long it takes', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('c1', 'C01 误报')
  expect(await office.wait(600)).toEqual([])
})

test('nothing of a false one stands in what the person sees of themselves', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('c1', 'C01 误报')
  const records = await makeRecords(office.database).of('s1')
  expect(records.crisis_case).toEqual([])
  expect(JSON.stringify(records.delivery)).not.toMatch(/C01|示例辅导员一|12356/)
})

test('marked once more, or a case that never was, it is not found and nothing changes', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('c1', 'C01 误报')
  const before = await labels(office)
  for (const text of ['C01 误报', 'C01 属实', 'C99 误报']) {
    const arrived = await office.hear('c1', text)
    expect(arrived.map(a => a.text)).toEqual([fill(desk.notFound, { number: text.slice(0, 3) })])
  }
  expect(await labels(office)).toEqual(before)
  expect(await audits(office)).toContain('n:c1 refused-case C99')
})

test('a real cry after a false one opens a case of its own', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('c1', 'C01 误报')
  const arrived = await office.hear('s1', cry)
  expect(into(arrived, 'private/s1').join()).toContain('示例辅导员一')
  expect(into(arrived, 'private/c1').join()).toContain('C02')
})

test('a question that led to the case goes with it, one asked since still waits for its answer', async () => {
  const office = await openCaseOffice()
  const { db } = office.database
  await office.hear('s1', cry)
  const at = office.clock.now().getTime()
  const values = ['n:s1', 'n:s2'].map(person => ({ person, state: '{}', at }))
  await db.insertInto('worry').values(values).execute()
  await office.say('c1', 'C01 误报')
  expect((await db.selectFrom('worry').select('person').execute()).map(w => w.person)).toEqual(['n:s2'])
  await office.hear('s1', cry)
  await db
    .insertInto('worry')
    .values({ person: 'n:s1', state: '{}', at: at + 1 })
    .execute()
  await office.say('c1', 'C02 误报')
  expect((await db.selectFrom('worry').select('person').execute()).map(w => w.person)).toEqual(['n:s1', 'n:s2'])
})

test('a confirmed one counts as taken by whoever marked it, and is told nobody else', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  expect(await office.say('c1', 'C01 属实')).toBe(fill(desk.crisisRight, { number: 'C01' }))
  expect(await audits(office)).toContain('n:c1 mark-case C01 confirmed')
  expect(await cases(office)).toMatchObject([{ state: 'acknowledged', by: '示例辅导员一', next_at: null }])
  expect(await office.wait(600)).toEqual([])
})

test('what somebody took stays theirs when another confirms it', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('c1', '收到 C01')
  await office.say('k1', 'C01 属实')
  expect(await cases(office)).toMatchObject([{ by: '示例辅导员一' }])
})

test('a confirmed one may still be called false', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('c1', 'C01 属实')
  await office.say('c1', 'C01 误报')
  expect(await traces(office)).toEqual([])
  expect(await labels(office)).toMatchObject([{ mark: 'false' }])
})

test('one that is not theirs is as if it were not there, for staff and for students', async () => {
  const office = await openCaseOffice()
  await office.hear('s2', cry)
  for (const number of ['c2', 's1'])
    for (const word of [desk.wrong, desk.right])
      expect(await office.say(number, `C01 ${word}`)).toBe(fill(desk.notFound, { number: 'C01' }))
  expect(await cases(office)).toMatchObject([{ state: 'open' }])
  expect(await audits(office)).toEqual(expect.arrayContaining(['n:c2 refused-case C01', 'n:s1 refused-case C01']))
})

test('the operator who was told may mark it too', async () => {
  const office = await openCaseOffice({ operator: 'op' })
  await office.hear('s1', cry)
  await office.wait(4 * crisis.minutes.serious)
  const arrived = await office.hear('op', 'C01 误报')
  expect(into(arrived, 'private/op')).toEqual([fill(desk.crisisWrong, { number: 'C01' })])
})

test('the case as it is shown has the buttons of the telling', async () => {
  const office = await openCaseOffice()
  const told = (await office.hear('s1', cry)).find(a => a.chat === 'private/c1')!
  const [shown] = await office.hear('c1', '案件 C01')
  expect(told.choices).toContain('C01 误报')
  expect(shown!.choices).toEqual(told.choices)
})

test('a label names neither whoever wrote nor anybody of the roster, and no longer number', async () => {
  const office = await openCaseOffice()
  const excerpt = '示例同学甲说示例同学乙想死 13800138000'
  await office.hear('s1', cry)
  await office.database.db.updateTable('crisis_case').set({ excerpt }).execute()
  await office.say('c1', 'C01 属实')
  expect(await labels(office)).toMatchObject([{ text: '×××说×××想死 ×××' }])
})

test('farewell cases counts what was marked by kind, and exports it without a person or a case number', async () => {
  const folder = tempFolder()
  const office = await openCaseOffice({ folder })
  for (const mark of [desk.wrong, desk.right]) {
    await office.hear('s1', cry)
    const [found] = await cases(office)
    await office.say('c1', `${found!.number} ${mark}`)
  }
  await office.database.close()
  const counted = await run(['cases', '--json', '--data', folder])
  expect(JSON.parse(counted.out).crises).toEqual([{ type: 'mind', confirmed: 1, false: 1, precision: 0.5 }])
  const { out } = await run(['cases', '--data', folder])
  expect(out).toContain(`${crisis.kinds.mind}  属实 1  误报 1  准确率 50 %`)
  const file = join(folder, 'marked.tsv')
  await run(['cases', '--export', file, '--data', folder])
  const text = readFileSync(file, 'utf8')
  const rows = text
    .trim()
    .split('\n')
    .map(r => r.split('\t'))
  expect(rows.map(r => r.length)).toEqual([7, 7])
  expect(rows.map(([of, type, , score, , , about]) => [of, type, score, about])).toEqual(
    Array(2).fill(['crisis', 'mind', '', 'self']),
  )
  expect(rows.map(r => r[4]).sort()).toEqual(['confirmed', 'false'])
  expect(text).not.toMatch(/C0\d|s1|示例同学甲/)
})

test('farewell cases --crisis shows no false one', async () => {
  const folder = tempFolder()
  const office = await openCaseOffice({ folder })
  await office.hear('s1', cry)
  await office.say('c1', 'C01 误报')
  await office.database.close()
  const { out } = await run(['cases', '--crisis', '--as', 'c1', '--data', folder])
  expect(out).toContain('求助案件 0 件')
})

test('labels stay longer than cases, and go after their days', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', cry)
  await office.say('c1', 'C01 属实')
  await office.wait(crisis.keepDays.open * day + 1)
  expect([await cases(office), await labels(office)]).toMatchObject([[], [{ number: 'C01' }]])
  await office.wait((crisis.keepDays.marked - crisis.keepDays.open) * day)
  expect(await labels(office)).toEqual([])
})

test('a question asked out of worry is forgotten after a day', async () => {
  const office = await openCaseOffice()
  const { db } = office.database
  await db.insertInto('worry').values({ person: 'n:s1', state: '{}', at: office.clock.now().getTime() }).execute()
  await office.wait(day - 1)
  expect(await db.selectFrom('worry').selectAll().execute()).toHaveLength(1)
  await office.wait(1)
  expect(await db.selectFrom('worry').selectAll().execute()).toEqual([])
})
