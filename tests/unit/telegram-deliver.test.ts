import { expect, onTestFinished, test } from 'vitest'
import type { Delivery } from '../../src/core/delivery.ts'
import { RecordingInbox } from '../contract/inbox.ts'
import { sampleFile, samplePicture } from '../contract/samples.ts'
import { SettableClock } from '../support/clock.ts'
import { tempFolder } from '../support/folder.ts'
import { channelOn, openWorld, people } from '../support/telegram/harness.ts'

let count = 0
const aDelivery = (saying: Partial<Delivery> = {}): Delivery => ({
  id: `d${++count}`,
  purpose: 'reply',
  key: `test:${count}`,
  chatId: 'telegram:-1001',
  channel: 'telegram',
  chatKind: 'group',
  to: null,
  at: new Date(),
  attempts: 0,
  text: '好的',
  choices: [],
  images: [],
  rateable: false,
  ...saying,
})
const inPrivate = { chatId: 'telegram:501', chatKind: 'private' } as const

/** A channel on a world of its own. Waiting takes no time, but moves the clock of both. */
async function openQuiet({ isJudged = false } = {}) {
  const clock = new SettableClock(new Date('2026-06-10T04:00:00Z'))
  const wait = async (ms: number) => clock.set(new Date(clock.now().getTime() + ms))
  const world = await openWorld({ now: () => clock.now().getTime(), ...(isJudged ? {} : { limits: null }) })
  const folder = tempFolder()
  const open = () => channelOn(world, { folder, clock, wait })
  let running = open()
  onTestFinished(async () => {
    await running.channel.stop()
    await world.hangUp()
  })
  const signal = new AbortController().signal
  return {
    clock,
    world,
    send: (saying: Partial<Delivery>) => running.channel.send(aDelivery(saying), signal),
    again: (delivery: Delivery) => running.channel.send(delivery, signal),
    restart: () => {
      running = open()
    },
    start: (inbox: RecordingInbox) => running.channel.start(inbox),
    texts: () => world.sent.map(s => s.text),
  }
}

test('a clock that is put back holds no chat up', async () => {
  const { clock, send, texts } = await openQuiet()
  await send({ text: '一' })
  clock.jump(-3_600_000)
  expect((await send({ text: '二' })).outcome).toBe('delivered')
  expect(texts()).toEqual(['一', '二'])
})

const threeParts = '一二三四五六七八九。'.repeat(900)

test('a long text that breaks off is taken up where it broke off, also by another process', async () => {
  const { world, again, restart } = await openQuiet()
  const delivery = aDelivery({ text: threeParts })
  world.onSent = () => {
    if (world.sent.length === 1) world.troubles = [{ method: /^send/, kind: 'too-many', times: 1 }]
  }
  expect(await again(delivery)).toMatchObject({ outcome: 'retry' })
  restart()
  expect(await again(delivery)).toMatchObject({ outcome: 'delivered' })
  expect(world.sent.map(s => s.text).join('')).toBe(threeParts)
  expect(world.sent).toHaveLength(3)
})

test('of a long text only the part whose fate is unknown may be shown twice', async () => {
  const { world, again } = await openQuiet()
  const delivery = aDelivery({ text: threeParts })
  world.onSent = () => {
    if (world.sent.length === 1) world.troubles = [{ method: /^send/, kind: 'cut-after', times: 1 }]
  }
  expect(await again(delivery)).toEqual({ outcome: 'uncertain' })
  expect(await again(delivery)).toMatchObject({ outcome: 'delivered' })
  const [first, second, ...rest] = world.sent.map(s => s.text)
  expect(rest).toEqual([second, threeParts.slice(first!.length + second!.length)])
})

test('the parts of a text keep to one a second in a chat', async () => {
  const { world, send } = await openQuiet({ isJudged: true })
  expect(await send({ text: threeParts })).toMatchObject({ outcome: 'delivered' })
  expect([world.sent.length, world.judge?.violations]).toEqual([3, []])
})

test('when a group has had its twenty a minute, the rest is put off and not waited for', async () => {
  const { send, texts } = await openQuiet({ isJudged: true })
  const images = Array.from({ length: 10 }, () => ({ url: samplePicture.url, alt: '' }))
  expect(await send({ text: '', images })).toMatchObject({ outcome: 'delivered' })
  expect(await send({ text: '', images })).toMatchObject({ outcome: 'delivered' })
  const receipt = await send({ text: '还有一句' })
  expect(receipt).toMatchObject({ outcome: 'retry', reason: 'rate-limit' })
  expect(texts()).toHaveLength(2)
})

test('a group that has moved is written to in its new place, and the bot is told', async () => {
  const { world, send, start, texts } = await openQuiet()
  const inbox = new RecordingInbox()
  await start(inbox)
  world.migrate(-1002, -1009, false)
  const moved = { chatId: 'telegram:-1002' }
  expect(await send(moved)).toMatchObject({ outcome: 'delivered', nativeId: expect.stringMatching(/^-1009:/) })
  expect(inbox.moves).toEqual([{ from: 'telegram:-1002', to: 'telegram:-1009' }])
  const calls = world.calls.filter(c => c.method === 'sendMessage').length
  await send(moved)
  expect(world.calls.filter(c => c.method === 'sendMessage').length - calls).toBe(1)
  expect(texts()).toHaveLength(2)
})

test('who never opened a private chat cannot be written to first', async () => {
  const { world, send } = await openQuiet()
  world.chats.get(501)!.state = 'never'
  expect(await send(inPrivate)).toEqual({ outcome: 'refused', reason: 'cannot-push' })
})

test('after a block the private chat is closed, and a group is no way round it', async () => {
  const { world, send, start } = await openQuiet()
  const inbox = new RecordingInbox()
  await start(inbox)
  const homeOf = async (text: string, n: number) => {
    world.write({ from: people.a, chat: -1001, text })
    await inbox.taken(n)
    return inbox.updates.at(-1)?.person.privateChat?.id ?? null
  }
  world.write({ from: people.a, chat: 501, text: '在吗' })
  await inbox.taken(1)
  expect(await homeOf('一', 2)).toBe('telegram:501')
  world.chats.get(501)!.state = 'blocked'
  await send(inPrivate)
  expect(await homeOf('二', 3)).toBeNull()
})

test('a picture that Telegram will not show as one goes as a file', async () => {
  const { world, send } = await openQuiet()
  const vast = { url: samplePicture.url, alt: '', name: 'vast.png' }
  expect(await send({ text: '看图', images: [vast] })).toMatchObject({ outcome: 'delivered' })
  expect(world.sent.map(s => [s.method, s.text])).toEqual([['sendDocument', '看图']])
})

test('someone who has not written since the start is named as the group knows them', async () => {
  const { world, send } = await openQuiet()
  await send({ to: 'telegram:502' })
  await send({ to: 'telegram:999' })
  expect(world.sent.map(s => s.text)).toEqual(['示例乙 好的', '好的'])
})

test('an answer in a group stands below its question and in its topic', async () => {
  const { world, send, start } = await openQuiet()
  const inbox = new RecordingInbox()
  await start(inbox)
  world.write({ from: people.a, chat: -1001, text: '在吗', more: { message_thread_id: 77, is_topic_message: true } })
  await inbox.taken(1)
  await send({ answers: inbox.updates[0]!.id, images: [{ url: samplePicture.url, alt: '' }] })
  const { reply_parameters, message_thread_id } = world.sent[0]!.fields
  expect([reply_parameters, message_thread_id]).toEqual([{ message_id: 1, allow_sending_without_reply: true }, 77])
})

test('a file keeps its name, but not what would break the upload', async () => {
  const { world, send } = await openQuiet()
  await send({ files: [{ url: sampleFile.url, name: '证书"\r\nx: y.pdf' }] })
  expect(world.sent[0]!.uploads[0]!.name).toBe('证书___x: y.pdf')
})

test('an address of another channel is refused', async () => {
  const { send } = await openQuiet()
  expect(await send({ chatId: 'web:g1' })).toEqual({ outcome: 'refused', reason: 'unknown-chat' })
})
