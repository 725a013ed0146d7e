import { expect, test } from 'vitest'
import { openCaseOffice, staffed } from '../support/cases.ts'
import { openDesk } from '../support/desk.ts'

const cry = '我真的不想活了'
/** The same grade in chat: until the next are told. */
const minutes = 15

type Office = Awaited<ReturnType<typeof openCaseOffice>>
const audits = async ({ database }: Office, act: string) =>
  (await database.db.selectFrom('audit').select(['person', 'act', 'detail', 'chat']).execute())
    .filter(a => a.act === act && a.chat === 'console')
    .map(a => `${a.person} ${a.detail}`)
const theCase = ({ database }: Office) => database.db.selectFrom('crisis_case').selectAll().executeTakeFirst()

/** C01 waits: s1 of 一班 wrote, c1 was told, c2 is next. */
async function opened(options: Parameters<typeof openCaseOffice>[0] = {}) {
  const office = await openCaseOffice(options)
  await office.hear('s1', cry)
  return { office, desk: openDesk(office) }
}

test('the list tells who, since when and who is told next, and not a word of what was said', async () => {
  const { office, desk } = await opened()
  const c1 = await desk.as('c1')
  const { text, html } = await c1.get('/desk/care')
  expect(text).toContain('还没有人跟进（1）')
  expect(text).toContain('C01 · 严重 · 情绪、轻生')
  expect(text).toContain('示例同学甲（示例学院 一班）')
  expect(text).toContain(`再过 ${minutes} 分钟没有人点“收到”，会告诉示例辅导员二`)
  expect(html).not.toContain('不想活')
  expect(await audits(office, 'list-cases')).toEqual(['n:c1 C01'])
})

test('whom it is not for sees none, and as little as if there were none', async () => {
  const office = await openCaseOffice()
  await office.hear('s2', cry)
  const desk = openDesk(office)
  const c2 = await desk.as('c2')
  expect((await c2.get('/desk/care')).text).toContain('现在没有求助')
  const [theirs, nobodys] = [await c2.get('/desk/care/C01'), await c2.get('/desk/care/C99')]
  expect([theirs.status, nobodys.status]).toEqual([404, 404])
  expect(theirs.text).toBe(nobodys.text)
  expect(await audits(office, 'refused-case')).toEqual(['n:c2 C01', 'n:c2 C99'])
  for (const number of ['k1', 'x1']) expect((await (await desk.as(number)).get('/desk/care')).text).toContain('C01')
})

test('a case shows the fewest words, what to do now and what happened; its title says nothing of it', async () => {
  const { office, desk } = await opened()
  const { html, text } = await (await desk.as('c1')).get('/desk/care/C01')
  expect(/<title>(.*?)<\/title>/.exec(html)![1]).toBe('求助 C01 · 离校小助手后台')
  expect(text).toContain('不想活')
  expect(text).toContain('打 110')
  expect(html).toContain('href="tel:120"')
  expect(text).toMatch(/告诉了示例辅导员一 已送到/)
  expect(await audits(office, 'read-case')).toEqual(['n:c1 C01'])
})

test('the number of the counseling center comes from the school', async () => {
  const { desk, office } = await opened()
  const { value } = office.content.knowledge.school.fields.get('mind.center') ?? {}
  const { text } = await (await desk.as('c1')).get('/desk/care/C01')
  expect(text).toContain(value ?? '学校资料里还没填心理中心的联系方式')
})

test('who takes it stands there, and a slip starts the clock again', async () => {
  const { office, desk } = await opened()
  const c1 = await desk.as('c1')
  const taken = await c1.press('/desk/care', 'ack', { number: 'C01', open: '1' })
  expect(taken.text).toContain('C01 记下是你在跟进')
  expect(taken.text).toContain('撤销：我没有在跟进')
  expect((await c1.get('/desk/care')).text).toContain('有人在跟进（1）')
  await office.wait(5)
  await c1.press('/desk/care/C01', 'takeBack', { number: 'C01', what: 'taken', open: '1' })
  expect(await theCase(office)).toMatchObject({ state: 'open', by: '' })
  expect((await office.wait(minutes)).map(a => a.chat)).toEqual(['private/c2'])
})

test('that the person was reached may be taken back without the case waiting again', async () => {
  const { office, desk } = await opened()
  const c1 = await desk.as('c1')
  await c1.press('/desk/care/C01', 'ack', { number: 'C01', open: '1' })
  await c1.press('/desk/care/C01', 'contact', { number: 'C01', open: '' })
  expect((await c1.get('/desk/care')).text).toContain('已经联系上（1）')
  await c1.press('/desk/care/C01', 'takeBack', { number: 'C01', what: 'contacted', open: '' })
  expect((await c1.get('/desk/care')).text).toContain('有人在跟进（1）')
  expect(await theCase(office)).toMatchObject({ state: 'acknowledged', by: '示例辅导员一' })
})

test('what somebody else has taken since is not taken back from them', async () => {
  const { office, desk } = await opened()
  const c1 = await desk.as('c1')
  await office.say('c2', '收到 C01')
  const came = await c1.press('/desk/care/C01', 'takeBack', { number: 'C01', what: 'taken', open: '1' })
  expect([came.status, came.text]).toEqual([422, expect.stringContaining('现在由示例辅导员二跟进')])
  expect(await theCase(office)).toMatchObject({ state: 'acknowledged' })
})

test('a false alarm is deleted only at the second press, which says what goes', async () => {
  const { office, desk } = await opened()
  const c1 = await desk.as('c1')
  const asked = await c1.press('/desk/care/C01', 'wrong', { number: 'C01' })
  expect(asked.text).toContain('都会删掉，不能恢复')
  expect(await theCase(office)).toBeDefined()
  const done = await c1.press('/desk/care/C01', 'wrong', { number: 'C01', sure: '1' })
  expect(done.text).toContain('C01 标成“误报”')
  expect(done.text).toContain('现在没有求助')
  expect(await theCase(office)).toBeUndefined()
  expect((await c1.get('/desk/care/C01')).status).toBe(404)
})

test('a mark may be taken back', async () => {
  const { office, desk } = await opened()
  const c1 = await desk.as('c1')
  expect((await c1.press('/desk/care/C01', 'confirm', { number: 'C01', open: '1' })).text).toContain('已标“属实”')
  await c1.press('/desk/care/C01', 'takeBack', { number: 'C01', what: 'marked', open: '1' })
  expect(await office.database.db.selectFrom('crisis_label').selectAll().execute()).toEqual([])
  expect(await theCase(office)).toMatchObject({ state: 'open' })
})

test('passed on, the other is told once, may see it, and the clock goes on until somebody takes it', async () => {
  const { office, desk } = await opened()
  const c1 = await desk.as('c1')
  await c1.press('/desk/care/C01', 'ack', { number: 'C01', open: '1' })
  const asked = await c1.press('/desk/care/C01', 'pass', { number: 'C01', to: 'k1' })
  expect(asked.text).toContain('把 C01 转给示例学院老师？')
  const pass = { number: 'C01', to: 'k1', sure: '1' }
  expect((await c1.press('/desk/care/C01', 'pass', pass)).text).toContain('已经转给示例学院老师')
  const told = await office.round()
  expect(told.map(a => a.chat)).toEqual(['private/k1'])
  expect(told[0]!.text).toContain('示例辅导员一老师转给你')
  expect((await c1.press('/desk/care/C01', 'pass', pass)).text).toContain('刚才已经转给示例学院老师了')
  expect(await theCase(office)).toMatchObject({ state: 'open', by: '' })
  expect((await office.wait(minutes)).map(a => a.chat)).toEqual(['private/c2'])
  const seen = await c1.get('/desk/care/C01')
  expect(seen.text).toMatch(/转给了示例学院老师 已送到/)
  expect(await audits(office, 'pass-case')).toEqual(['n:c1 C01 k1'])
})

test('whom it was passed on to takes it, passes it back, and each time one is told', async () => {
  const { office, desk } = await opened()
  const [c1, k1] = [await desk.as('c1'), await desk.as('k1')]
  await c1.press('/desk/care/C01', 'pass', { number: 'C01', to: 'k1', sure: '1' })
  await k1.press('/desk/care/C01', 'ack', { number: 'C01', open: '1' })
  expect(await theCase(office)).toMatchObject({ state: 'acknowledged', by: '示例学院老师', next_at: null })
  await k1.press('/desk/care/C01', 'pass', { number: 'C01', to: 'c1', sure: '1' })
  await c1.press('/desk/care/C01', 'pass', { number: 'C01', to: 'k1', sure: '1' })
  expect((await office.round()).map(a => a.chat)).toEqual(['private/k1', 'private/c1', 'private/k1'])
})

test('it is given to nobody whom nothing reaches, and to nobody who may not see it', async () => {
  const { office, desk } = await opened({ silent: ['c2'] })
  const c1 = await desk.as('c1')
  expect((await c1.get('/desk/care/C01')).text).toContain('联系不上：示例辅导员二')
  for (const to of ['c2', 's2', 'nobody']) {
    const came = await c1.press('/desk/care/C01', 'pass', { number: 'C01', to, sure: '1' })
    expect(came.status).toBe(422)
  }
  expect((await office.round()).length).toBe(0)
})

test('where nobody is left to be told, the page says so and the case stands first', async () => {
  const { office, desk } = await opened()
  await office.wait(120)
  const x1 = await desk.as('x1')
  expect((await x1.get('/desk/care')).text).toContain('后面没有可以再告诉的老师了')
})

test('of others nothing is done by address either, and markup in names only shows', async () => {
  const people = staffed.map(p => (p.number === 's2' ? { ...p, name: '<script>alert(1)</script>' } : p))
  const office = await openCaseOffice({ people })
  await office.hear('s2', `${cry}<img src=x onerror=alert(1)>`)
  const desk = openDesk(office)
  const [c1, c2] = [await desk.as('c1'), await desk.as('c2')]
  for (const act of ['ack', 'contact', 'confirm', 'wrong', 'pass', 'takeBack'])
    expect((await c2.press('/desk/care', act, { number: 'C01', sure: '1', to: 'c1' })).text).not.toContain('script')
  expect(await theCase(office)).toMatchObject({ state: 'open' })
  for (const path of ['/desk/care', '/desk/care/C01']) {
    const { html } = await c1.get(path)
    expect(html).not.toMatch(/<script>alert|<img/)
  }
})

test('half an hour without use closes the page', async () => {
  const { office, desk } = await opened()
  const c1 = await desk.as('c1')
  office.clock.jump(31 * 60_000)
  expect((await c1.get('/desk/care')).status).toBe(401)
})

test('a page that keeps itself up to date is one look', async () => {
  const { office, desk } = await opened()
  const c1 = await desk.as('c1')
  await c1.get('/desk/care')
  const stream = await desk.app.request('http://desk/desk/live?at=/desk/care', { headers: { cookie: c1.cookie } })
  const reader = stream.body!.getReader()
  let seen = ''
  while (!seen.includes('event: part')) seen += new TextDecoder().decode((await reader.read()).value)
  await reader.cancel()
  expect(seen).toContain('C01')
  expect(await audits(office, 'list-cases')).toEqual(['n:c1 C01'])
})
