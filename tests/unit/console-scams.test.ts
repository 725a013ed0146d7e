import { expect, test } from 'vitest'
import { brushing, openCaseOffice, staffed } from '../support/cases.ts'
import { openDesk } from '../support/desk.ts'
import { aPerson } from '../support/office.ts'

type Office = Awaited<ReturnType<typeof openCaseOffice>>
const states = async ({ database }: Office) =>
  (await database.db.selectFrom('scam_case').select(['number', 'state']).orderBy('number').execute()).map(
    c => `${c.number} ${c.state}`,
  )
const audits = async ({ database }: Office) =>
  (
    await database.db.selectFrom('audit').select(['person', 'act', 'detail']).where('chat', '=', 'console').execute()
  ).map(a => `${a.person} ${a.act} ${a.detail}`)

/** S01 was seen in a group of 一班 and, an hour later, S02 in one of 二班. */
async function seen() {
  const office = await openCaseOffice()
  await office.hear('s1', brushing, { room: 'g1' })
  await office.wait(61)
  await office.hear('s2', `${brushing}!`, { room: 'g2' })
  return { office, desk: openDesk(office) }
}

test('whoever looks after the groups sees the cases with their evidence, numbers masked', async () => {
  const { office, desk } = await seen()
  const c1 = await desk.as('c1')
  expect((await c1.get('/desk/scams')).text).toContain('共 2 件')
  const { text, html } = await c1.get('/desk/scams/S01')
  expect(text).toMatch(/看到的信号 “/)
  expect(text).toContain('1 次')
  expect(html).not.toContain('13800138000')
  expect(await audits(office)).toEqual(expect.arrayContaining(['n:c1 list-cases scams', 'n:c1 read-case S01']))
})

test('others see only what was seen in their groups, also in counts and exports', async () => {
  const { office, desk } = await seen()
  await office.say('c1', 'S02 属实')
  const c2 = await desk.as('c2')
  const { text } = await c2.get('/desk/scams')
  expect(text).toContain('共 1 件')
  expect(text).not.toContain('S02')
  const [theirs, nobodys] = [await c2.get('/desk/scams/S02'), await c2.get('/desk/scams/S99')]
  expect([theirs.status, theirs.text]).toEqual([404, nobodys.text])
  const refused = await c2.press('/desk/scams', 'several', { number: ['S01', 'S02'], state: 'false' })
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('没有 S02')])
  expect(await states(office)).toEqual(['S01 open', 'S02 confirmed'])
  expect((await c2.press('/desk/scams', 'export')).html).toBe('')
})

test('of a case that was seen in groups of others too, only that it was', async () => {
  const office = await openCaseOffice()
  for (const room of ['g1', 'g2']) await office.hear('s1', brushing, { room })
  const desk = openDesk(office)
  const [c1, c2] = [await desk.as('c1'), await desk.as('c2')]
  expect((await c2.get('/desk/scams/S01')).text).toContain('另外 1 个群不归你负责')
  const { text, html } = await c1.get('/desk/scams/S01')
  expect(text).not.toContain('不归你负责')
  expect(html).toContain('href="/desk/broadcasts/new?from=S01"')
})

test('a mark is taken back to what it was before', async () => {
  const { office, desk } = await seen()
  const c1 = await desk.as('c1')
  await c1.press('/desk/scams/S01', 'mark', { number: 'S01', state: 'false' })
  const shown = await c1.press('/desk/scams', 'several', { number: ['S01', 'S02'], state: 'confirmed' })
  expect(shown.text).toContain('2 件标成“属实”')
  expect(shown.html).toContain('value="S01 false S02 open"')
  await c1.press('/desk/scams', 'back', { before: 'S01 false S02 open' })
  expect(await states(office)).toEqual(['S01 false', 'S02 open'])
  expect(await audits(office)).toContain('n:c1 mark-case S01 confirmed S02 confirmed')
})

test('nothing picked is said kindly', async () => {
  const { desk } = await seen()
  const came = await (await desk.as('c1')).press('/desk/scams', 'several', { state: 'confirmed' })
  expect([came.status, came.text]).toEqual([422, expect.stringContaining('先选一件')])
})

test('filters are addresses', async () => {
  const { desk, office } = await seen()
  await office.say('c1', 'S01 误报')
  const c1 = await desk.as('c1')
  expect((await c1.get('/desk/scams?state=false')).text).toMatch(/共 1 件.*S01/)
  expect((await c1.get('/desk/scams?group=room/g2')).text).toMatch(/共 1 件.*S02/)
  expect((await c1.get('/desk/scams?kind=nothing')).text).toContain('没有这样的')
  expect((await c1.get(`/desk/scams?kind=${encodeURIComponent('刷单返利')}&from=-3`)).text).toContain('共 2 件')
})

test('marked lines are taken away as a file, audited, without a crisis', async () => {
  const { office, desk } = await seen()
  await office.hear('s1', '我真的不想活了')
  await office.say('c1', 'C01 误报')
  await office.say('c1', 'S01 属实')
  const file = await (await desk.as('x1')).press('/desk/scams', 'export')
  expect(file.headers.get('content-disposition')).toContain('scams.tsv')
  expect(
    file.html
      .trim()
      .split('\n')
      .map(line => line.split('\t')[0]),
  ).toEqual(['scam'])
  expect(await audits(office)).toContain('n:x1 export scams')
})

test('the share that was right is counted of their own', async () => {
  const { office, desk } = await seen()
  await office.say('c1', 'S01 属实')
  await office.say('c1', 'S02 误报')
  expect((await (await desk.as('c1')).get('/desk/scams')).text).toMatch(/刷单返利 2 0 1 1 50%/)
  expect((await (await desk.as('c2')).get('/desk/scams')).text).toMatch(/刷单返利 1 0 1 0 100%/)
})

test('markup in a message and a title of a group only shows', async () => {
  const office = await openCaseOffice()
  await office.hear('s1', `${brushing}<script>alert(1)</script>`, { room: 'g1' })
  await office.database.db
    .updateTable('scam_group')
    .set({ title: '<img src=x onerror=alert(1)>'.repeat(20) })
    .execute()
  const desk = openDesk(office)
  for (const path of ['/desk/scams', '/desk/scams/S01'])
    expect((await (await desk.as('c1')).get(path)).html).not.toMatch(/<script>alert|<img/)
})

/** Cards that students of a class answered, each `[story, is_right]`. */
async function answered(office: Office, cards: readonly (readonly [string, string, 0 | 1 | null])[]) {
  const rows = cards.map(([number, story, is_right]) => ({ person: `n:${number}`, story, at: 1, is_right }))
  await office.database.db.insertInto('safety_card').values(rows).execute()
}

test('how cards of the week were answered is counted by kind, of own classes, and few answers are not shown', async () => {
  const many = ['p1', 'p2', 'p3', 'p4', 'p5']
  const people = [...staffed, ...many.map(n => aPerson(n)), aPerson('q1', { className: '二班' })]
  const office = await openCaseOffice({ people, silent: [...many, 'q1'] })
  await answered(office, [
    ...many.map((n, at) => [n, 'summer-order-3000', at < 2 ? 0 : 1] as const),
    ['q1', 'summer-order-3000', 0],
    ['p1', 'half-year-rent-gone', 0],
    ['p2', 'sms-to-teacher', null],
  ])
  const desk = openDesk(office)
  const [c1, c2] = await Promise.all([desk.as('c1'), desk.as('c2')])
  const { text } = await c1.get('/desk/scams')
  expect(text).toMatch(/刷单兼职 6 3/)
  expect(text).toMatch(/租房 不到 5 不到 5/)
  expect(text).not.toContain('传销')
  expect((await c2.get('/desk/scams')).text).toMatch(/刷单兼职 5 2/)
})
