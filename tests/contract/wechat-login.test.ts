import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openWechatFolder } from '../../src/channels/wechat/folder.ts'
import type { WechatEmulator } from '../support/wechat/emulator.ts'
import { isUp, openWorld, until, type World } from '../support/wechat/world.ts'

const people = ({ cast }: WechatEmulator) => {
  const a = cast.actor('示例甲', { remark: '示例甲 FW-aaaaaa' })
  cast.room('示例一班', [a])
}

async function world(options: Parameters<typeof openWorld>[1] & { scans?: boolean } = {}): Promise<World> {
  const opened = await openWorld(emulator => {
    people(emulator)
    emulator.scans = options.scans ?? true
  }, options)
  onTestFinished(() => opened.close())
  return opened
}
const [a, g] = ['wechat:r:aaaaaa', 'wechat:g:']
const state = (w: World) => w.channel.status()

test('it waits to be scanned, shows the code everywhere, tells the operator, and is up once it was scanned', async () => {
  const w = await world({ scans: false })
  await until(() => state(w).state === 'waiting', 'it waits')
  expect(state(w).detail).toBe('请扫码')
  expect(w.shown.join('')).toContain('█')
  for (const file of ['qr.png', 'qr.txt']) expect(existsSync(join(w.folder, file))).toBe(true)
  expect(Buffer.from(w.channel.loginPicture!()!).subarray(1, 4).toString()).toBe('PNG')
  await until(() => w.inbox.notices.length > 0, 'the operator is told')
  expect(w.inbox.notices[0]).toMatchObject({
    channel: 'wechat',
    kind: 'login-needed',
    picture: { url: expect.any(String) },
  })
  w.emulator.scans = true
  await isUp(w)
  expect([state(w).detail, existsSync(join(w.folder, 'qr.png'))]).toEqual(['已登录', false])
  expect(w.channel.loginPicture!()).toBeNull()
  await until(() => w.inbox.notices.some(n => n.kind === 'up'), 'the operator hears that it is well')
})

test('the folder of the login is for our eyes only', async () => {
  const w = await world()
  await isUp(w)
  expect(statSync(w.folder).mode & 0o077).toBe(0)
})

for (const how of ['stop', 'kill'] as const)
  test(`after a ${how} the next process goes on with the same login, unscanned, and nobody was logged out`, async () => {
    const w = await world()
    await isUp(w)
    await until(() => w.inbox.notices.length === 2, 'the first scan was told')
    await w.reopen(how)
    await isUp(w)
    expect([w.emulator.logins, w.emulator.logouts, w.inbox.notices.length]).toEqual([1, 0, 2])
    w.emulator.say(w.emulator.cast.actors[0]!, null, { text: '在吗' })
    await w.inbox.taken(1)
    expect(w.inbox.updates[0]!.person.id).toBe(a)
    expect(await w.send({ chatId: a })).toMatchObject({ outcome: 'delivered' })
  })

test('logged out from the phone, it asks to be scanned, keeps what must be sent, and knows everyone again after it', async () => {
  const w = await world()
  await isUp(w)
  const { emulator, inbox } = w
  const [actor, room] = [emulator.cast.actors[0]!, emulator.cast.rooms[0]!]
  emulator.say(actor, room, { text: '早' })
  await inbox.taken(1)
  const before = actor.id
  emulator.scans = false
  emulator.endSession()
  await until(() => state(w).state === 'waiting', 'it waits to be scanned')
  expect(await w.send({ chatId: a })).toMatchObject({ outcome: 'retry', reason: 'offline' })
  await until(() => inbox.notices.some(n => n.kind === 'login-needed'), 'the operator is told')
  emulator.scans = true
  await isUp(w)
  expect([emulator.logins, actor.id === before]).toEqual([2, false])
  emulator.say(actor, room, { text: '又早' })
  await inbox.taken(2)
  const [first, second] = inbox.updates
  expect([second!.person.id, second!.chat.id]).toEqual([first!.person.id, first!.chat.id])
  expect(first!.chat.id.startsWith(g)).toBe(true)
})

test('a saved login that is refused is forgotten, and a new one is asked for', async () => {
  const w = await world()
  await isUp(w)
  await w.reopen('stop', async () => w.emulator.endSession())
  await isUp(w)
  expect(w.emulator.logins).toBe(2)
})

test('a spoiled file of the login costs a scan and nothing else', async () => {
  const w = await world({ start: false })
  writeFileSync(join(w.folder, 'farewell.memory-card.json'), '{"half')
  await w.channel.start(w.inbox)
  await isUp(w)
  expect(w.emulator.logins).toBe(1)
})

test('when news cannot be fetched for some time the process is begun again, and goes on with the same login', async () => {
  const w = await world()
  await isUp(w)
  w.emulator.mood = 'sync-fails'
  await until(() => w.pids().length > 1, 'there is a second process')
  w.emulator.mood = 'well'
  await isUp(w)
  w.emulator.say(w.emulator.cast.actors[0]!, null, { text: '在吗' })
  await w.inbox.taken(1)
  expect(w.emulator.logins).toBe(1)
})

test('when WeChat allows no web login it says so, and with which number', async () => {
  const w = await world({ start: false })
  const page = '<error><ret>1203</ret><message>为了你的帐号安全，此微信号已不允许登录网页微信</message></error>'
  w.emulator.answers.set('webwxnewloginpage', page)
  w.emulator.statuses.set('webwxnewloginpage', 301)
  await w.channel.start(w.inbox)
  await until(() => w.inbox.notices.some(n => n.kind === 'down'), 'the operator is told')
  expect(w.inbox.notices.find(n => n.kind === 'down')!.detail).toBe('微信拒绝网页登录（1203）')
})

test('logging out happens when someone asks for it, and only then', async () => {
  const w = await world()
  await isUp(w)
  w.emulator.scans = false
  openWechatFolder(join(w.folder, '..')).askLogout()
  await until(() => w.emulator.logouts === 1, 'it logged out')
  await until(() => state(w).state === 'waiting', 'it waits to be scanned')
  expect(readFileSync(join(w.folder, 'farewell.memory-card.json'), 'utf8')).not.toContain('wxsid')
})
