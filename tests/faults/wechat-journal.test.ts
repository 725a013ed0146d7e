import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isUp, openWorld, until, type World } from '../support/wechat/world.ts'

async function world(): Promise<World> {
  const opened = await openWorld(({ cast }) => {
    const a = cast.actor('示例甲', { remark: '示例甲 FW-aaaaaa' })
    cast.room('示例一班', [a])
  })
  onTestFinished(() => opened.close())
  await isUp(opened)
  return opened
}
const textsOf = (w: World) => w.inbox.updates.map(u => u.message.text)
/** How many messages wait on the disk. */
const waiting = ({ folder }: World) => {
  const received = join(folder, 'received')
  return existsSync(received) ? readdirSync(received).length : 0
}

test('a message leaves nothing on the disk once it is saved', async () => {
  const w = await world()
  w.emulator.say(w.emulator.cast.actors[0]!, null, { text: '第一句' })
  w.emulator.say(w.emulator.cast.actors[0]!, w.emulator.cast.rooms[0]!, { text: '第二句' })
  await w.inbox.taken(2)
  await until(() => waiting(w) === 0, 'nothing waits')
})

for (const how of ['kill', 'stop'] as const)
  test(`what was told and not saved when everything came to a ${how} is taken after the next start, once and in order`, async () => {
    const w = await world()
    w.inbox.isFailing = true
    for (const text of ['第一句', '第二句', '第三句']) w.emulator.say(w.emulator.cast.actors[0]!, null, { text })
    w.emulator.say(w.emulator.cast.actors[0]!, w.emulator.cast.rooms[0]!, { text: '群里一句' })
    await until(() => w.logged.filter(line => line.includes('wechat-message-again')).length > 2, 'it was tried')
    // The platform has been told that all came: it hands over nothing twice.
    await until(() => w.emulator.log.slice(-3).some(line => line.includes('synccheck')), 'it looks for news again')
    await w.reopen(how)
    w.inbox.isFailing = false
    await w.inbox.taken(4, 20_000)
    expect(textsOf(w).filter(text => text !== '群里一句')).toEqual(['第一句', '第二句', '第三句'])
    await until(() => waiting(w) === 0, 'nothing waits')
  })

test('after a login by scan what was left is thrown away: its people go by other ids', async () => {
  const w = await world()
  w.inbox.isFailing = true
  w.emulator.say(w.emulator.cast.actors[0]!, null, { text: '以前的话' })
  await until(() => waiting(w) === 1, 'it waits')
  await w.reopen('kill', async () => w.emulator.endSession())
  w.inbox.isFailing = false
  await until(() => w.emulator.logins === 2, 'another login')
  await isUp(w)
  await until(() => waiting(w) === 0, 'nothing waits')
  w.emulator.say(w.emulator.cast.actors[0]!, null, { text: '新的话' })
  await w.inbox.taken(1)
  expect(textsOf(w)).toEqual(['新的话'])
})
