import { describe, expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { openEditing } from '../support/editing.ts'
import { aCounselor, aPerson } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'

const hostile = '<script>alert(1)</script>'
const college = '示例学院'
const end = '/desk/facts/checkout.end'
const partOf = (part: Record<string, string>) => JSON.stringify(part)
const at = (part: Record<string, string>) => `${end}?part=${encodeURIComponent(partOf(part))}`

const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aPerson('s9', { className: '九班' }),
  aPerson('o1', { college: '别的学院', className: '十班' }),
  aCounselor('c1'),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college }] }),
  aPerson('u1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]
const reminders = [
  aStanding(
    'checkout',
    'title: 退宿截止提醒\nwhen: { date: checkout.end, days: [1], at: "10:00" }\nsay: "{{checkout.end}} 截止。"',
  ),
]

async function open() {
  const { office, act } = await openEditing({ people, reminders })
  const desk = openDesk(office)
  return { office, act, desk, u1: await desk.as('u1'), c1: await desk.as('c1'), k1: await desk.as('k1') }
}

const whole = { key: 'checkout.end', part: '', basedOn: '0', why: '后勤处通知' }
const ofClass = (name: string, value: string) => ({ ...whole, part: partOf({ class: name }), value })

describe('the values of the school', () => {
  test('stand in the groups of the file, what is doubtful or missing first', async () => {
    const { u1 } = await open()
    await u1.press(end, 'save', { ...whole, value: '2025-06-28' })
    const { text, status } = await u1.get('/desk/facts')
    expect(status).toBe(200)
    expect(text).toMatch(/先看这些.*退宿截止 有疑问.*往年.*没填.*行李托运点.*现在的值/)
    expect((await u1.get('/desk/facts?of=own')).text).toMatch(/共 1 项.*退宿截止/)
    expect((await u1.get('/desk/facts?of=missing')).text).not.toContain('退宿截止')
    expect((await u1.get(`/desk/facts?q=${encodeURIComponent('托运')}`)).text).toContain('行李托运点')
    const none = await u1.get(`/desk/facts?q=${encodeURIComponent(hostile)}`)
    expect([none.text.includes('没有找到'), none.html.includes(hostile)]).toEqual([true, false])
  })

  test('of a class are shown to those alone whom it concerns', async () => {
    const { u1, c1, k1 } = await open()
    await u1.press(end, 'save', ofClass('十班', '2026-06-11'))
    for (const [who, isShown] of [
      [u1, true],
      [c1, false],
      [k1, false],
    ] as const)
      for (const page of ['/desk/facts', end]) expect((await who.get(page)).text.includes('6月11日')).toBe(isShown)
  })
})

describe('one value', () => {
  test('of the whole school is changed by the school, holds at once, and is had back by one press', async () => {
    const { office, u1 } = await open()
    const done = await u1.press(end, 'save', { ...whole, value: '2026-06-28' })
    expect(done.text).toMatch(/存好了（第 1 版）.*撤销.*6月28日 本校改过.*全校：还没公布 → 6月28日/)
    expect(await office.say('s1', '退宿什么时候截止')).toContain('6月28日')
    const back = await u1.press(end, 'takeBack', { key: 'checkout.end', to: '0', basedOn: '1' })
    expect(back.text).toContain('改回来了（第 2 版）')
    expect(await office.say('s2', '退宿什么时候截止')).toContain('示例')
  })

  test('of one’s own classes is a counselor’s to set, of a college the college’s, and of nobody else', async () => {
    const { office, c1, k1 } = await open()
    const form = await c1.get(end)
    expect(form.text).toContain('改“班级 一班”的值')
    expect(form.html).not.toContain('九班')
    expect((await c1.press(end, 'save', ofClass('一班', '2026-06-20'))).text).toContain('第 1 版')
    expect(await office.say('s1', '退宿什么时候截止')).toContain('6月20日')
    for (const values of [
      { ...whole, value: '2026-06-28' },
      ofClass('九班', '2026-06-28'),
      ofClass('十班', '2026-06-28'),
    ]) {
      const refused = await c1.press(end, 'save', { ...values, basedOn: '1' })
      expect([refused.status, refused.text]).toEqual([expect.any(Number), expect.not.stringContaining('第 2 版')])
    }
    expect((await c1.get(at({ class: '九班' }))).status).toBe(404)
    expect((await c1.get(at({ class: '十班' }))).status).toBe(404)
    expect((await k1.get(at({ college: '别的学院' }))).status).toBe(404)
    const both = await k1.press(at({ college }), 'save', {
      ...whole,
      part: partOf({ college }),
      value: '2026-06-27',
      basedOn: '1',
    })
    expect(both.text).toMatch(/学院 示例学院.*6月27日.*班级 一班.*6月20日/)
  })

  test('shows what moves with it before it is saved, and saves nothing', async () => {
    const { office, u1 } = await open()
    const seen = await u1.press(end, 'look', { ...whole, value: '2026-06-28' })
    expect(seen.text).toMatch(/改了会带动什么 可以保存。.*退宿截止提醒.*6月27日 10:00.*回答里会跟着变的/)
    expect(seen.html).toContain('value="2026-06-28"')
    const wrong = await u1.press(end, 'look', { ...whole, value: '六月底' })
    expect(wrong.text).toContain('不是日期')
    const late = await u1.press(end, 'look', { ...whole, value: '2025-06-28' })
    expect(late.text).toContain('像是往年')
    expect(await office.database.db.selectFrom('content_version').selectAll().execute()).toEqual([])
  })

  test('that is faulty is refused with the cure, and what was typed stays', async () => {
    const { u1 } = await open()
    const refused = await u1.press(end, 'save', { ...whole, value: hostile, why: hostile })
    expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/不是日期.*怎么改/)])
    expect(refused.html).not.toContain(hostile)
    expect(refused.html).toContain('value="&lt;script&gt;alert(1)&lt;/script&gt;"')
  })

  test('that two people change is not overwritten', async () => {
    const { office, u1 } = await open()
    await u1.press(end, 'save', { ...whole, value: '2026-06-28' })
    const refused = await u1.press(end, 'save', { ...whole, value: '2026-06-29' })
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringMatching(/示例u1存了第 1 版（后勤处通知）.*现在是“6月28日”/),
    ])
    expect(refused.html).toMatch(/name="basedOn" value="1"/)
    expect(await office.say('s1', '退宿什么时候截止')).toContain('6月28日')
  })

  test('with hostile text is shown and does nothing', async () => {
    const { u1 } = await open()
    const place = '/desk/facts/checkout.place'
    await u1.press(place, 'save', { ...whole, key: 'checkout.place', value: `一楼${hostile}`, why: hostile })
    for (const page of [place, '/desk/facts', '/desk/answers/checkout-steps']) {
      const seen = await u1.get(page)
      expect([seen.status, seen.html.includes(hostile), seen.text.includes(`一楼${hostile}`)]).toEqual([
        200,
        false,
        true,
      ])
    }
  })

  test('that is not there is not found', async () => {
    const { u1 } = await open()
    for (const address of [
      '/desk/facts/no.such',
      '/desk/facts/__proto__',
      `${end}/more`,
      `${end}?part=x`,
      at({ planet: 'x' }),
    ])
      expect((await u1.get(address)).status).toBe(404)
  })
})

describe('whoever was told the old value', () => {
  test('can be told the new one: what is known of them, and a notice that is begun', async () => {
    const { office, desk, u1 } = await open()
    for (const who of ['s1', 'u1']) await office.say(who, '你好')
    const first = await u1.press(end, 'save', { ...whole, value: '2026-06-12' })
    expect(first.text).not.toContain('告诉听过旧的同学')
    await office.wait(24 * 60)
    await office.say('u1', '发布通知 截止提醒 普通 给：全校 时间：现在 内容：6月12日前退宿。')
    await office.say('u1', '发布')
    await office.wait(1)
    const again = await desk.as('u1')
    const { text, html } = await again.press(end, 'save', { ...whole, value: '2026-06-30', basedOn: '1' })
    expect(text).toMatch(
      /全校从“6月12日”改成了“6月30日”.*发过 1 次提醒.*通知里写着旧的有 1 条：.*A01.*不告诉任何人是谁/,
    )
    const link = /href="(\/desk\/broadcasts\/new\?text=[^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&')
    expect(new URLSearchParams(link.split('?')[1]).get('to')).toBe('全校')
    const begun = await again.get(`${link}&template=${encodeURIComponent('普通通知')}`)
    expect(begun.text).toContain('更正：退宿截止改了，原来说6月12日，现在是6月30日。')
  })

  test('in a class is told by the counselor of the class', async () => {
    const { c1 } = await open()
    await c1.press(end, 'save', ofClass('一班', '2026-06-20'))
    const { html } = await c1.press(end, 'save', { ...ofClass('一班', '2026-06-21'), basedOn: '1' })
    const link = /href="(\/desk\/broadcasts\/new\?text=[^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&')
    expect(new URLSearchParams(link.split('?')[1]).get('to')).toBe('一班')
  })
})

test('whoever is not signed in sees nothing', async () => {
  const { desk } = await open()
  for (const address of ['/desk/facts', end]) expect((await desk.ask(address)).status).toBe(401)
})
