import { beforeEach, describe, expect, test } from 'vitest'
import { publish } from '../support/broadcast.ts'
import { openDesk, undoIn } from '../support/desk.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const college = '示例学院'
const other = '另一学院'
const people = [
  aPerson('s1', { name: '甲' }),
  aPerson('s2', { name: '乙', className: '二班' }),
  aPerson('s9', { name: '壬', college: other, className: '九班' }),
  aCounselor('c1', { scope: [{ of: 'class', college, name: '一班' }] }),
  aCounselor('c9', { college: other, scope: [{ of: 'class', college: other, name: '九班' }] }),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college }] }),
  aPerson('x1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]

let at: Awaited<ReturnType<typeof openOffice>>
let desk: ReturnType<typeof openDesk>
beforeEach(async () => {
  at = await openOffice({ people })
  desk = openDesk(at)
})

/** A group in which the counselor bound a class. */
const aGroup = async (room: string, by: string, name: string) => {
  await at.hear(by, `@小助手 绑定班级 ${name}`, { room, mentioned: true })
  return (await at.database.db.selectFrom('chat').select('id').where('id', 'like', `%${room}%`).executeTakeFirst())!.id
}

describe('groups', () => {
  test('everybody sees those in their care, and no others by address', async () => {
    const [mine, theirs] = [await aGroup('r1', 'c1', '一班'), await aGroup('r9', 'c9', '九班')]
    await at.hear('s1', '@小助手 你好', { room: 'loose', mentioned: true })
    const c1 = await desk.as('c1')
    const page = await c1.get('/desk/channels')
    expect([page.text.includes('群（1）'), page.text.includes('九班')]).toEqual([true, false])
    expect((await c1.get(`/desk/channels/${encodeURIComponent(mine)}`)).status).toBe(200)
    expect((await c1.get(`/desk/channels/${encodeURIComponent(theirs)}`)).status).toBe(404)
    expect((await c1.get('/desk/channels/none')).status).toBe(404)
    expect((await (await desk.as('k1')).get('/desk/channels')).text).toContain('群（1）')
    expect((await (await desk.as('x1')).get('/desk/channels')).text).toContain('群（3）')
  })

  test('how they are answered and read is set and undone', async () => {
    const chat = await aGroup('r1', 'c1', '一班')
    const where = `/desk/channels/${encodeURIComponent(chat)}`
    const c1 = await desk.as('c1')
    const set = await c1.press(where, 'mode', { chat, said: '静默' })
    expect(set.text).toContain('静默')
    expect(undoIn(set)).toEqual({ act: 'mode', values: { chat, unset: '1' } })
    await c1.press(where, 'watch', { chat, said: '关' })
    const state = (await at.database.db.selectFrom('chat').select('state').where('id', '=', chat).executeTakeFirst())!
    expect(JSON.parse(state.state)).toMatchObject({ mode: '静默', watched: false })
    expect((await c1.press(where, 'mode', { chat, said: '<script>' })).html).not.toContain('<script>”')
    const c9 = await desk.as('c9')
    for (const act of ['mode', 'watch', 'bind', 'unbind'])
      expect((await c9.press('/desk/channels', act, { chat, said: '自动', sure: '1' })).text).toContain('不归你管')
  })

  test('a class is given and taken; taking asks once more', async () => {
    const chat = await aGroup('r1', 'c1', '一班')
    const where = `/desk/channels/${encodeURIComponent(chat)}`
    const k1 = await desk.as('k1')
    expect((await k1.press(where, 'bind', { chat, said: '九班' })).text).toContain('不在你负责的范围里')
    expect((await k1.press(where, 'bind', { chat, said: '二班' })).text).toContain('现在对应示例学院二班')
    expect((await k1.press(where, 'unbind', { chat })).text).toContain('确定解除')
    expect((await k1.press(where, 'unbind', { chat, sure: '1' })).text).toContain('不再对应班级')
    expect(await at.database.db.selectFrom('group_class').selectAll().execute()).toEqual([])
  })
})

describe('messages of which nobody knows whether they arrived', () => {
  /** A broadcast of the whole school of which every copy is in doubt; the ids of the copies by recipient. */
  const inDoubt = async () => {
    for (const who of ['s1', 's2', 's9']) await at.hear(who, '你好')
    await publish(at, '发布通知 普通通知 给：全校学生 时间：现在 内容：周五交钥匙。', 'x1')
    const number = 'A01'
    const held = { state: 'uncertain', reason: 'uncertain' } as const
    await at.database.db.updateTable('delivery').set(held).where('about', '=', number).execute()
    await at.database.db.updateTable('broadcast_recipient').set(held).where('broadcast', '=', number).execute()
    const rows = await at.database.db
      .selectFrom('delivery')
      .select(['id', 'recipient'])
      .where('about', '=', number)
      .execute()
    return { number, ids: Object.fromEntries(rows.map(r => [r.recipient, r.id])) as Record<string, string> }
  }
  const stateOf = async (number: string, who: string) =>
    (await at.database.db
      .selectFrom('broadcast_recipient')
      .select('state')
      .where('broadcast', '=', number)
      .where('number', '=', who)
      .executeTakeFirst())!.state

  test('everybody sees those of their people, and settles them after being asked once more', async () => {
    const { number, ids } = await inDoubt()
    const c1 = await desk.as('c1')
    const page = await c1.get('/desk/channels')
    expect([page.text.includes('没把握送到的（1）'), page.text.includes('壬')]).toEqual([true, false])
    expect((await c1.press('/desk/channels', 'settle', { id: ids.s1!, as: 'arrived' })).text).toContain(
      '这 1 条算已送到？',
    )
    expect(await stateOf(number, 's1')).toBe('uncertain')
    await c1.press('/desk/channels', 'settle', { id: ids.s1!, as: 'arrived', sure: '1' })
    expect(await stateOf(number, 's1')).toBe('sent')
    expect((await c1.press('/desk/channels', 'settle', { id: ids.s1!, as: 'again', sure: '1' })).text).toContain(
      '已经处理过',
    )
  })

  test('others are refused, one with the rest', async () => {
    const { number, ids } = await inDoubt()
    const c1 = await desk.as('c1')
    const refused = await c1.press('/desk/channels', 'settle', { id: [ids.s1!, ids.s9!], as: 'arrived', sure: '1' })
    expect([refused.status, refused.text.includes('不归你管')]).toEqual([422, true])
    expect([await stateOf(number, 's1'), await stateOf(number, 's9')]).toEqual(['uncertain', 'uncertain'])
    expect((await c1.press('/desk/channels', 'settle', { as: 'arrived' })).text).toContain('先在左边选中')
  })

  test('what is sent again arrives once more and is counted once', async () => {
    const { number, ids } = await inDoubt()
    const x1 = await desk.as('x1')
    const before = await at.database.db
      .selectFrom('broadcast')
      .select(['pending', 'state'])
      .where('number', '=', number)
      .executeTakeFirst()
    await x1.press('/desk/channels', 'settle', { id: [ids.s1!, ids.s2!], as: 'again', sure: '1' })
    const arrived = await at.round()
    expect(arrived.map(a => a.to).sort()).toEqual(['s1', 's2'])
    expect(await stateOf(number, 's1')).toBe('sent')
    const after = await at.database.db
      .selectFrom('broadcast')
      .select(['pending', 'state'])
      .where('number', '=', number)
      .executeTakeFirst()
    expect(after).toEqual(before)
    const acts = await at.database.db.selectFrom('audit').selectAll().where('act', '=', 'settle-uncertain').execute()
    expect(acts.map(a => [a.person, a.detail])).toEqual([['n:x1', `again 2 ${number}`]])
  })

  test('what was recalled is not sent again', async () => {
    const { number, ids } = await inDoubt()
    await at.database.db.updateTable('broadcast').set({ state: 'recalled' }).where('number', '=', number).execute()
    const x1 = await desk.as('x1')
    expect((await x1.press('/desk/channels', 'settle', { id: ids.s1!, as: 'again', sure: '1' })).text).toContain(
      '不再重发',
    )
  })
})

describe('the platforms', () => {
  const picture = new Uint8Array([1, 2, 3])
  const waiting = {
    name: 'wechat',
    status: () => ({ state: 'waiting' as const, detail: '请扫码' }),
    loginPicture: () => picture,
  }

  test('the code to scan is shown to the school alone, in the page itself', async () => {
    desk = openDesk(at, { channels: [waiting] })
    const shown = await (await desk.as('x1')).get('/desk/channels')
    expect(shown.html).toContain('data:image/png;base64,AQID')
    expect(shown.text).toContain('个人微信（非官方） 等人处理')
    const others = await (await desk.as('k1')).get('/desk/channels')
    expect([others.html.includes('base64'), others.text.includes('请扫码')]).toEqual([false, false])
  })

  test('what waits is counted for the school', async () => {
    at.channel.send = async () => ({ outcome: 'retry', notBefore: new Date('2027-01-01'), reason: 'offline' })
    await at.hear('s1', '你好')
    expect((await (await desk.as('x1')).get('/desk/channels')).text).toContain('排着 1 条，最早的是 6月10日 12:00 的')
    expect((await (await desk.as('c1')).get('/desk/channels')).text).not.toContain('排着')
  })

  test('a test message goes to oneself', async () => {
    const c1 = await desk.as('c1')
    expect((await c1.press('/desk/channels', 'test')).text).toContain('请先在私聊里发“绑定”')
    await at.hear('c1', '你好')
    expect((await c1.press('/desk/channels', 'test')).text).toContain('已经发到你自己的私聊')
    expect((await at.round()).map(a => [a.to, a.text.includes('测试消息')])).toEqual([['c1', true]])
  })
})
