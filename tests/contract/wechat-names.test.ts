import { expect, onTestFinished, test } from 'vitest'
import type { WechatEmulator } from '../support/wechat/emulator.ts'
import { isUp, openWorld, until, type World } from '../support/wechat/world.ts'

async function world(people: (emulator: WechatEmulator) => void): Promise<World> {
  const opened = await openWorld(people)
  onTestFinished(() => opened.close())
  await isUp(opened)
  return opened
}

/** Someone writes; what the inbox took of it. */
async function said(w: World, ...[from, to, text = '在吗']: [number, number | null, string?]) {
  const before = w.inbox.updates.length
  const { actors, rooms } = w.emulator.cast
  w.emulator.say(actors[from]!, to === null ? null : rooms[to]!, { text })
  await w.inbox.taken(before + 1)
  return w.inbox.updates[before]!
}

/** Logs out and in again: everyone has another id. */
async function newLogin(w: World): Promise<void> {
  const { logins } = w.emulator
  w.emulator.endSession()
  await until(() => w.emulator.logins > logins, 'a new login')
  await isUp(w)
}

test('a friend who writes in private is tagged once, and known by the tag in every login and every chat', async () => {
  const w = await world(({ cast }) => {
    const a = cast.actor('示例甲')
    cast.room('示例一班', [a])
  })
  const first = await said(w, 0, null)
  expect(first.person.id).toMatch(/^wechat:r:[0-9a-z]{6}$/)
  expect(first.person.isFleeting).toBe(false)
  expect(w.emulator.cast.actors[0]!.remark).toMatch(/^示例甲 FW-[0-9a-z]{6}$/)
  await newLogin(w)
  expect((await said(w, 0, 0)).person).toMatchObject({ id: first.person.id, privateChat: { id: first.chat.id } })
  expect((await said(w, 0, null)).chat.id).toBe(first.chat.id)
  expect(w.emulator.log.filter(line => line.endsWith('webwxoplog'))).toHaveLength(1)
  expect(await w.send({ chatId: first.chat.id })).toMatchObject({ outcome: 'delivered' })
})

test('when the platform takes no remark, people are known for this login', async () => {
  const w = await world(({ cast, answers }) => {
    cast.actor('示例甲')
    answers.set('webwxoplog', JSON.stringify({ BaseResponse: { Ret: -2 } }))
  })
  const { person } = await said(w, 0, null)
  expect(person).toMatchObject({ id: expect.stringMatching(/^wechat:s:/), isFleeting: true })
  expect(await w.send({ chatId: person.id })).toMatchObject({ outcome: 'delivered' })
  await newLogin(w)
  expect(await w.send({ chatId: person.id })).toEqual({ outcome: 'refused', reason: 'unknown-chat' })
})

test('someone in a group who is no friend has no private chat', async () => {
  const w = await world(({ cast }) => {
    cast.room('示例一班', [cast.actor('路人', { isFriend: false })])
  })
  expect((await said(w, 0, 0)).person).toMatchObject({
    id: expect.stringMatching(/^wechat:s:/),
    name: '路人',
    privateChat: null,
  })
})

test('a group keeps its id when it is renamed, and after the next login', async () => {
  const w = await world(({ cast }) => {
    cast.room('示例一班', [cast.actor('示例甲')])
  })
  const { chat } = await said(w, 0, 0)
  const room = w.emulator.cast.rooms[0]!
  room.topic = '一班毕业了'
  w.emulator.changed(room)
  await until(() => w.rooms().some(r => r.topic === '一班毕业了'), 'the new name is known')
  await newLogin(w)
  expect((await said(w, 0, 0)).chat).toMatchObject({ id: chat.id, title: '一班毕业了' })
  expect(await w.send({ chatId: chat.id, chatKind: 'group' })).toMatchObject({ outcome: 'delivered' })
})

test('two groups of one name are told to the operator and known for this login only', async () => {
  const w = await world(({ cast }) => {
    const a = cast.actor('示例甲')
    for (const topic of ['示例一班', '示例一班']) cast.room(topic, [a])
  })
  const chats = [(await said(w, 0, 0)).chat.id, (await said(w, 0, 1)).chat.id]
  expect(chats.every(id => id.startsWith('wechat:s:')) && chats[0] !== chats[1]).toBe(true)
  expect(w.inbox.notices.filter(n => n.kind === 'same-name')).toMatchObject([{ detail: '“示例一班”' }])
})

test('a group that is not among the saved ones is known with its first message, and waits until then', async () => {
  const w = await world(({ cast }) => {
    cast.room('临时群', [cast.actor('示例甲')], false)
  })
  const { chat } = await said(w, 0, 0)
  expect(chat).toMatchObject({ id: expect.stringMatching(/^wechat:g:/), title: '临时群' })
  await newLogin(w)
  await until(() => w.emulator.log.filter(l => l.endsWith('webwxgetcontact')).length > 1, 'the contacts are read')
  expect(await w.send({ chatId: chat.id, chatKind: 'group' })).toMatchObject({ outcome: 'retry', reason: 'offline' })
  await said(w, 0, 0)
  expect(await w.send({ chatId: chat.id, chatKind: 'group' })).toMatchObject({ outcome: 'delivered' })
})

test('in quiet hours what nobody asked for waits for the morning', async () => {
  const w = await world(({ cast }) => {
    cast.actor('示例甲', { remark: '示例甲 FW-aaaaaa' })
  })
  await said(w, 0, null)
  w.setNow(new Date('2027-06-30T23:30:00+08:00'))
  expect(await w.send({ chatId: 'wechat:r:aaaaaa', purpose: 'broadcast' })).toEqual({
    outcome: 'retry',
    notBefore: new Date('2027-07-01T07:00:00+08:00'),
    reason: 'rate-limit',
  })
  expect(await w.send({ chatId: 'wechat:r:aaaaaa', purpose: 'reply' })).toMatchObject({ outcome: 'delivered' })
})

test('the rest of a long message that had to wait goes on where it stopped', async () => {
  const w = await world(({ cast }) => {
    cast.actor('示例甲', { remark: '示例甲 FW-aaaaaa' })
  })
  await said(w, 0, null)
  const parts = ['一', '二', '三'].map(c => `${c.repeat(1500)}。`)
  const long = { id: 'long', chatId: 'wechat:r:aaaaaa', text: parts.join('') }
  w.emulator.onSent = () => {
    w.emulator.mood = 'too-fast'
  }
  expect(await w.send(long)).toMatchObject({ outcome: 'retry', reason: 'rate-limit' })
  w.emulator.onSent = () => undefined
  w.emulator.mood = 'well'
  expect(await w.send(long)).toMatchObject({ outcome: 'delivered' })
  expect(w.emulator.sent.map(s => s.text)).toEqual(parts)
})
