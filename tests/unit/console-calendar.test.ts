import { describe, expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aCounselor, aPerson, type OfficeOptions, openOffice } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'

const college = '示例学院'
const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aPerson('s3', { className: '二班' }),
  aPerson('t1', { college: '别的学院', className: '三班' }),
  aCounselor('c1', { scope: [{ of: 'class', college, name: '一班' }] }),
  aCounselor('c2', { scope: [{ of: 'class', college: '别的学院', name: '三班' }], college: '别的学院' }),
  aCounselor('k1', { role: 'college', scope: [{ of: 'college', college }] }),
  aCounselor('x1', { role: 'school', scope: [{ of: 'school' }], college: '' }),
]
const three = Date.parse('2026-06-17T15:00:00+08:00')
const address = `/desk/calendar/time/tidy/${three}`
const time = { reminder: 'tidy', instant: String(three) }

async function open(options: OfficeOptions = {}) {
  const given = { people, reminders: [aStanding('tidy')], begin: '2026-06-10T10:00:00+08:00', ...options }
  const office = await openOffice(given)
  for (const { number } of given.people) await office.hear(number, '你好')
  return { office, desk: openDesk(office) }
}

describe('the calendar', () => {
  test('a month has the dates, the reminders and the broadcasts of whoever looks', async () => {
    const { office, desk } = await open()
    await office.say('c1', '发布通知 截止提醒 普通 给：一班 时间：6月18日 9:00 内容：周五前交钥匙。')
    await office.say('c1', '发布')
    const c1 = await desk.as('c1')
    const month = await c1.get('/desk/calendar?month=2026-06')
    expect(month.status).toBe(200)
    for (const said of ['退宿截止', '15:00 示例提醒', '截止提醒 A01', '端午 休', '6月19日 周五'])
      expect(month.text).toContain(said)
    expect((await (await desk.as('c2')).get('/desk/calendar?month=2026-06')).text).not.toContain('A01')
    expect((await c1.get('/desk/calendar?month=2026-06&of=reminders')).text).not.toContain('退宿截止')
  })

  test('a list says to whom, how many of mine, and the words', async () => {
    const { desk } = await open()
    const list = (await (await desk.as('c1')).get('/desk/calendar?month=2026-06&view=list')).text
    expect(list).toContain('6月17日 周三')
    expect(list).toContain('示例学院一班的同学 · 私聊 · 我负责的 1 人')
    expect(list).toContain('（同学姓名），记得收拾宿舍。')
    const whole = (await (await desk.as('x1')).get('/desk/calendar?month=2026-06&view=list')).text
    expect(whole).toContain('我负责的 4 人')
    const part = await (await desk.as('x1')).get('/desk/calendar?month=2026-06&view=list&unit=示例学院/二班')
    expect(part.text).toContain('我负责的 2 人')
  })

  test('a part that is not theirs, or is none, is not there', async () => {
    const { desk } = await open()
    const c1 = await desk.as('c1')
    for (const unit of ['示例学院/二班', '示例学院', '别的学院/三班', '没有的', '<script>'])
      expect((await c1.get(`/desk/calendar?unit=${encodeURIComponent(unit)}`)).status).toBe(404)
  })

  test('what stands in the address and is nonsense is this month', async () => {
    const { desk } = await open()
    const c1 = await desk.as('c1')
    for (const month of ['2026-13', '<script>', '9999-01', ''])
      expect((await c1.get(`/desk/calendar?month=${encodeURIComponent(month)}`)).text).toContain('2026 年 6 月')
    for (const item of ['time/tidy/1', 'time/no/1', `time/tidy/${three + 1}`, 'time/tidy/999999999999999', 'nothing'])
      expect((await c1.get(`/desk/calendar/${item}`)).status).toBe(404)
  })

  test('what was given, and what was skipped and why', async () => {
    const { office, desk } = await open()
    await office.wait(6 * 60)
    office.clock.jump(8 * 24 * 3_600_000)
    await office.wait(0)
    const list = (await (await desk.as('x1')).get('/desk/calendar?month=2026-06&view=list')).text
    expect(list).toContain('发过了')
    expect(list).toContain('全校安排 4 人，联系不上 0 人')
    expect(list).toContain('超过了补发的时限')
    const c1 = (await (await desk.as('c1')).get('/desk/calendar?month=2026-06&view=list')).text
    expect(c1).not.toContain('全校安排')
  })

  test('quiet hours and values that are not set are said', async () => {
    const late = aStanding('late', 'when: { weekly: [三], at: "23:30" }\nsay: "{name}，托运点：{{luggage.point}}"')
    const { desk } = await open({ reminders: [late] })
    const list = (await (await desk.as('c1')).get('/desk/calendar?month=2026-06&view=list')).text
    expect(list).toContain('6月11日 07:30 本来是 6月10日 23:30，在休息时间里')
    expect(list).toContain('里面的“行李托运点”学校还没有填')
  })

  test('a date that differs stands for those alone who have it', async () => {
    const knowledge = fixtureKnowledge({
      'school.yaml': text =>
        text.replace(
          '    sample: 06-30 17:30\n',
          '    sample: 06-30 17:30\n    values:\n      - { college: 别的学院, sample: 06-25 }\n',
        ),
    })
    const reminders = [aStanding('out', 'when: { date: checkout.end, days: [1], at: "10:00" }')]
    const { desk } = await open({ knowledge, reminders })
    const at = '/desk/calendar?month=2026-06&view=list'
    const [mine, theirs, all] = [
      (await (await desk.as('c1')).get(at)).text,
      (await (await desk.as('c2')).get(at)).text,
      (await (await desk.as('x1')).get(at)).text,
    ]
    expect([mine.includes('6月25日'), mine.includes('6月30日')]).toEqual([false, true])
    expect([theirs.includes('6月25日'), theirs.includes('6月30日')]).toEqual([true, false])
    expect(all).toContain('只对 学院 别的学院')
    expect([all.includes('6月25日'), all.includes('6月30日')]).toEqual([true, true])
  })

  test('reminders whose date is not set are named as such', async () => {
    const reminders = [aStanding('leave', 'when: { date: leave.last_day, at: "10:00" }')]
    const { desk } = await open({ reminders })
    expect((await (await desk.as('c1')).get('/desk/calendar')).text).toContain('学校还没公布“最晚离校日期”')
  })

  test('a student, and whoever is not signed in, sees nothing', async () => {
    const { desk } = await open()
    for (const at of ['/desk/calendar', address, '/desk/calendar/farewell.ics', '/desk/calendar/try'])
      expect((await desk.ask(at)).status).toBe(401)
  })
})

describe('what is changed in the calendar', () => {
  test('a counselor pauses for the own class, sees it, and takes it back', async () => {
    const { desk } = await open()
    const c1 = await desk.as('c1')
    const values = { reminder: 'tidy', from: '2026-06-17T00:00', until: '2026-06-18T00:00', reason: '有<b>活动</b>' }
    const done = await c1.press(address, 'pause', values)
    expect(done.text).toContain('不给示例学院一班发“示例提醒”')
    expect(done.text).toContain('示例c1暂停，6月17日 00:00 到 6月18日 00:00（有<b>活动</b>）')
    expect(done.html).not.toContain('<b>活动')
    const id = /action="\/desk\/calendar\/-\/resume".*?name="id" value="([^"]+)"/s.exec(done.html)![1]!
    expect((await (await desk.as('c2')).get('/desk/calendar')).text).not.toContain('示例c1暂停')
    expect((await (await desk.as('x1')).get('/desk/calendar?view=list')).text).toContain('部分停发')
    const resumed = await c1.press(address, 'resume', { id })
    expect(resumed.text).toContain('照常发给示例学院一班')
    const again = await c1.press(address, 'repause', { id, until: '2026-06-18 00:00' })
    expect(again.text).toContain('到 6月18日 00:00 不给')
  })

  test('of a change for several classes each sees their own, and only who has all takes it back', async () => {
    const shared = aCounselor('c3', { scope: ['一班', '二班'].map(name => ({ of: 'class', college, name })) })
    const { desk } = await open({ people: [...people, shared] })
    await (await desk.as('c3')).press(address, 'leaveOut', { ...time, reason: '说过了' })
    const shown = await (await desk.as('c1')).get('/desk/calendar')
    expect(shown.text).toContain('示例c3跳过（说过了） 示例学院一班')
    expect(shown.text).not.toContain('二班')
    expect(shown.html).not.toContain('/desk/calendar/-/undo')
  })

  test('what is for staff alone is nothing to pause for a class', async () => {
    const { desk } = await open({ reminders: [aStanding('tidy', 'audience: { roles: [counselor] }')] })
    const c1 = await desk.as('c1')
    const shown = await c1.get(address)
    expect(shown.text).toContain('也发给你')
    expect(shown.text).not.toContain('暂停一段时间')
    expect((await c1.press(address, 'leaveOut', { ...time, reason: 'x' })).text).toContain('是发给老师的')
  })

  test('what is not theirs is refused, and what was entered stands there still', async () => {
    const { office, desk } = await open()
    const c1 = await desk.as('c1')
    const values = { ...time, unit: '示例学院/二班', reason: '我来说' }
    const refused = await c1.press(address, 'leaveOut', values)
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('只能暂停或跳过自己负责的班级')])
    expect(refused.html).toContain('我来说')
    expect((await c1.press(address, 'move', { ...time, to: '2026-06-17T16:00' })).status).toBe(422)
    for (const id of ['nothing', "' or 1=1"]) expect((await c1.press(address, 'undo', { id })).status).toBe(422)
    expect(await office.database.db.selectFrom('reminder_change').selectAll().execute()).toEqual([])
  })

  test('the school moves a time; it stands where it comes, and is undone', async () => {
    const { desk } = await open()
    const x1 = await desk.as('x1')
    const moved = await x1.press(address, 'move', { ...time, to: '2026-06-18T09:00', reason: '' })
    expect(moved.text).toContain('从 6月17日 15:00 改到 6月18日 09:00')
    const list = (await x1.get('/desk/calendar?month=2026-06&view=list')).text
    expect(list).toContain('6月18日 09:00 原定 6月17日 15:00，改到这个时间')
    const back = await x1.press(address, 'move', { ...time, to: '2026-06-17 15:00' })
    expect(back.text).toContain('从 6月18日 09:00 改到 6月17日 15:00')
    expect((await x1.get('/desk/calendar')).text).toContain('现在没有暂停或改过时间的提醒')
  })

  test('one time is left out and taken back', async () => {
    const { desk } = await open()
    const k1 = await desk.as('k1')
    expect((await k1.press(address, 'leaveOut', time)).text).toContain('请写一句为什么不发')
    const done = await k1.press(address, 'leaveOut', { ...time, reason: '大家都知道了' })
    expect(done.text).toContain('6月17日 15:00 这一次不给示例学院发')
    const id = /action="\/desk\/calendar\/-\/undo".*?name="id" value="([^"]+)"/s.exec(done.html)![1]!
    expect((await (await desk.as('c1')).press(address, 'undo', { id })).status).toBe(422)
    expect((await k1.press(address, 'undo', { id })).text).toContain('照原来的发')
  })

  test('a test goes to me alone', async () => {
    const { office, desk } = await open()
    const c1 = await desk.as('c1')
    expect((await c1.press(address, 'test', time)).text).toContain('已经发到你自己的私聊')
    expect((await office.round()).map(a => a.chat)).toEqual(['private/c1'])
  })
})

describe('a date that is tried', () => {
  const reminders = [
    aStanding('out', 'when: { date: checkout.end, days: [7, 1], at: "10:00" }\nsay: "退宿截止：{{checkout.end}}"'),
  ]
  const asked = (value: string, field = 'checkout.end', part = '') =>
    `/desk/calendar/try?${new URLSearchParams({ field, value, part })}`

  test('says which times move, which are over, who hears again, and what says it', async () => {
    const { office, desk } = await open({ reminders, begin: '2026-06-22T10:00:00+08:00' })
    const c1 = await desk.as('c1')
    const before = (await c1.get(asked('2026-06-24'))).text
    expect(before).toContain('现在 6月30日 17:30 改成 6月24日 周三')
    expect(before).toContain('6月23日 10:00 6月17日 10:00 1 人 这个时间已经过了，不会发')
    expect(before).toContain('6月29日 10:00 6月23日 10:00 1 人 改到新时间发')
    expect(before).toContain('示例提醒')
    expect(before).toMatch(/回答里会跟着变的（[1-9]\d*）/)
    await office.wait(25 * 60)
    const later = await desk.as('c1')
    expect((await later.get(asked('2026-07-04'))).text).toContain('6月27日 10:00 1 人 已经按旧日期发过，会再发一次')
    expect((await later.get('/desk/calendar')).text).not.toContain('7月4日')
  })

  test('what is no date, no field or no part is told or is not there', async () => {
    const { desk } = await open({ reminders })
    const c1 = await desk.as('c1')
    expect((await c1.get('/desk/calendar/try')).status).toBe(200)
    for (const at of [
      asked('明天'),
      asked('2026-02-30'),
      asked('2026-06-24', 'luggage.point'),
      asked('2026-06-24', '<script>'),
    ])
      expect((await c1.get(at)).text).toContain('这不是一个能试的日期')
    for (const part of ['x', '{"room":"1"}', '{"class":7}', '{"__proto__":{}}'])
      expect((await c1.get(asked('2026-06-24', 'checkout.end', part))).html).not.toContain('<script>alert')
    expect((await c1.get(asked('2026-06-24', 'checkout.end', 'x'))).status).toBe(404)
  })

  test('a date for a part of the school moves only what is theirs', async () => {
    const { desk } = await open({ reminders, begin: '2026-06-10T10:00:00+08:00' })
    const shown = await (await desk.as('x1')).get(asked('2026-06-20', 'checkout.end', '{"college":"别的学院"}'))
    expect(shown.text).toContain('6月13日 10:00 1 人')
  })
})

describe('the file for other calendars', () => {
  test('has the dates as RFC 5545 wants them', async () => {
    const { desk } = await open()
    const file = await (await desk.as('c1')).get('/desk/calendar/farewell.ics')
    expect(file.headers.get('content-type')).toContain('text/calendar')
    expect(file.html.split('\r\n')).toEqual(
      expect.arrayContaining([
        'BEGIN:VCALENDAR',
        'SUMMARY:退宿截止（示例）',
        'DTSTART:20260630T093000Z',
        'END:VCALENDAR',
        '',
      ]),
    )
    expect(file.html.split('\r\n').every(line => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(file.html.replaceAll('\r\n', '')).not.toContain('\n')
  })
})
