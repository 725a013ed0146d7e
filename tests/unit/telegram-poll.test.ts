import { expect, onTestFinished, test } from 'vitest'
import { ManualClock } from '../../src/core/clock.ts'
import { RecordingInbox } from '../contract/inbox.ts'
import { samplePicture } from '../contract/samples.ts'
import { until } from '../contract/saying.ts'
import { channelOn, openWorld, people, shortWait } from '../support/telegram/harness.ts'

/** A channel that is up. `clock` moves by what is waited for, though the waits are short. */
async function openUp({ privacy = false } = {}) {
  const world = await openWorld({ limits: null, privacy })
  const clock = new ManualClock(new Date('2026-06-10T04:00:00Z'))
  const waits: number[] = []
  const running = channelOn(world, {
    clock,
    async wait(ms, signal) {
      waits.push(ms)
      clock.set(new Date(clock.now().getTime() + ms))
      await shortWait(ms, signal)
    },
  })
  const inbox = new RecordingInbox()
  onTestFinished(async () => {
    await running.channel.stop()
    await world.hangUp()
  })
  await running.channel.start(inbox)
  const state = () => running.channel.status().state
  await until(() => state() === 'up', 'it is up')
  return { world, inbox, waits, state, ...running }
}

const polls = (world: { calls: { method: string; fields: { offset?: unknown } }[] }) =>
  world.calls.filter(c => c.method === 'getUpdates').map(c => Number(c.fields.offset))

test('Telegram is asked past an update only when it is saved', async () => {
  const { world, inbox } = await openUp()
  inbox.isFailing = true
  world.write({ from: people.a, chat: 501, text: '一' })
  const [first] = world.pending
  await until(() => polls(world).length > 0, 'it asks')
  await new Promise(resolve => setTimeout(resolve, 100)) // several failed attempts
  expect(Math.max(...polls(world))).toBe(0)
  inbox.isFailing = false
  await inbox.taken(1)
  await until(() => polls(world).at(-1) === first.update_id + 1, 'it asks past it')
})

test('an update that cannot be saved holds up those after it, and none is passed over', async () => {
  const { world, inbox } = await openUp()
  inbox.isFailing = true
  for (const text of ['一', '二', '三']) world.write({ from: people.a, chat: 501, text })
  await new Promise(resolve => setTimeout(resolve, 50))
  inbox.isFailing = false
  await inbox.taken(3)
  expect(inbox.updates.map(u => u.message.text)).toEqual(['一', '二', '三'])
})

test('a picture that is quoted is fetched, beside those of the message', async () => {
  const { world, inbox } = await openUp()
  world.files.set('quoted', samplePicture.bytes)
  const photo = [{ file_id: 'quoted', file_unique_id: 'q', file_size: 70, width: 1, height: 1 }]
  const reply_to_message = { message_id: 1, date: 1, from: { id: 502, first_name: '示例乙' }, photo }
  world.write({ from: people.a, chat: 501, text: '能扫吗', more: { reply_to_message } })
  await inbox.taken(1)
  expect(inbox.updates[0]!.message).toMatchObject({
    images: [],
    quoted: '',
    quotedImages: [{ url: expect.any(String) }],
  })
})

test('a pressed button is answered, and its word taken', async () => {
  const { world, inbox, channel } = await openUp()
  const choices = [{ value: '2', label: '什么时候截止' }]
  const delivery = { id: 'd', purpose: 'reply', key: 'k', chatId: 'telegram:501', channel: 'telegram' } as const
  const rest = { chatKind: 'private', to: null, at: new Date(), attempts: 0, images: [], rateable: true } as const
  await channel.send({ ...delivery, ...rest, text: '哪一个？', choices }, new AbortController().signal)
  const [sent] = world.sent
  world.press(people.a, sent!, sent!.fields.reply_markup.inline_keyboard[0][0].callback_data)
  await inbox.taken(1)
  expect(inbox.updates[0]!.message).toMatchObject({ text: '2', repliesToBot: true })
  await until(() => world.calls.some(c => c.method === 'answerCallbackQuery'), 'the press is answered')
})

test('a picture that cannot be fetched does not keep back the words beside it', async () => {
  const { world, inbox } = await openUp()
  world.troubles = [{ method: /^getFile/, kind: 'broken', times: 1 }]
  world.write({ from: people.a, chat: 501, caption: '这是真的吗', photo: samplePicture.bytes })
  world.write({ from: people.a, chat: 501, caption: '这张呢', photo: samplePicture.bytes })
  await inbox.taken(2)
  expect(inbox.updates.map(u => [u.message.text, u.message.images.length])).toEqual([
    ['这是真的吗', 0],
    ['这张呢', 1],
  ])
})

test('the menu of commands is set up, and the status says what is heard in groups', async () => {
  const { world, channel } = await openUp({ privacy: true })
  expect(world.commands).toEqual([{ command: 'help', description: '能问什么' }])
  expect(channel.status().detail).toMatch(/@lixiao_bot.*privacy mode/)
})

test('without a menu it goes on', async () => {
  const world = await openWorld({ limits: null })
  world.troubles = [{ method: /^setMyCommands/, kind: 'broken' }]
  const { channel } = channelOn(world)
  onTestFinished(async () => {
    await channel.stop()
    await world.hangUp()
  })
  await channel.start(new RecordingInbox())
  await until(() => channel.status().state === 'up', 'it is up')
})

test('a wrong token is told and tried again slowly, and a right one heals it', async () => {
  const { world, state, waits, inbox } = await openUp()
  world.isKnown = false
  world.dropConnections()
  await until(() => waits.filter(ms => ms >= 30_000).length >= 3, 'it waits longer and longer')
  expect(state()).toBe('down')
  await until(() => inbox.notices.length > 0, 'the operator is told')
  world.isKnown = true
  world.write({ from: people.a, chat: 501, text: '在吗' })
  await inbox.taken(1)
  await until(() => inbox.notices.length > 1, 'the end is told')
  expect(inbox.notices.map(n => n.kind)).toEqual(['down', 'up'])
})

test('a short outage is not worth telling', async () => {
  const { world, state, inbox } = await openUp()
  world.troubles = [{ method: /^getUpdates/, kind: 'broken', times: 2 }]
  world.dropConnections()
  await until(() => world.troubles.length === 0 && state() === 'up', 'it is up again')
  expect(inbox.notices).toEqual([])
})

test('beside another poller it says so, and does not fight', async () => {
  const { world, channel, waits } = await openUp()
  await until(() => polls(world).length > 0, 'it asks')
  // Between two of its own calls it would end the other's instead, so the other asks until it is noticed.
  const other = setInterval(() => void world.poll({ timeout: 1 }), 200)
  await until(() => channel.status().state === 'down', 'it notices').finally(() => clearInterval(other))
  expect(channel.status().detail).toMatch(/terminated by other getUpdates/)
  expect(waits.at(-1)).toBeGreaterThanOrEqual(30_000)
})

test('told too many requests, it asks again when Telegram says', async () => {
  const { world, waits, state } = await openUp()
  world.troubles = [{ method: /^getUpdates/, kind: 'too-many', amount: 9, times: 1 }]
  world.dropConnections()
  await until(() => waits.includes(9000), 'it waits as told')
  await until(() => state() === 'up', 'it is up')
})

test('a group that becomes a supergroup is told once, with its title', async () => {
  const { world, inbox } = await openUp()
  world.migrate(-1002, -1009)
  world.write({ from: people.a, chat: -1009, text: '还在吗' })
  await inbox.taken(1)
  expect(inbox.moves).toEqual([{ from: 'telegram:-1002', to: 'telegram:-1009' }])
  expect(inbox.updates[0]!.chat).toMatchObject({ id: 'telegram:-1009', title: '示例2班' })
})

test('with privacy mode only what is meant for the bot arrives', async () => {
  const { world, inbox } = await openUp({ privacy: true })
  for (const text of ['今天吃什么', '/help', '@lixiao_bot 在吗']) world.write({ from: people.a, chat: -1001, text })
  await inbox.taken(2)
  expect(inbox.updates.map(u => u.message.text)).toEqual(['/help', '在吗'])
})

test('stopped, it has confirmed what it handled', async () => {
  const { world, inbox, channel } = await openUp()
  world.write({ from: people.a, chat: 501, text: '一' })
  await inbox.taken(1)
  await channel.stop()
  expect(world.pending).toEqual([])
})
