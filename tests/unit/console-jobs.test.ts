import { expect, test } from 'vitest'
import { aPosting, jobsAt, openJobs } from '../support/jobs.ts'

const stateOf = async ({ at }: Awaited<ReturnType<typeof openJobs>>, number: string) =>
  (await at.database.db.selectFrom('job_posting').select('state').where('number', '=', number).executeTakeFirst())
    ?.state

test('what is wrong with a posting is said with the cure, and what was entered stays', async () => {
  const { desk, at } = await openJobs()
  const c1 = await desk.as('c1')
  const came = await c1.press(`${jobsAt}/new`, 'put', { ...aPosting({ contact: '微信 shili12345' }) })
  expect(came.status).toBe(422)
  expect(came.text).toContain('换成单位的官网')
  expect(came.html).toContain('示例商贸有限公司')
  expect(await at.database.db.selectFrom('job_posting').selectAll().execute()).toEqual([])
})

test('what looks wrong wants a second look, and not by whoever brought it in', async () => {
  const office = await openJobs()
  const number = await office.bring('c1', { about: '入职先交 300 元服装费' })
  const [c1, c2] = [await office.desk.as('c1'), await office.desk.as('c2')]
  expect((await c2.press(jobsAt, 'release', { number })).text).toContain('要求先交钱')
  expect(await stateOf(office, number)).toBe('waiting')
  expect((await c1.press(jobsAt, 'release', { number, sure: '1' })).text).toContain('另一位老师')
  await c2.press(jobsAt, 'release', { number, sure: '1' })
  expect(await stateOf(office, number)).toBe('open')
})

test('a posting that is changed has to be released once more; one that is sent back tells why', async () => {
  const office = await openJobs()
  const number = await office.open()
  const c2 = await office.desk.as('c2')
  await c2.press(`${jobsAt}/${number}`, 'change', { number, ...aPosting({ place: '深圳' }) })
  expect(await stateOf(office, number)).toBe('waiting')
  await office.say('c1', '你好')
  expect((await c2.press(`${jobsAt}/${number}`, 'return', { number, reason: '' })).text).toContain('写一句为什么')
  const heard = await office.at.deliver(() =>
    c2.press(`${jobsAt}/${number}`, 'return', { number, reason: '官网上没有这个岗位', sure: '1' }),
  )
  expect(heard.map(a => [a.to, a.text])).toEqual([['c1', expect.stringContaining('官网上没有这个岗位')]])
  expect(await stateOf(office, number)).toBe('returned')
})

test('the list is narrowed down by words as students ask', async () => {
  const { desk, bring } = await openJobs()
  await bring('c1', { title: '会计助理' })
  await bring('c1', { title: 'Java 开发', kind: 'Java', place: '深圳', employer: '示例科技有限公司' })
  const c2 = await desk.as('c2')
  const shown = async (q: string) => (await c2.get(`${jobsAt}?of=wait&q=${encodeURIComponent(q)}`)).text
  expect(await shown('广州 会计')).not.toContain('Java 开发')
  expect(await shown('深圳')).toContain('Java 开发')
})

test('what strangers wrote does nothing but show', async () => {
  const { desk, bring } = await openJobs()
  const number = await bring('c1', { title: '<script>alert(1)</script>' })
  const { html, text } = await (await desk.as('c2')).get(`${jobsAt}/${number}`)
  expect(html).not.toContain('<script>alert')
  expect(text).toContain('<script>alert(1)</script>')
})

test('what is put back is only what was taken down: nobody releases a posting by a press that takes something back', async () => {
  const office = await openJobs()
  const number = await office.bring('c1', { about: '入职先交 300 元服装费' })
  const c1 = await office.desk.as('c1')
  await c1.press(jobsAt, 'before', { number, before: JSON.stringify({ state: 'open', reason: '' }) })
  expect(await stateOf(office, number)).toBe('waiting')
})
