import { expect, test } from 'vitest'
import { jobRulesOf } from '../../src/bot/office.ts'
import { doubtsOf, isGrave, postingFaults } from '../../src/office/jobs/check.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aPosting, jobsAt, openJobs } from '../support/jobs.ts'

const rules = jobRulesOf(contentOf(fixtureKnowledge()))
const now = new Date('2026-06-10T12:00:00+08:00')
const faults = (text: Parameters<typeof aPosting>[0]) => postingFaults(aPosting(text), rules, now)
const doubts = (text: Parameters<typeof aPosting>[0]) => doubtsOf(aPosting(text), rules)

test.each(['加微信 shili12345', '电话 138 0013 8000', 'QQ：123456789', '微信号shili_hr'])(
  'a private contact is refused with the cure: %s',
  contact => expect(faults({ contact }).join()).toContain('官网'),
)

test.each([
  'https://job.shili-trade.cn',
  'hr@shili-trade.cn',
  '投学校就业指导中心',
  '24365 平台搜“示例商贸”',
  'www.shili.com 招聘页',
])('an official way is taken: %s', contact => expect(faults({ contact })).toEqual([]))

test('a mail address that anybody can have, a private number elsewhere, a day that is over and what is left out are said with the cure', () => {
  expect(faults({ contact: 'shili@qq.com' }).join()).toContain('单位自己域名')
  expect(faults({ about: '有事打 13800138000' }).join()).toContain('手机号')
  expect(faults({ until: '2026-06-09' }).join()).toContain('已经过了')
  expect(faults({ title: '', source: '' })).toHaveLength(2)
  expect(faults({})).toEqual([])
})

test.each([
  [{ about: '入职先交 300 元服装费' }, '先交钱'],
  [{ about: '先培训后付款，学费分期' }, '培训贷'],
  [{ title: '网店刷单员', kind: '' }, '刷单'],
  [{ employer: '某知名企业' }, '哪家单位'],
  [{ place: '柬埔寨西港' }, '境外'],
])('what looks like fraud is shown to staff with the reason', (text, reason) => {
  const found = doubts(text)
  expect(found.join()).toContain(reason)
  expect(found.some(doubt => isGrave(doubt, rules))).toBe(true)
})

test('a posting that nothing is wrong with raises no doubt', () => expect(doubts({})).toEqual([]))

test('nothing is shown before a person has released it, and nothing from the day after its last', async () => {
  const { say, desk, bring, clock } = await openJobs()
  const number = await bring('c1')
  expect(await say('s1', '广州有没有会计岗')).toContain('现在没有广州会计岗')
  await (await desk.as('c2')).press(jobsAt, 'release', { number, sure: '1' })
  const found = await say('s1', '广州有没有会计岗')
  expect(found).toContain('会计助理｜示例商贸有限公司｜广州天河')
  expect(found).toContain('6月20日 周六截止 · 投递：https://job.shili-trade.cn')
  expect(found).toContain('来源：校友企业')
  clock.set(new Date('2026-06-20T23:00:00+08:00'))
  expect(await say('s1', '广州有没有会计岗')).toContain('会计助理')
  clock.set(new Date('2026-06-21T00:10:00+08:00'))
  expect(await say('s1', '广州有没有会计岗')).toContain('现在没有')
})

test('three are shown, those whose last day comes first in front, and 更多 shows the rest', async () => {
  const { say, open } = await openJobs()
  for (const day of ['18', '15', '30', '25'])
    await open({ title: `会计${day}`, until: `2026-06-${day}`, employer: `示例商贸${day}有限公司` })
  const first = await say('s1', '广州有没有会计岗')
  expect([...first.matchAll(/会计(\d\d)/g)].map(m => m[1])).toEqual(['15', '18', '25'])
  expect(first).toContain('还有 1 个')
  expect(await say('s1', '更多')).toContain('4. 会计30')
  expect(await say('s1', '更多')).toContain('就这些了')
})

test('what is only near is called so, and another place is none', async () => {
  const { say, open } = await openJobs()
  await open({ title: '出纳', kind: '出纳' })
  expect(await say('s1', '广州有没有会计岗')).toMatch(/没有正好是广州会计岗的.*\n.*出纳/)
  expect(await say('s1', '成都有没有出纳岗')).toContain('现在没有成都出纳岗')
  expect(await say('s1', '珠三角有没有双休的财务岗')).toContain('现在有 1 个')
})

test('a group is answered only when it asks, in lines without ways to apply', async () => {
  const { say, open } = await openJobs()
  await open()
  const room = { room: 'g1' }
  expect(await say('s1', '广州有没有会计岗', room)).toBe('')
  const said = await say('s1', '广州有没有会计岗', { ...room, mentioned: true })
  expect(said).toContain('会计助理｜示例商贸有限公司｜广州天河')
  expect(said).not.toContain('job.shili-trade.cn')
})

test('who wants to be told hears of a posting once, not of what was there before, in no quiet hours and once a day', async () => {
  const { say, open, wait, clock } = await openJobs({ begin: '2026-06-10T20:00:00+08:00' })
  await open({ title: '会计老的' })
  expect(await say('s1', '有广州的会计岗告诉我')).toContain('记下了：广州会计岗')
  expect(await wait(30)).toEqual([])
  clock.set(new Date('2026-06-10T23:30:00+08:00'))
  await open({ title: '会计新的' })
  await open({ title: '出纳', kind: '出纳' })
  expect(await wait(60)).toEqual([])
  const [told, ...others] = await wait(10 * 60)
  expect(told!.text).toContain('会计新的')
  expect(told!.text).not.toMatch(/老的|出纳/)
  expect(others).toEqual([])
  // What they come to want on the same day waits for tomorrow too.
  await say('s1', '有广州的出纳岗告诉我')
  await open({ title: '会计又一个' })
  await open({ title: '出纳第二个', kind: '出纳' })
  expect(await wait(6 * 60)).toEqual([])
  const next = (await wait(24 * 60)).map(a => a.text)
  expect(next).toEqual([expect.stringMatching(/会计又一个[\s\S]*出纳第二个|出纳第二个[\s\S]*会计又一个/)])
  await say('s1', '不收岗位')
  await open({ title: '会计第四个' })
  expect(await wait(48 * 60)).toEqual([])
})

test('a wish is kept once, five at most, and shown; whoever cannot be written to first is told so', async () => {
  const { say } = await openJobs()
  await say('s1', '有广州的会计岗告诉我')
  expect(await say('s1', '以后有广州的会计岗位通知我')).toContain('已经记着了')
  for (const city of ['深圳', '佛山', '东莞', '珠海']) await say('s1', `有${city}的会计岗告诉我`)
  expect(await say('s1', '有惠州的会计岗告诉我')).toContain('最多 5 条')
  expect(await say('s1', '我订的岗位')).toContain('佛山会计岗')
  const deaf = await openJobs({ reach: new Set() })
  expect(await deaf.say('s1', '有广州的会计岗告诉我')).toContain('不能主动')
})

test('a student brings a posting in by a conversation, and hears that it was released', async () => {
  const { say, desk, at } = await openJobs()
  const lines = ['发岗位', '会计助理', '示例商贸有限公司', '广州', '跳过', '6月20日', '加我微信 shili12345']
  for (const line of lines.slice(0, -1)) await say('s2', line)
  expect(await say('s2', lines.at(-1)!)).toContain('只收官方渠道')
  for (const line of ['hr@shili-trade.cn', '跳过', '我现在的单位']) await say('s2', line)
  expect(await say('s2', '提交')).toContain('老师看过才放')
  const { number } = await at.database.db.selectFrom('job_posting').select('number').executeTakeFirstOrThrow()
  const c1 = await desk.as('c1')
  expect((await c1.get(jobsAt)).text).toContain('干部')
  const heard = await at.deliver(() => c1.press(jobsAt, 'release', { number, sure: '1' }))
  expect(heard.map(a => [a.to, a.text])).toEqual([['s2', expect.stringContaining('放出来了')]])
})

test('nobody whom the school does not know brings a posting in or asks for help', async () => {
  const { at } = await openJobs()
  const said = async (text: string) => (await at.hear('', text, { handle: 'x9' })).map(a => a.text).join()
  expect(await said('发岗位')).toContain('绑定')
  expect(await said('想让就业办联系我')).toContain('绑定')
})

test('who wants help agrees first, is listed for the career office alone, and is gone when they withdraw it', async () => {
  const { say, desk } = await openJobs()
  expect(await say('s1', '想让就业办联系我')).toContain('同意这样存')
  for (const line of ['同意', '广州，会计', '1 2', '微信 shili-t，晚上', '提交']) await say('s1', line)
  const list = `${jobsAt}?of=seekers`
  const k1 = await desk.as('k1')
  expect((await k1.get(list)).text).toMatch(/林一 · 示例学院 一班[\s\S]*推荐岗位、看看简历/)
  expect((await (await desk.as('c1')).get(list)).status).toBe(404)
  for (const line of ['我的数据', '撤回', '让就业办联系我']) await say('s1', line)
  expect((await k1.get(list)).text).not.toContain('林一')
})
