import { expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { aFlow, noteFlow, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aPerson('s3', { className: '三班' }),
  aCounselor('c1', { name: '王敏' }),
  aCounselor('c2', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
]
const page = '/desk/activities'
const meeting = {
  kind: 'meeting',
  title: '一班离校班会',
  place: '教学楼301',
  when: '6月12日 19:00',
  whom: '一班',
  about: '带学生证',
}

async function open() {
  const office = await openOffice({ people, flows: [aFlow('meeting', shippedFlow('meeting'))] })
  for (const { number } of people) await office.hear(number, '你好')
  return { office, desk: openDesk(office, { env: {} }) }
}

test('an activity is planned with a second press that says how many hear of it, then changed and called off', async () => {
  const { office, desk } = await open()
  const c1 = await desk.as('c1')
  const asked = await c1.press(page, 'plan', meeting)
  expect(asked.text).toContain('会通知 1 人，其中 0 人现在联系不上')
  expect(await office.database.db.selectFrom('activity').selectAll().execute()).toEqual([])
  const planned = await c1.press(page, 'plan', { ...meeting, sure: '1' })
  expect(planned.text).toContain('“一班离校班会”安排好了：6月12日 周五 19:00')
  expect((await office.wait(1)).map(a => a.chat)).toEqual(['private/s1'])
  const one = `${page}/E01`
  const moved = { ...meeting, when: '2026-06-13 09:00', number: 'E01', revision: '1', sure: '1' }
  expect((await c1.press(one, 'change', moved)).text).toContain('改好了：6月13日 周六 09:00')
  const stale = { number: 'E01', revision: '1', reason: '下雨', sure: '1' }
  expect((await c1.press(one, 'cancel', stale)).text).toContain('刚才有人改过这个活动')
  expect((await c1.press(one, 'cancel', { ...stale, revision: '2' })).text).toContain('取消了，会告诉 1 人')
  expect((await c1.get(page)).text).toContain('取消了')
})

test('staff see the activities of their own parts, and no others', async () => {
  const { desk } = await open()
  const [c1, c2] = [await desk.as('c1'), await desk.as('c2')]
  await c1.press(page, 'plan', { ...meeting, sure: '1' })
  expect((await c1.get(page)).text).toContain('一班离校班会')
  expect((await c2.get(page)).text).not.toContain('一班离校班会')
  expect((await c2.get(`${page}/E01`)).status).toBe(404)
  expect((await c2.get(`${page}/E01.ics`)).status).toBe(404)
  const { html } = await c1.get(`${page}/E01.ics`)
  expect(html).toContain('DTSTART:20260612T110000Z')
})

test('only what its author lets all see, and somebody has looked at, is made into a poster', async () => {
  const office = await openOffice({ people, flows: [noteFlow()] })
  const desk = openDesk(office)
  const row = { flow: 'note', version: 1, code: null, revised_at: null, delete_at: 9e15, at: 0, person: 'n:s1' }
  const answers = (level: string) => JSON.stringify({ body: '再见了母校', level, sign: '甲' })
  const values = [
    { ...row, number: 'M270601-AAAAAAA', state: 'submitted' as const, answers: answers('public') },
    { ...row, number: 'M270601-BBBBBBB', state: 'submitted' as const, answers: answers('class') },
    { ...row, number: 'M270601-CCCCCCC', state: 'review' as const, answers: answers('public') },
  ]
  await office.database.db.insertInto('submission').values(values).execute()
  const c1 = await desk.as('c1')
  const filled = async (number: string) => (await c1.get(`${page}/poster?of=${number}`)).html
  expect(await filled('M270601-AAAAAAA')).toMatch(/再见了母校[\s\S]*—— 甲/)
  for (const number of ['M270601-BBBBBBB', 'M270601-CCCCCCC']) {
    expect(await filled(number)).not.toContain('再见了母校')
    expect(await filled(number)).toContain('不能做成海报')
  }
})

test('a poster is filled with what the activity says, and comes as a picture of A4 or as a PDF', async () => {
  const { desk } = await open()
  const c1 = await desk.as('c1')
  await c1.press(page, 'plan', { ...meeting, sure: '1' })
  const form = `${page}/poster?of=E01`
  const { html } = await c1.get(form)
  expect(html).toContain('时间：6月12日 周五 19:00\n地点：教学楼301')
  const written = {
    name: '一班离校班会🎓',
    facts: '时间：6月12日 周五 19:00',
    body: '带学生证',
    ribbon: '',
    signature: '',
  }
  const { bytes } = await c1.press(form, 'poster', { ...written, as: 'png' })
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([1240, 1754])
  const pdf = await c1.press(form, 'poster', { ...written, as: 'pdf' })
  expect(new TextDecoder('latin1').decode(pdf.bytes.slice(0, 5))).toBe('%PDF-')
  expect((await c1.press(form, 'poster', { ...written, name: '' })).text).toContain('请写大标题')
}, 30_000)
