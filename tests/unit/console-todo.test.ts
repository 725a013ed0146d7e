import { expect, test } from 'vitest'
import { greet } from '../support/broadcast.ts'
import { openDesk, undoIn } from '../support/desk.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const number = 'H270601-ABCDEFG'
const people = [
  aPerson('s1'),
  aCounselor('c1', { name: '王敏' }),
  aCounselor('c2', { name: '李芳' }),
  aCounselor('c9', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
]

/** s1 of 一班 asked for a person, in these words. */
async function office({ text = '钥匙丢了', mayContact = 1, name = '甲' } = {}) {
  const at = await openOffice({ people })
  await greet(at, 's1', 'c1', 'c2', 'c9')
  const row = { topic: '退宿', urgency: '今天就要', how: '短信 1', state: 'open' as const, at: 0, delete_at: 9e15 }
  await at.database.db
    .insertInto('handoff')
    .values([
      { ...row, number, person: 'n:s1', name, text, may_contact: mayContact },
      { ...row, number: 'H270601-OTHERXX', person: 'u1', name: '外人', text: '在哪', may_contact: 1 },
    ])
    .execute()
  return { at, desk: openDesk(at) }
}

/** What reaches whoever while the button is pressed. */
async function during(at: Awaited<ReturnType<typeof office>>['at'], act: () => Promise<unknown>) {
  await act()
  return at.round()
}

test('a counselor sees what students of her classes asked, and nobody else’s', async () => {
  const { desk } = await office()
  const mine = await (await desk.as('c1')).get('/desk/todo')
  expect(mine.text).toContain('示例s1 · 退宿')
  expect(mine.text).toContain('等老师跟进（1）')
  expect(mine.text).not.toContain('外人')
  const c9 = await desk.as('c9')
  expect((await c9.get('/desk/todo')).text).toContain('现在没有等着跟进的事')
  expect((await c9.get(`/desk/todo/${number}`)).status).toBe(404)
  expect((await c9.get('/desk/todo/H270601-NOTHING')).status).toBe(404)
})

test('one press takes it and is undone, and the others see who has it', async () => {
  const { desk } = await office()
  const [c1, c2] = [await desk.as('c1'), await desk.as('c2')]
  const taken = await c1.press('/desk/todo', 'claim', { number })
  expect(taken.text).toContain('由你跟进')
  expect((await c2.get('/desk/todo')).text).toContain('王敏 在跟')
  expect((await c2.press('/desk/todo', 'claim', { number })).text).toContain('已经由 王敏')
  expect((await c1.get('/desk/todo?of=mine')).text).toContain('示例s1')
  expect((await c1.get('/desk/todo?of=free')).text).toContain('没有还没人接的事')
  await c1.press('/desk/todo', 'release', { number })
  expect((await c1.get('/desk/todo?of=free')).text).toContain('示例s1')
})

test('what is done is found by number and name, and can be opened again', async () => {
  const { desk } = await office()
  const c1 = await desk.as('c1')
  expect((await c1.press('/desk/todo', 'finish', { number })).html).toContain('/desk/todo/-/back')
  expect((await c1.get('/desk/todo')).text).toContain('等老师跟进（0）')
  for (const said of ['', number, '示例s1'])
    expect((await c1.get(`/desk/todo?of=done&q=${encodeURIComponent(said)}`)).text).toContain('示例s1')
  expect((await c1.get('/desk/todo?of=done&q=没有的人')).text).toContain('没有查到“没有的人”')
  expect((await (await desk.as('c9')).get('/desk/todo?of=done')).text).not.toContain('示例s1')
  await c1.press('/desk/todo?of=done', 'reopen', { number })
  expect((await c1.get('/desk/todo')).text).toContain('等老师跟进（1）')
})

/** So many more that s1 asked, and as many that somebody asked whom the roster does not know; `state` is where they stand. */
async function more(
  { database: { db } }: Awaited<ReturnType<typeof office>>['at'],
  many: number,
  state: 'open' | 'done',
) {
  const row = { topic: '退宿', urgency: '今天就要', how: '', text: '', state, may_contact: 0, delete_at: 9e15 }
  const rows = Array.from({ length: many }, (_, n) => {
    const at = { at: n + 1, done_at: state === 'done' ? 1000 - n : null }
    return [
      { ...row, ...at, number: `H270602-S${String(n).padStart(4, '0')}`, person: 'n:s1', name: '甲' },
      { ...row, ...at, number: `H270602-U${String(n).padStart(4, '0')}`, person: 'u1', name: '外人' },
    ]
  })
  await db.insertInto('handoff').values(rows.flat()).execute()
}
const numbersIn = ({ html }: { html: string }) => [...new Set(html.match(/H\d{6}-[A-Z]\w+/g) ?? [])]

test('of very many that are open each is reached, the most pressing first', async () => {
  const { at, desk } = await office()
  await more(at, 119, 'open')
  const c1 = await desk.as('c1')
  const pages = await Promise.all([1, 2, 3].map(page => c1.get(`/desk/todo?page=${page}`)))
  expect(pages.map(page => numbersIn(page).length)).toEqual([50, 50, 20])
  expect(new Set(pages.flatMap(numbersIn)).size).toBe(120)
  expect(pages[0]!.text).toContain('等老师跟进（120）')
  expect((await c1.get('/desk/todo?of=free&page=3')).html).toContain('/desk/todo?of=free&amp;page=2')
})

test('so is each that was followed up, and those of others take no room', async () => {
  const { at, desk } = await office()
  await more(at, 60, 'done')
  const c1 = await desk.as('c1')
  const pages = await Promise.all([1, 2].map(page => c1.get(`/desk/todo?of=done&page=${page}`)))
  expect(pages.map(page => numbersIn(page).length)).toEqual([50, 10])
  expect(numbersIn(pages[0]!)[0]).toBe('H270602-S0000')
  expect((await c1.get('/desk/todo?of=done&q=S0059')).html).toContain('H270602-S0059')
})

test('an answer is shown before it leaves, and leaves with the second press', async () => {
  const { at, desk } = await office()
  const c1 = await desk.as('c1')
  const page = `/desk/todo/${number}`
  const values = { number, text: '带上学生证' }
  const preview = await c1.press(page, 'answer', values)
  expect(preview.text).toContain('同学会收到： 老师回复：带上学生证')
  expect(await at.round()).toEqual([])
  const arrived = await during(at, () => c1.press(page, 'answer', { ...values, sure: '1' }))
  expect(arrived.map(a => [a.to, a.text])).toEqual([['s1', `老师回复：带上学生证\n—— 王敏（${number}）`]])
  expect((await c1.get(page)).text).toContain('已送到')
  expect((await c1.press(page, 'answer', { number, text: '' })).text).toContain('要回复什么')
})

test('an entry is found and sent as it is for the student', async () => {
  const { at, desk } = await office()
  const c1 = await desk.as('c1')
  const found = await c1.get(`/desk/todo/${number}?q=${encodeURIComponent('什么时候退宿')}`)
  const entry = /name="entry" value="([^"]+)"/.exec(found.html)![1]!
  const arrived = await during(at, () =>
    c1.press(`/desk/todo/${number}`, 'pick', { number, entry, text: '看这里', sure: '1' }),
  )
  expect(arrived[0]!.text).toMatch(/^老师回复：看这里\n\n/)
  expect(arrived[0]!.text.length).toBeGreaterThan(40)
  expect((await c1.press(`/desk/todo/${number}`, 'pick', { number, entry: 'no-such', text: '' })).text).toContain(
    '这条问答现在没有了',
  )
})

test('an answer to whoever is not to be contacted is kept, and says so before', async () => {
  const { at, desk } = await office({ mayContact: 0 })
  const c1 = await desk.as('c1')
  const page = `/desk/todo/${number}`
  expect((await c1.get(page)).text).not.toContain('短信 1')
  expect((await c1.press(page, 'answer', { number, text: '来找我' })).text).toContain('先留着')
  expect(await during(at, () => c1.press(page, 'answer', { number, text: '来找我', sure: '1' }))).toEqual([])
  expect(await at.say('s1', `${number} 有进展吗`)).toContain('老师回复：来找我')
})

test('it is passed on to somebody who may, and taken back', async () => {
  const { at, desk } = await office()
  const c1 = await desk.as('c1')
  const page = `/desk/todo/${number}`
  const choices = (await c1.get(page)).html
  expect([choices.includes('value="c2"'), choices.includes('value="c9"')]).toEqual([true, false])
  const passed = await c1.press(page, 'pass', { number, to: 'c2' })
  expect((await at.round()).map(a => a.to)).toEqual(['c2'])
  expect((await c1.press(page, 'pass', { number, to: 'c9' })).status).toBe(422)
  const back = await during(at, () => c1.press('/desk/todo', 'back', undoIn(passed)!.values))
  expect(back[0]!.text).toContain('不用再跟进')
  expect((await c1.get('/desk/todo?of=free')).text).toContain('示例s1')
})

test('nothing is taken back over what somebody did since, and nobody is given what they may not have', async () => {
  const { desk } = await office()
  const [c1, c2] = [await desk.as('c1'), await desk.as('c2')]
  const claimed = undoIn(await c1.press('/desk/todo', 'claim', { number }))!
  await c1.press('/desk/todo', 'release', { number })
  await c2.press('/desk/todo', 'claim', { number })
  expect((await c1.press('/desk/todo', 'back', claimed.values)).text).toContain('后来又有变动')
  const is = { ...nobodys, taker: 'c2' }
  const takes: [string, string][] = [
    ['c1', '不在你手里'],
    ['c9', '不在你手里'],
  ]
  for (const [taker, says] of takes)
    expect(
      (await c1.press('/desk/todo', 'back', { number, moved: JSON.stringify({ was: { ...nobodys, taker }, is }) }))
        .text,
    ).toContain(says)
  expect((await c1.press('/desk/todo', 'back', { number, moved: '{' })).status).toBe(422)
  expect((await c2.get('/desk/todo?of=mine')).text).toContain('示例s1')
})

test('done with a word: the student reads it, after a second press', async () => {
  const { at, desk } = await office()
  const c1 = await desk.as('c1')
  const values = { number, word: '已经补好' }
  expect((await c1.press(`/desk/todo/${number}`, 'finish', values)).text).toContain('你请老师跟进的事办完了')
  const arrived = await during(at, () => c1.press(`/desk/todo/${number}`, 'finish', { ...values, sure: '1' }))
  expect(arrived[0]!.text).toContain('已经补好')
})

const nobodys = { isDone: false, taker: null, passedBy: null }

test('nobody does anything to what is not theirs', async () => {
  const { at, desk } = await office()
  const c9 = await desk.as('c9')
  const presses: [string, Record<string, string>][] = [
    ['claim', {}],
    ['finish', { word: '好', sure: '1' }],
    ['answer', { text: '好', sure: '1' }],
    ['pass', { to: 'c9' }],
    ['back', { moved: JSON.stringify({ was: nobodys, is: nobodys }) }],
  ]
  for (const [act, values] of presses)
    expect((await c9.press('/desk/todo', act, { number, ...values })).text).toContain('没有找到')
  const rows = await at.database.db.selectFrom('handoff').select(['state', 'taker', 'answer']).execute()
  expect(rows.every(r => r.state === 'open' && r.taker === null && r.answer === null)).toBe(true)
})

test('what people write does nothing but show', async () => {
  const { desk } = await office({ text: `<script>alert(1)</script>${'长'.repeat(800)}`, name: '<b>甲</b>' })
  const { html, text } = await (await desk.as('c1')).get('/desk/todo')
  expect(html).not.toContain('<script>alert')
  expect(text).toContain('<script>alert(1)</script>')
})

test('a group that came back is settled by the counselor of its class, after a second press', async () => {
  const { at, desk } = await office()
  const where = { chat: 'room/new', channel: 'test', title: '一班群', before: 'room/old' }
  await at.database.db
    .insertInto('group_proposal')
    .values({ id: 'G1', ...where, college: '示例学院', class_name: '一班', state: 'open', at: 0 })
    .execute()
  const [c1, c9] = [await desk.as('c1'), await desk.as('c9')]
  expect((await c9.get('/desk/todo')).text).not.toContain('一班群')
  expect((await c9.press('/desk/todo', 'settle', { id: 'G1', yes: '1', sure: '1' })).status).toBe(422)
  expect((await c1.press('/desk/todo', 'settle', { id: 'G1', yes: '1' })).text).toContain('改发到“一班群”')
  await c1.press('/desk/todo', 'settle', { id: 'G1', yes: '1', sure: '1' })
  const bound = await at.database.db.selectFrom('group_class').select(['chat', 'class_name']).execute()
  expect(bound).toEqual([{ chat: 'room/new', class_name: '一班' }])
})

test('an urgent broadcast is decided by a second person, never by who wrote it', async () => {
  const { at, desk } = await office()
  await at.hear('c1', '发布预警 诈骗预警 紧急 给：一班 时间：现在 内容：有人正在假冒学校收钱，不要转账。')
  await at.hear('c1', '发布')
  const [c1, c2, c9] = [await desk.as('c1'), await desk.as('c2'), await desk.as('c9')]
  expect((await c1.get('/desk/todo')).text).toContain('等别的老师批准')
  expect((await c1.press('/desk/todo', 'approve', { number: 'A01', sure: '1' })).status).toBe(422)
  expect((await c9.get('/desk/todo')).text).not.toContain('假冒学校收钱')
  expect((await c2.press('/desk/todo', 'approve', { number: 'A01' })).text).toContain('A01 批准后就发给 1 人')
  await c2.press('/desk/todo', 'approve', { number: 'A01', sure: '1' })
  expect((await at.wait(1)).map(a => a.to)).toContain('s1')
})

test('one that is turned down never leaves, and its writer reads why', async () => {
  const { at, desk } = await office()
  await at.hear('c1', '发布预警 诈骗预警 紧急 给：一班 时间：现在 内容：有人正在假冒学校收钱，不要转账。')
  await at.hear('c1', '发布')
  const c2 = await desk.as('c2')
  expect((await c2.press('/desk/todo', 'refuse', { number: 'A01', reason: '先核实' })).text).toContain('确认不批准 A01')
  const arrived = await during(at, () =>
    c2.press('/desk/todo', 'refuse', { number: 'A01', reason: '先核实', sure: '1' }),
  )
  expect(arrived.map(a => [a.to, a.text.includes('先核实')])).toEqual([['c1', true]])
})
