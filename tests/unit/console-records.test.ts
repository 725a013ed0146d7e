import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const flows = ['meeting', 'visit', 'heart'].map(name => aFlow(name, shippedFlow(name)))
const college = '示例学院'
const classes = (...names: string[]) => ({ scope: names.map(name => ({ of: 'class' as const, college, name })) })
const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aPerson('s3', { className: '三班' }),
  aCounselor('c1', { name: '王敏' }),
  aCounselor('c2', { name: '李芳', ...classes('二班') }),
  aCounselor('c3', { name: '周七', ...classes('三班') }),
  aPerson('k1', { role: 'college', name: '赵强', className: '', scope: [{ of: 'college', college }] }),
]

const meeting = (place: string, said: string, follow: string | null = null) => ({
  ...{ held_on: '2026-06-01', classes: said, form: 'onsite', place, leader: '王敏', attended: 38 },
  ...{ topics: ['fraud'], follow_ups: follow },
})

/** c1 of 一班 and 二班 has written down two meetings, a visit and a talk. */
async function office(place = '教学楼301') {
  const at = await openOffice({ people, flows })
  const row = { version: 1, state: 'submitted', code: null, at: 1, revised_at: null, delete_at: 9e15, person: 'n:c1' }
  const visit = { held_on: '2026-06-09', place: '3栋', leader: '王敏', rooms: 3, people_met: 9, topics: ['plans'] }
  const rows = [
    { number: 'BH270601-AAAAAAA', flow: 'meeting', answers: meeting(place, '二班', '补发要点') },
    { number: 'BH270601-BBBBBBB', flow: 'meeting', answers: meeting('教学楼302', '一班、三班') },
    { number: 'ZF270601-CCCCCCC', flow: 'visit', version: 2, answers: { ...visit, follow_ups: '后勤答复托运点' } },
    {
      number: 'TX270601-DDDDDDD',
      flow: 'heart',
      answers: { held_on: '2026-06-08', way: 'face', people: 1, topics: ['mood'], follow_ups: '再谈一次' },
    },
  ]
  await at.database.db
    .insertInto('submission')
    .values(rows.map(r => ({ ...row, ...r, answers: JSON.stringify(r.answers) })))
    .execute()
  return { at, desk: openDesk(at) }
}

const [ofSecond, ofFirst, visited, talked] = [
  'BH270601-AAAAAAA',
  'BH270601-BBBBBBB',
  'ZF270601-CCCCCCC',
  'TX270601-DDDDDDD',
]
const page = '/desk/records'
const numbersIn = (html: string) => [...html.matchAll(/href="\/desk\/records\/(\w+-\w+)"/g)].map(m => m[1]!)

test.each([
  ['c1', [visited, talked, ofSecond, ofFirst]],
  ['k1', [visited, ofSecond, ofFirst]],
  // A meeting of her class; not the visit of somebody who has other classes besides.
  ['c2', [ofSecond]],
  // Her class was named by somebody who has nothing to do with it.
  ['c3', []],
])('%s sees the records of her own classes, and talks are seen by who wrote them down', async (who, numbers) => {
  const { desk } = await office()
  const staff = await desk.as(who)
  expect(numbersIn((await staff.get(page)).html)).toEqual(numbers)
  for (const number of [ofSecond, ofFirst, visited, talked])
    expect((await staff.get(`${page}/${number}`)).status).toBe(numbers.includes(number) ? 200 : 404)
})

test('filters are an address: kind, class, staff, days', async () => {
  const { desk } = await office()
  const c1 = await desk.as('c1')
  const of = async (query: string) => numbersIn((await c1.get(`${page}?${query}`)).html)
  expect(await of('flow=visit')).toEqual([visited])
  expect(await of(`part=${encodeURIComponent(`${college}|二班`)}`)).toEqual([ofSecond])
  expect(await of('writer=c2')).toEqual([])
  expect(await of('since=2026-06-05')).toEqual([visited, talked])
  expect(await of('until=2026-06-05')).toEqual([ofSecond, ofFirst])
  expect(await of('since=x%27;drop')).toHaveLength(4)
})

test('what is still to be done is listed by its day, and done with one press that can be taken back', async () => {
  const { desk } = await office()
  const c1 = await desk.as('c1')
  const due = `${page}?of=due`
  expect(numbersIn((await c1.get(due)).html)).toEqual([ofSecond, talked, visited])
  expect((await c1.get(due)).text).toContain('到期了，6月8日')
  const done = await c1.press(due, 'done', { number: ofSecond })
  expect(done.text).toContain('后续办完了')
  expect(numbersIn(done.html)).toEqual([talked, visited])
  await c1.press(due, 'open', { number: ofSecond })
  expect(numbersIn((await c1.get(due)).html)).toContain(ofSecond)
  expect((await c1.press(page, 'done', { number: ofFirst })).text).toContain('没有写后续')
})

test('nobody does anything to a record that is not theirs', async () => {
  const { at, desk } = await office()
  const k1 = await desk.as('k1')
  expect((await k1.press(page, 'done', { number: talked })).status).toBe(422)
  const rows = await at.database.db.selectFrom('submission').select('followed_at').distinct().execute()
  expect(rows).toEqual([{ followed_at: null }])
})

test('the file holds what the list shows, by the same filter', async () => {
  const { desk } = await office()
  const book = read((await (await desk.as('k1')).get(`${page}/records.xlsx?until=2026-06-05`)).bytes)
  const rows = (sheet: string) => utils.sheet_to_json<string[]>(book.Sheets[sheet]!, { header: 1, defval: '' })
  expect(
    rows('主题班会')
      .slice(1)
      .map(r => [r[0], r[1], r.at(-1)]),
  ).toEqual([
    ['王敏', ofSecond, '还没办'],
    ['王敏', ofFirst, ''],
  ])
  expect(rows('走访宿舍')).toHaveLength(1)
  expect(rows('谈心谈话')).toHaveLength(1)
})

test('what staff write does nothing but show', async () => {
  const { desk } = await office('<script>alert(1)</script>')
  const c1 = await desk.as('c1')
  const { html, text } = await c1.get(`${page}/${ofSecond}`)
  expect(html).not.toContain('<script>alert')
  expect(text).toContain('<script>alert(1)</script>')
})

test('a talk that is written down in chat is in the list of whoever did', async () => {
  const { at, desk } = await office()
  for (const line of ['谈心谈话', '今天', '当面', '1', '1', '跳过', '提交']) await at.say('c2', line)
  expect((await (await desk.as('c2')).get(page)).text).toContain('谈心谈话')
  expect((await (await desk.as('c1')).get(`${page}?writer=c2`)).text).toContain('还没有记录')
})
