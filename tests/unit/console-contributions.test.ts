import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import type { Answer } from '../../src/core/memory.ts'
import { openDesk } from '../support/desk.ts'
import { aFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { png } from '../support/picture.ts'

const note = aFlow(
  'note',
  `
title: 毕业留言
starts: [写留言]
submits: { receipt: M, keepDays: 300, publishes: { level: level, signature: sign } }
deadline: checkout.end
steps:
  - { id: kind, type: choice, ask: 哪一类？, label: 类别, options: [{ value: a, label: 祝福 }, { value: b, label: 建议 }] }
  - { id: body, type: text, ask: 写什么？, label: 正文, free: true }
  - id: level
    type: choice
    ask: 给谁看？
    label: 公开范围
    options: [{ value: anonymous, label: 匿名 }, { value: class, label: 班级 }, { value: public, label: 公开 }]
  - { id: sign, type: text, ask: 署什么名？, label: 署名 }
  - { id: check, type: review, ask: 请看一遍。 }
  - { id: keep, type: effect, do: save }
  - { id: end, type: end, say: "收到，编号 {receipt}。" }
`,
)

const people = [
  aPerson('s1'),
  aPerson('s2'),
  aPerson('s3', { className: '二班' }),
  aCounselor('c1'),
  aCounselor('c9', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
]

const said = (level: string, body: string): Record<string, Answer> => ({ kind: 'a', body, level, sign: '小林' })

async function office(body = '谢谢图书馆') {
  const at = await openOffice({ people, flows: [note] })
  const row = { flow: 'note', version: 1, code: null, revised_at: null, delete_at: 9e15, state: 'review' }
  const pictures = [{ url: '/pictures/aaaa.png', alt: '', hash: 'aaaa' }]
  const rows = [
    { number: 'M270601-AAAAAAA', person: 'n:s1', answers: said('public', body), at: 1 },
    {
      number: 'M270601-BBBBBBB',
      person: 'n:s2',
      answers: { ...said('anonymous', '愿一切都好'), photos: pictures },
      at: 2,
    },
    { number: 'M270601-CCCCCCC', person: 'n:s3', answers: said('class', '班里的话'), at: 3 },
    { number: 'M270601-DDDDDDD', person: 'u1', answers: said('public', '外人的话'), at: 4 },
  ]
  await at.database.db
    .insertInto('submission')
    .values(rows.map(r => ({ ...row, ...r, answers: JSON.stringify(r.answers) })))
    .execute()
  return { at, desk: openDesk(at) }
}

const [a, b, c] = ['M270601-AAAAAAA', 'M270601-BBBBBBB', 'M270601-CCCCCCC']
const page = '/desk/contributions'
const shown = `${page}?of=shown`

function rowsIn(bytes: Uint8Array): string[][] {
  const book = read(bytes)
  return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '' })
}

test('whoever hands something in to be shown waits for a teacher first', async () => {
  const at = await openOffice({ people, flows: [note] })
  for (const line of ['写留言', '1', '谢谢', '3', '小林', '提交']) await at.say('s1', line)
  const desk = openDesk(at)
  const c1 = await desk.as('c1')
  expect((await c1.get(page)).text).toContain('谢谢')
  expect((await c1.get(shown)).text).not.toContain('谢谢')
})

test('a counselor sees those of her classes alone, also in counts and by address', async () => {
  const { desk } = await office()
  const [c1, c9] = [await desk.as('c1'), await desk.as('c9')]
  const mine = (await c1.get(page)).text
  for (const text of ['谢谢图书馆', '愿一切都好', '班里的话', '等我看 3']) expect(mine).toContain(text)
  expect(mine).not.toContain('外人的话')
  expect((await c9.get(page)).text).toContain('没有等你看的投稿')
  expect((await c9.get(`${page}?part=${encodeURIComponent('示例学院|一班')}`)).text).toContain('没有等你看的投稿')
  for (const item of [a, `picture/${b}/1`, 'M270601-NOTHING', 'elsewhere/x'])
    expect((await c9.get(`${page}/${item}`)).status).toBe(404)
})

test('filters are an address', async () => {
  const { desk } = await office()
  const c1 = await desk.as('c1')
  const of = async (query: string) => (await c1.get(`${page}?${query}`)).text
  expect(await of(`part=${encodeURIComponent('示例学院|二班')}`)).not.toContain('谢谢图书馆')
  expect(await of(`q=${encodeURIComponent('图书馆')}`)).not.toContain('班里的话')
  expect(await of('flow=media')).toContain('没有等你看的投稿')
})

test('several are let through at once, with their count, and put back by one press', async () => {
  const { desk } = await office()
  const c1 = await desk.as('c1')
  const done = await c1.press(page, 'many', { number: [a, b, 'M270601-DDDDDDD'] })
  expect(done.text).toContain('2 份可以展示了')
  expect(done.text).toContain('另外 1 份')
  expect((await c1.get(shown)).text).toContain('可以展示 2')
  await c1.press(page, 'again', { number: `${a} ${b}` })
  expect((await c1.get(page)).text).toContain('等我看 3')
})

test('pictures are shown to who may see them', async () => {
  const { at, desk } = await office()
  const folder = join(at.folder, 'pictures')
  mkdirSync(folder, { recursive: true })
  const bytes = png([])
  writeFileSync(join(folder, 'aaaa.png'), bytes)
  const c1 = await desk.as('c1')
  const picture = await c1.get(`${page}/picture/${b}/1`)
  expect([picture.status, picture.headers.get('content-type'), picture.bytes.length]).toEqual([
    ...[200, 'image/png', bytes.length],
  ])
  expect((await c1.get(`${page}/picture/${b}/2`)).status).toBe(404)
  const lines = await at.database.db.selectFrom('audit').select('detail').where('act', '=', 'see-picture').execute()
  expect(lines).toEqual([{ detail: `${b} 1` }])
})

test('one is sent back with a reason; its author is told kindly, changes it and it waits again', async () => {
  const at = await openOffice({ people, flows: [note] })
  for (const line of ['写留言', '1', '电话见朋友圈', '3', '小林', '提交']) await at.say('s1', line)
  const c1 = await openDesk(at).as('c1')
  const number = /M\d{6}-\w+/.exec((await c1.get(page)).text)![0]
  expect((await c1.press(`${page}/${number}`, 'back', { number, reason: '' })).text).toContain('写一句')
  const preview = await c1.press(`${page}/${number}`, 'back', { number, reason: '联系方式去掉' })
  expect(preview.text).toContain('同学会收到： 谢谢你的《毕业留言》')
  await c1.press(`${page}/${number}`, 'back', { number, reason: '联系方式去掉', sure: '1' })
  const [told] = await at.round()
  expect([told!.to, told!.text.includes('联系方式去掉')]).toEqual(['s1', true])
  expect((await c1.get(`${page}?of=returned`)).text).toContain('联系方式去掉')
  // Long after the deadline it can still be changed.
  at.clock.jump(40 * 86_400_000)
  expect(await at.say('s1', '写留言')).toContain('老师看过了，想请你改一下：联系方式去掉')
  for (const line of ['修改', '正文改成谢谢大家']) await at.say('s1', line)
  expect(await at.say('s1', '提交')).not.toContain('补交')
  const again = await (await openDesk(at).as('c1')).get(page)
  expect(again.text).toContain('谢谢大家')
})

test('what may be shown is chosen for a week, ordered and captioned; what is for the class alone is not', async () => {
  const { desk } = await office()
  const c1 = await desk.as('c1')
  expect((await c1.press(page, 'pick', { number: a })).text).toContain('还没看过')
  await c1.press(page, 'many', { number: [a, b, c] })
  expect((await c1.press(shown, 'pick', { number: c })).text).toContain('只给班里看')
  for (const number of [a, b]) await c1.press(shown, 'pick', { number })
  const week = `${page}?of=week`
  const order = async () => [...(await c1.get(week)).html.matchAll(/article class="card" id="(\S+)"/g)].map(m => m[1])
  expect(await order()).toEqual([a, b])
  await c1.press(week, 'move', { number: b, way: 'up' })
  expect(await order()).toEqual([b, a])
  expect((await c1.press(week, 'move', { number: b, way: 'up' })).text).toContain('最边上')
  await c1.press(week, 'caption', { number: b, caption: '四年' })
  const file = await c1.get(`${page}/week.xlsx`)
  expect(
    rowsIn(file.bytes)
      .slice(1)
      .map(r => [r[1], r[4], r[5], r[6], r[7]]),
  ).toEqual([
    [b, '愿一切都好', '匿名', '四年', `${b}-1.png`],
    [a, '谢谢图书馆', '小林', '', ''],
  ])
  const paper = (await c1.get(`${page}/print?week=2026-06-08`)).text
  expect([paper.includes('愿一切都好'), paper.includes('四年'), paper.includes('示例s2')]).toEqual([true, true, false])
  await c1.press(week, 'unpick', { number: b, week: '2026-06-08' })
  expect(await order()).toEqual([a])
})

test('the anthology holds nothing unread, and what is for a class only where it is for that class', async () => {
  const { desk } = await office()
  const c1 = await desk.as('c1')
  await c1.press(page, 'many', { number: [a, c] })
  const numbers = async (query: string) =>
    rowsIn((await c1.get(`${page}/anthology.xlsx${query}`)).bytes)
      .slice(1)
      .map(r => r[1])
  expect(await numbers('')).toEqual([a])
  expect(await numbers(`?part=${encodeURIComponent('示例学院|二班')}`)).toEqual([c])
  const c9 = await desk.as('c9')
  expect(
    rowsIn((await c9.get(`${page}/anthology.xlsx?part=${encodeURIComponent('示例学院|二班')}`)).bytes),
  ).toHaveLength(1)
})

test('what was changed after it was chosen is shown nowhere until it was looked at again', async () => {
  const { at, desk } = await office()
  const c1 = await desk.as('c1')
  await c1.press(page, 'approve', { number: a })
  await c1.press(shown, 'pick', { number: a })
  await at.database.db.updateTable('submission').set({ state: 'review' }).where('number', '=', a).execute()
  expect((await c1.get(`${page}?of=week`)).text).toContain('还没有选送')
  expect(rowsIn((await c1.get(`${page}/week.xlsx`)).bytes)).toHaveLength(1)
})

test('nobody does anything to what is not theirs', async () => {
  const { at, desk } = await office()
  const c9 = await desk.as('c9')
  const presses: [string, Record<string, string>][] = [
    ['approve', {}],
    ['again', {}],
    ['back', { reason: '不好', sure: '1' }],
    ['pick', {}],
    ['caption', { caption: '好' }],
    ['move', { way: 'up' }],
  ]
  for (const [act, values] of presses) expect((await c9.press(page, act, { number: a, ...values })).status).toBe(422)
  const rows = await at.database.db.selectFrom('submission').select('state').distinct().execute()
  expect(rows).toEqual([{ state: 'review' }])
  expect(await at.database.db.selectFrom('pick').selectAll().execute()).toEqual([])
})

test('what people write does nothing but show', async () => {
  const { desk } = await office(`<img src=x onerror=alert(1)>${'长'.repeat(900)}`)
  const c1 = await desk.as('c1')
  for (const at of [page, `${page}/${a}`]) expect((await c1.get(at)).html).not.toContain('<img src=x')
})
