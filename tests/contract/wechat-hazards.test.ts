import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { processArgs } from '../../src/channels/wechat/confine.ts'
import { tempFolder } from '../support/folder.ts'
import type { WechatEmulator } from '../support/wechat/emulator.ts'
import { isUp, openWorld, type World } from '../support/wechat/world.ts'

async function world(prepare: (emulator: WechatEmulator) => void = () => undefined): Promise<World> {
  const opened = await openWorld(emulator => {
    const a = emulator.cast.actor('示例甲', { remark: '示例甲 FW-aaaaaa' })
    emulator.cast.room('示例一班', [a])
    prepare(emulator)
  })
  onTestFinished(() => opened.close())
  await isUp(opened)
  return opened
}
const textsOf = (w: World) => w.inbox.updates.map(u => u.message.text)

test('what the server sends to be evaluated is not', async () => {
  const w = await world(({ answers }) => {
    const code = `process.send({ kind: 'trouble', what: 'evaluated' })`
    answers.set('jslogin', `window.QRLogin.code = 200; window.QRLogin.uuid = "U"; ${code}`)
  })
  expect(w.logged.join('\n')).not.toContain('evaluated')
})

test('the process may not read what is outside its folder, nor start a program', () => {
  const folder = tempFolder()
  const secret = join(tempFolder(), 'secret')
  writeFileSync(secret, 'x')
  const script = join(folder, 'try.mjs')
  writeFileSync(
    script,
    `import fs from 'node:fs'; import { spawnSync } from 'node:child_process'
     const denied = act => { try { act(); return false } catch (error) { return error.code === 'ERR_ACCESS_DENIED' } }
     fs.writeFileSync(${JSON.stringify(join(folder, 'mine'))}, 'x')
     const all = [() => fs.readFileSync(${JSON.stringify(secret)}), () => fs.writeFileSync(${JSON.stringify(secret)}, 'y'),
       () => spawnSync('true')].map(denied)
     process.exit(all.every(Boolean) ? 0 : 1)`,
  )
  const flags = processArgs([folder], { endpoint: null, patienceMs: 1 }).filter(arg => arg.startsWith('--'))
  expect(spawnSync(process.execPath, [...flags, script], { encoding: 'utf8', env: {} })).toMatchObject({ status: 0 })
})

test('a fault that nobody catches ends the process, although the library would go on', () => {
  const script = resolve(import.meta.dirname, '../support/wechat/defective.ts')
  expect(spawnSync(process.execPath, [script], { env: {} }).status).toBe(70)
})

test('neither the phrase nor the file helper’s command logs the account out', async () => {
  const w = await world()
  const [a] = w.emulator.cast.actors
  w.emulator.say(a!, null, { text: '🌚 🌝🌚 🌝🌚 🌝' })
  w.emulator.push({
    MsgType: 1,
    FromUserName: w.emulator.cast.me.id,
    ToUserName: 'filehelper',
    Content: '退出wechat4u',
  })
  w.emulator.say(a!, null, { text: '还在吗' })
  await w.inbox.taken(1)
  expect(textsOf(w)).toEqual(['还在吗'])
  expect(await w.send({ chatId: 'wechat:r:aaaaaa' })).toMatchObject({ outcome: 'delivered' })
  expect([w.emulator.logouts, w.pids().length]).toEqual([0, 1])
})

test('a text in a group with a colon before a line break arrives whole', async () => {
  const w = await world()
  w.emulator.say(w.emulator.cast.actors[0]!, w.emulator.cast.rooms[0]!, { text: '时间 18:\n第二行:\n第三行' })
  await w.inbox.taken(1)
  expect(textsOf(w)).toEqual(['时间 18:\n第二行:\n第三行'])
})

test('what was written before a new login is not answered', async () => {
  const w = await world()
  const [a] = w.emulator.cast.actors
  w.emulator.say(a!, null, { text: '昨天的话', at: Math.floor(Date.now() / 1000) - 86_400 })
  w.emulator.say(a!, null, { text: '今天的话' })
  await w.inbox.taken(1)
  expect(textsOf(w)).toEqual(['今天的话'])
})

test('when the channel has stopped, so has the process', async () => {
  const w = await world()
  await w.channel.stop()
  expect(() => process.kill(w.pids().at(-1)!, 0)).toThrow()
})

test('what one writes from the phone with the account itself is not taken', async () => {
  const w = await world()
  const { me, rooms, actors } = w.emulator.cast
  w.emulator.push({ MsgType: 1, FromUserName: me.id, ToUserName: rooms[0]!.id, Content: '我自己写的' })
  w.emulator.push({ MsgType: 1, FromUserName: me.id, ToUserName: actors[0]!.id, Content: '我自己写的' })
  w.emulator.say(actors[0]!, null, { text: '别人写的' })
  await w.inbox.taken(1)
  expect(textsOf(w)).toEqual(['别人写的'])
})

test('a voice, a card and an official account are left alone', async () => {
  const w = await world()
  const [a] = w.emulator.cast.actors
  for (const MsgType of [34, 42, 43, 47, 49]) w.emulator.push({ MsgType, FromUserName: a!.id, Content: '&lt;msg/&gt;' })
  w.emulator.push({ MsgType: 1, FromUserName: 'weixin', Content: '欢迎' })
  w.emulator.say(a!, null, { text: '文字' })
  await w.inbox.taken(1)
  expect(textsOf(w)).toEqual(['文字'])
})

test('pictures of any size arrive and leave whole', async () => {
  const w = await world()
  const [a] = w.emulator.cast.actors
  const picture = new Uint8Array(700_000).map((_, n) => (n * 7919) % 251)
  w.emulator.say(a!, null, { image: picture })
  await w.inbox.taken(1)
  const [image] = w.inbox.updates[0]!.message.images
  expect(await w.send({ chatId: 'wechat:r:aaaaaa', text: '', images: [image!] })).toMatchObject({
    outcome: 'delivered',
  })
  expect(Buffer.from(w.emulator.sent[0]!.image!).equals(Buffer.from(picture))).toBe(true)
})
