import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadContent } from '../../src/bot/content.ts'
import type { RosterPerson, Unit } from '../../src/core/roster.ts'
import { Secret } from '../../src/core/secret.ts'
import { readBook } from '../support/book.ts'
import { brushing, openCaseOffice } from '../support/cases.ts'
import { openDesk } from '../support/desk.ts'
import { zone } from '../support/fixture.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { png } from '../support/picture.ts'

const college = '示例学院'
const classes = (...names: string[]): Unit[] => names.map(name => ({ of: 'class', college, name }))
const official = (number: string, college: string): RosterPerson =>
  aPerson(number, { role: 'college', college, className: '', scope: [{ of: 'college', college }] })

const project = resolve(import.meta.dirname, '../..')
const { flows: shippedFlows } = loadContent({
  knowledge: resolve(project, 'knowledge'),
  flows: resolve(project, 'flows'),
  zone,
})
const people = [
  aPerson('s1', { dorm: '示例1栋101' }),
  aPerson('s2', { className: '二班', dorm: '示例2栋201', loan: '生源地' }),
  aPerson('s3', { className: '二班', name: '示例<script>alert(1)</script>' }),
  aPerson('s9', { className: '三班' }),
  aPerson('20230001', { className: '四班' }),
  aCounselor('c1', { scope: classes('一班', '二班', '四班') }),
  aCounselor('c3', { scope: classes('三班') }),
  official('d1', college),
  official('d2', '另一学院'),
]

/** s1 and s2 can be written to, s3 and s9 cannot; c1 looks after 一班 and 二班, c3 after 三班. */
async function office(options: Parameters<typeof openOffice>[0] = {}) {
  const at = await openOffice({
    people,
    links: { publicUrl: 'https://bot.example', secret: new Secret('x'.repeat(40)) },
    ...options,
  })
  for (const number of ['s1', 's2', 'c1', 'c3', 'd1']) await at.say(number, '你好')
  return { at, desk: openDesk(at) }
}

const formFor = (template: string) => encodeURI(`/desk/broadcasts/new?template=${template}`)
const [plain, meeting, urgentForm] = [formFor('普通通知'), formFor('班会通知'), formFor('紧急集合')]
const whole = JSON.stringify({ of: 'class', college, name: '二班' })
const notice = {
  template: '普通通知',
  level: '普通',
  roles: 'student',
  loan: 'any',
  when: 'now',
  body: '明天下午交表。',
  units: [whole],
}

/** A notice of c1's to 二班, which has left. */
async function sent(options: Parameters<typeof openOffice>[0] = {}) {
  const { at, desk } = await office(options)
  const c1 = await desk.as('c1')
  await c1.press(plain, 'keep', notice)
  await c1.press('/desk/broadcasts/A01', 'publish', { number: 'A01', sure: '1' })
  const arrived = await at.round()
  return { at, desk, c1, arrived }
}

describe('writing', () => {
  test('a template brings most of the text, with blanks that have to be filled', async () => {
    const { desk } = await office()
    const c1 = await desk.as('c1')
    expect((await c1.get('/desk/broadcasts/new')).text).toContain('班会通知')
    const form = await c1.get(meeting)
    expect(form.text).toContain('〔教室〕')
    const body = '时间：周五\n地点：〔教室〕'
    const kept = await c1.press(meeting, 'keep', {
      ...notice,
      template: '班会通知',
      body,
    })
    expect(kept.text).toContain('正文里还有没填的空：〔教室〕')
    const tried = await c1.press('/desk/broadcasts/A01', 'publish', { number: 'A01', sure: '1' })
    expect([tried.status, tried.text]).toEqual([422, expect.stringContaining('还有没填的空')])
  })

  test('a look shows the whole text, whom it reaches and who is left out by name and reason, and saves nothing', async () => {
    const { at, desk } = await office()
    const c1 = await desk.as('c1')
    const seen = await c1.press(plain, 'look', notice)
    expect(seen.text).toContain('【通知】A01（普通） 示例学院 示例c1 明天下午交表。')
    expect(seen.text).toMatch(/名册上 2 人 私聊 1 人/)
    expect(seen.text).toMatch(/没绑定 示例学院二班：示例<script>alert\(1\)<\/script>/)
    expect(seen.html).not.toContain('<script>alert')
    expect(await at.database.db.selectFrom('broadcast').select('number').execute()).toEqual([])
    const form = await c1.press(plain, 'unreached', notice)
    expect(readBook(form.bytes).送不到的人?.[1]).toEqual(['示例学院', '二班', 's3', expect.any(String), '没绑定'])
  })

  test('who is marked may be ticked, and who has done something by the mark that it leaves', async () => {
    const flows = [...shippedFlows.current.values()]
    const marked = [
      aPerson('s1', { tags: ['党员'], loan: '生源地' }),
      aPerson('s2', { loan: '生源地' }),
      people.at(-4)!,
    ]
    const { at, desk } = await office({ people: [...marked, official('d1', college)], flows })
    await at.decideWith('s1', [{ do: 'tag', name: 'loan_done', value: 'yes', keepDays: 60 }])
    const c1 = await desk.as('c1')
    const some = { ...notice, units: [] as string[], tags: ['党员', '干部'] }
    const seen = await c1.press(plain, 'look', some)
    expect(seen.text).toMatch(/是党员、干部的同学.*名册上 1 人/)
    expect((await c1.press(plain, 'look', { ...some, tags: ['没有这个'] })).text).toContain('名册上没有符合')
    await c1.press(plain, 'keep', { ...some, tags: ['党员'], flow: 'loan_done', done: 'yes' })
    const draft = await c1.get('/desk/broadcasts/new?draft=A01')
    expect(draft.html).toMatch(/name="tags" value="党员" checked/)
    expect(draft.html).toMatch(/value="loan_done" selected/)
    const kept = JSON.stringify(await at.database.db.selectFrom('broadcast').selectAll().executeTakeFirstOrThrow())
    expect(kept).toContain('loan_done')
    expect(draft.html).toMatch(/<option value="yes" selected>有贷款的/)
  })

  test('what is kept is the writer’s alone until it is published, and goes out as it was shown', async () => {
    const { at, desk } = await office()
    const [c1, d1] = [await desk.as('c1'), await desk.as('d1')]
    const kept = await c1.press(plain, 'keep', notice)
    expect(kept.text).toContain('A01 存好了，还没有发')
    expect((await d1.get('/desk/broadcasts/A01')).status).toBe(404)
    expect((await d1.get('/desk/broadcasts?tab=draft')).text).toContain('没有没写完的')
    expect(await at.round()).toEqual([])
    const asked = await c1.press('/desk/broadcasts/A01', 'publish', { number: 'A01' })
    expect(asked.text).toContain('A01 马上发给 2 人，能送到 1 人')
    await c1.press('/desk/broadcasts/A01', 'publish', { number: 'A01', sure: '1' })
    const arrived = await at.round()
    expect(arrived.map(a => [a.to, a.text.includes('明天下午交表。')])).toEqual([['s2', true]])
    const twice = await c1.press('/desk/broadcasts/A01', 'publish', { number: 'A01', sure: '1' })
    expect(twice.text).toContain('A01 已经交出去了')
  })

  test('a draft comes back into its form whole, and stays one', async () => {
    const { at, desk } = await office()
    const c1 = await desk.as('c1')
    const picked = {
      ...notice,
      when: 'at',
      at: '2026-06-11T09:30',
      loan: 'yes',
      asked: '先打哪个？',
      options: '110 *\n114',
      explain: '110',
    }
    await c1.press(plain, 'keep', picked)
    const form = await c1.get('/desk/broadcasts/new?draft=A01')
    for (const part of [
      'value="2026-06-11T09:30"',
      '明天下午交表。',
      'value="先打哪个？"',
      '110 *\n114',
      'value="yes" selected',
    ])
      expect(form.html).toContain(part)
    expect(form.html).toMatch(/name="units" value="[^"]*二班[^"]*" checked/)
    await c1.press('/desk/broadcasts/new?draft=A01', 'keep', { ...picked, draft: 'A01', body: '改成周五。' })
    expect(await at.database.db.selectFrom('broadcast').select('number').execute()).toEqual([{ number: 'A01' }])
    expect((await c1.get('/desk/broadcasts/A01')).text).toContain('改成周五。')
  })

  test.each([
    ['a text that is too long', { body: '长'.repeat(1001) }, '正文太长了'],
    ['nobody', { units: [] }, '没有写发给谁'],
    ['words and ticks at once', { audience: '一班' }, '只能用一种'],
    [
      'a class that is not hers',
      { units: [JSON.stringify({ of: 'class', college, name: '三班' })] },
      '不在你负责的范围里',
    ],
    ['another college', { units: ['{"of":"college","college":"另一学院"}'] }, '不在你负责的范围里'],
    ['the whole school', { units: ['{"of":"school"}'] }, '不在你负责的范围里'],
    ['what is no part of anything', { units: ['{"of":', 'null', '{"of":"x"}'] }, '没有写发给谁'],
    ['a time that is over', { when: 'at', at: '2026-06-09T09:00' }, '已经过去了'],
    ['no time', { when: 'at', at: '' }, '没看懂时间'],
    ['a level that is none', { level: '特急' }, '级别只有'],
    ['a template that is none', { template: '<b>' }, '模板只有'],
    ['a question without a right answer', { asked: '几点？', options: '一\n二' }, '确认题没写对'],
  ])('%s is refused, and what was entered stays', async (_, changed, says) => {
    const { at, desk } = await office()
    const c1 = await desk.as('c1')
    const refused = await c1.press(plain, 'keep', { ...notice, ...changed })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(says)])
    expect(refused.text).toContain((changed as { body?: string }).body ?? notice.body)
    expect(await at.database.db.selectFrom('broadcast').select('number').execute()).toEqual([])
  })

  test('the audience is ticked by dormitory, loan and pasted numbers, or said in words', async () => {
    const { desk } = await office()
    const c1 = await desk.as('c1')
    const to = async (changed: Record<string, string | string[]>) =>
      (await c1.press(plain, 'look', { ...notice, units: [], ...changed })).text
    expect(await to({ dorms: ['示例1栋'] })).toMatch(/住示例1栋的同学 名册上 1 人/)
    expect(await to({ audience: '1栋的同学' })).toMatch(/住示例1栋的同学 名册上 1 人/)
    expect(await to({ loan: 'yes' })).toMatch(/有助学贷款的同学 名册上 1 人/)
    expect(await to({ audience: '二班有贷款的同学' })).toMatch(/有助学贷款的同学 名册上 1 人/)
    const pasted = await to({ numbers: '20230001\n20239999, S77' })
    expect(pasted).toContain('名册上 1 人')
    expect(pasted).toContain('这些学号不在你负责的名册里，不会发给他们：20239999、S77')
  })

  test('at night the quiet hours are waited for unless one says otherwise', async () => {
    const { at, desk } = await office({ begin: '2026-06-10T23:10:00+08:00' })
    const c1 = await desk.as('c1')
    const form = await c1.get(plain)
    expect(form.html).toMatch(/value="awake" checked/)
    await c1.press(plain, 'keep', { ...notice, when: 'awake' })
    const done = await c1.press('/desk/broadcasts/A01', 'publish', { number: 'A01', sure: '1' })
    expect(done.text).toContain('6月11日 07:00 发出')
    expect(await at.round()).toEqual([])
    const undone = await c1.press('/desk/broadcasts/A01', 'cancel', { number: 'A01', sure: '1' })
    expect(undone.text).toContain('还没发出，已取消')
    expect(await at.wait(600)).toEqual([])
  })

  test('a picture is kept for its sender alone and goes along', async () => {
    const { at, desk } = await office()
    const [c1, c3] = [await desk.as('c1'), await desk.as('c3')]
    const picture = new File([png([])], 'a.png', { type: 'image/png' })
    const seen = await c1.press(plain, 'look', { ...notice, picture })
    const url = /name="kept" value="([^"]+)"/.exec(seen.html)![1]!
    const address = `/desk/broadcasts/picture/${url.split('/').at(-1)}`
    expect([(await c1.get(address)).status, (await c3.get(address)).status]).toEqual([200, 404])
    const stolen = await c3.press(plain, 'look', {
      ...notice,
      units: [JSON.stringify({ of: 'class', college, name: '三班' })],
      kept: url,
    })
    expect(stolen.html).not.toContain('name="kept"')
    await c1.press(plain, 'keep', { ...notice, kept: url })
    expect((await c1.get('/desk/broadcasts/A01/picture')).status).toBe(200)
    await c1.press('/desk/broadcasts/A01', 'publish', { number: 'A01', sure: '1' })
    expect((await at.round()).flatMap(a => a.urls)).toEqual([url])
    const none = new File(['no picture'], 'a.png', { type: 'image/png' })
    const refused = await c1.press(plain, 'look', { ...notice, picture: none })
    expect(refused.text).toContain('不是能发的图片')
  })
})

test('a warning begins with what was drafted of a scam, for those whose group it was seen in', async () => {
  const at = await openCaseOffice()
  for (const room of ['g1', 'g2']) await at.hear('s1', brushing, { room })
  const desk = openDesk(at)
  const form = await (await desk.as('c1')).get('/desk/broadcasts/new?from=S01')
  expect(form.text).toContain('内容来自反诈 S01 的草稿')
  expect(form.text).toMatch(/写诈骗预警.*刷单/)
  // A real case of the kind stands below the draft, where it can be taken out.
  expect(form.html).toMatch(/<textarea[^>]*name="body"[^>]*>[^<]*真事：[^<]*刷单/)
  expect(form.html).toContain('value="我带的班"')
  await at.database.db.updateTable('roster').set({ scope: '[]' }).where('number', '=', 'c2').execute()
  expect((await (await desk.as('c2')).get('/desk/broadcasts/new?from=S01')).status).toBe(404)
})

describe('one broadcast', () => {
  test('receipts stand by class and by person, and who looks at people leaves a line', async () => {
    const { at, c1 } = await sent()
    await at.say('s2', '收到 A01')
    const one = await c1.get('/desk/broadcasts/A01')
    expect(one.text).toMatch(/送不到 1 人（没绑定 1）/)
    expect(one.text).toMatch(/二班 1\/2/)
    const named = await c1.get('/desk/broadcasts/A01?college=示例学院&class=二班')
    expect(named.text).toMatch(/示例s2 s2 确认 6月10日 12:00 私聊/)
    expect(named.html).not.toContain('<script>alert')
    const lines = await at.database.db
      .selectFrom('audit')
      .select('act')
      .where('act', '=', 'broadcast-people-seen')
      .execute()
    expect(lines).toHaveLength(1)
  })

  test('others see what went to their people, and nothing of anybody else', async () => {
    const { at, desk } = await sent()
    const [c3, d1, d2] = [await desk.as('c3'), await desk.as('d1'), await desk.as('d2')]
    for (const path of [
      '/desk/broadcasts/A01',
      '/desk/broadcasts/A01?college=示例学院&class=二班',
      '/desk/broadcasts/A01/table.xlsx',
      '/desk/broadcasts/new?of=A01',
    ])
      expect([path, (await c3.get(path)).status, (await d2.get(path)).status]).toEqual([path, 404, 404])
    expect((await c3.get('/desk/broadcasts')).text).not.toContain('A01')
    await d1.press(plain, 'keep', {
      ...notice,
      units: [JSON.stringify({ of: 'college', college })],
      body: '全学院开会。',
    })
    expect((await c3.get('/desk/broadcasts')).text).not.toContain('A02')
    await d1.press('/desk/broadcasts/A02', 'publish', { number: 'A02', sure: '1' })
    await at.round()
    const part = await c3.get('/desk/broadcasts/A02')
    expect(part.text).toContain('这里只有你负责的同学')
    expect(part.text).toMatch(/三班 0\/1/)
    expect(part.text).not.toContain('二班')
    expect(part.text).not.toContain('撤回 更正')
    expect((await c3.get('/desk/broadcasts/A02?college=示例学院&class=二班')).status).toBe(404)
    expect(
      (await c3.press('/desk/broadcasts/A02', 'recall', { number: 'A02', reason: '不该发', sure: '1' })).text,
    ).toContain('你管不到')
    expect((await c3.get('/desk/broadcasts')).text).toMatch(/A02 普通通知 全学院开会。.*0\/1/)
  })

  test('those who are left are reminded after a question with their number, and not too soon', async () => {
    const { at, c1 } = await sent()
    const asked = await c1.press('/desk/broadcasts/A01', 'resend', { number: 'A01' })
    expect(asked.text).toContain('再提醒一次还没确认 A01 的 2 人')
    const soon = await c1.press('/desk/broadcasts/A01', 'resend', { number: 'A01', sure: '1' })
    expect([soon.status, soon.text]).toEqual([422, expect.stringContaining('至少隔 5 分钟')])
    await at.jump(6)
    await c1.press('/desk/broadcasts/A01', 'resend', { number: 'A01', sure: '1' })
    expect((await at.round()).map(a => a.to)).toEqual(['s2'])
  })

  test('a recall wants a reason and a second press with its count, and a correction goes to the same people', async () => {
    const { at, c1 } = await sent()
    const bare = await c1.press('/desk/broadcasts/A01', 'recall', { number: 'A01', reason: '' })
    expect([bare.status, bare.text]).toEqual([422, expect.stringContaining('撤回要写原因')])
    const corrected = await c1.press('/desk/broadcasts/new?of=A01', 'keep', {
      of: 'A01',
      template: '普通通知',
      body: '改成后天。',
    })
    expect(corrected.text).toContain('【更正】请以这条为准，A01 作废。')
    await c1.press('/desk/broadcasts/A02', 'publish', { number: 'A02', sure: '1' })
    await at.round()
    expect((await c1.get('/desk/broadcasts/A01')).text).toContain('已更正为 A02')
    const asked = await c1.press('/desk/broadcasts/A02', 'recall', { number: 'A02', reason: '<b>写错</b>' })
    expect(asked.text).toContain('收到过的 1 人会收到撤回通知')
    await c1.press('/desk/broadcasts/A02', 'recall', { number: 'A02', reason: '<b>写错</b>', sure: '1' })
    expect((await at.round()).map(a => a.text).join()).toContain('原因：<b>写错</b>')
    expect((await c1.get('/desk/broadcasts/A02')).html).toContain('&lt;b&gt;写错&lt;/b&gt;')
    expect((await c1.get('/desk/broadcasts?tab=ended')).text).toMatch(/A02.*撤回.*A01/)
  })

  test('an urgent one waits for a second person of the college, who may refuse it with a reason', async () => {
    const { at, desk } = await office()
    const [c1, d1, c3] = [await desk.as('c1'), await desk.as('d1'), await desk.as('c3')]
    const urgent = { ...notice, template: '紧急集合', level: '紧急', body: '马上到操场。' }
    for (const number of ['A01', 'A02']) {
      await c1.press(urgentForm, 'keep', urgent)
      const asked = await c1.press(`/desk/broadcasts/${number}`, 'publish', { number })
      expect(asked.text).toContain('请另一位老师批准')
      await c1.press(`/desk/broadcasts/${number}`, 'publish', { number, sure: '1' })
    }
    expect((await c3.get('/desk/broadcasts?tab=waiting')).text).not.toContain('A01')
    expect((await c3.press('/desk/broadcasts', 'approve', { number: 'A01', sure: '1' })).text).toContain('你管不到')
    expect((await c1.press('/desk/broadcasts/A01', 'approve', { number: 'A01', sure: '1' })).text).toContain(
      '不能自己批准自己的',
    )
    const asked = await d1.press('/desk/broadcasts/A01', 'approve', { number: 'A01' })
    expect(asked.text).toContain('批准 A01？批准后马上发出，发给 2 人。')
    await d1.press('/desk/broadcasts/A01', 'approve', { number: 'A01', sure: '1' })
    const arrived = await at.round()
    expect(arrived.filter(a => a.to === 's2').map(a => a.text.includes('马上到操场。'))).toEqual([true])
    expect((await c1.get('/desk/broadcasts/A01')).text).toContain('谁放行的 示例d1')
    await d1.press('/desk/broadcasts/A02', 'refuse', { number: 'A02', reason: '不用', sure: '1' })
    expect((await c1.get('/desk/broadcasts/A02')).text).toMatch(/驳回.*不用/)
    expect((await at.round()).some(a => a.to === 's2')).toBe(false)
  })

  test('for a group that no bot may enter there is a text to copy and a picture of its link', async () => {
    const { c1 } = await sent()
    const one = await c1.get('/desk/broadcasts/A01')
    expect(one.text).toContain('没有绑定小助手的同学，请点这里登记：https://bot.example/c/')
    expect(one.html).toMatch(/<img class="picture" src="\/c\/[\w.-]+\/qr\.png"/)
  })

  test('the table to take away holds texts only, and what is not theirs is not there', async () => {
    const { at, c1 } = await sent()
    const book = readBook((await c1.get('/desk/broadcasts/A01/table.xlsx')).bytes)
    expect(Object.keys(book)).toEqual(['按班级', '明细', '说明'])
    expect(book.明细?.map(row => row[2])).toEqual(['学号', 's2', 's3'])
    const lines = await at.database.db
      .selectFrom('audit')
      .select('detail')
      .where('act', '=', 'broadcast-exported')
      .execute()
    expect(lines).toEqual([{ detail: 'A01' }])
    for (const path of [
      '/desk/broadcasts/A99',
      '/desk/broadcasts/a01',
      '/desk/broadcasts/A01/other',
      '/desk/broadcasts/picture/x.png',
      '/desk/broadcasts/new?draft=A01',
    ])
      expect([path, (await c1.get(path)).status]).toEqual([path, 404])
  })
})

describe('the list', () => {
  test('is by what has become of them, can be searched, and says what fills it', async () => {
    const { c1 } = await sent()
    expect((await c1.get('/desk/broadcasts')).text).toMatch(/已发 1 .*A01 普通通知 明天下午交表。 示例学院二班的同学/)
    expect((await c1.get('/desk/broadcasts?tab=due')).text).toContain('没有定了时间还没发的')
    expect((await c1.get('/desk/broadcasts?q=交表')).text).toContain('A01')
    expect((await c1.get('/desk/broadcasts?q=<script>')).text).toContain('没有找到“<script>”')
    expect((await c1.get('/desk/broadcasts?tab=nothing&from=-5x')).status).toBe(200)
  })

  test('a student who got in has no page', async () => {
    const { at, desk } = await office()
    const c1 = await desk.as('c1')
    await at.database.db.updateTable('roster').set({ role: 'monitor' }).where('number', '=', 'c1').execute()
    expect((await c1.get('/desk/broadcasts')).status).toBe(401)
  })
})
