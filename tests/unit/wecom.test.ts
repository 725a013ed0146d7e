import { expect, onTestFinished, test } from 'vitest'
import type { WecomParts } from '../../src/channels/wecom/channel.ts'
import { plainMarkdown } from '../../src/channels/wecom/encode.ts'
import { samplePicture } from '../contract/samples.ts'
import { aDelivery, ask } from '../contract/saying.ts'
import { openWecomHarness, type WecomHarness } from '../support/wecom/harness.ts'

async function open(elsewhere?: WecomParts['elsewhere']) {
  const harness = await openWecomHarness(elsewhere)
  onTestFinished(harness.close)
  return harness
}

const send = (harness: WecomHarness, delivery: ReturnType<typeof aDelivery>) =>
  harness.channel.send(delivery, new AbortController().signal)

test('WeCom vouches for the roster number where the school has numbers as user ids', async () => {
  const harness = await open()
  expect((await ask(harness, 'a')).person).toMatchObject({
    id: 'wecom:userid-a',
    number: 'userid-a',
    privateChat: null,
  })
})

test('a picture from a private talk is deciphered and kept', async () => {
  const harness = await open()
  await harness.write({ from: 'a', image: samplePicture.bytes })
  await harness.taken(1)
  const [picture] = harness.updates[0]!.message.images
  expect((await harness.assets.read(picture!.url))?.bytes).toEqual(samplePicture.bytes)
})

test('words and pictures sent together are one message', async () => {
  const harness = await open()
  const { image } = harness.aibot.payloadOf({ from: 'a', image: samplePicture.bytes }) as { image: object }
  const mixed = {
    msg_item: [
      { msgtype: 'text', text: { content: '这个' } },
      { msgtype: 'image', image },
      { msgtype: 'text', text: { content: '是骗子吗' } },
    ],
  }
  const payload = { ...harness.aibot.payloadOf({ from: 'a', text: '' }), msgtype: 'mixed', mixed }
  expect(await harness.aibot.call(JSON.stringify(payload))).toBe(200)
  expect(harness.updates[0]!.message).toMatchObject({ text: '这个\n是骗子吗', images: [{ url: expect.any(String) }] })
})

test('a message is answered once; what comes after has no way in', async () => {
  const harness = await open()
  const update = await ask(harness, 'g')
  expect(await send(harness, aDelivery(harness, 'g', { update }))).toMatchObject({ outcome: 'delivered' })
  expect(await send(harness, aDelivery(harness, 'g', { update }))).toEqual({
    outcome: 'refused',
    reason: 'cannot-push',
  })
  expect(harness.shown()).toHaveLength(1)
})

test('the answer to a message in a group never reaches another chat', async () => {
  const harness = await open()
  const update = await ask(harness, 'g')
  expect(await send(harness, aDelivery(harness, 'a', { update }))).toEqual({
    outcome: 'refused',
    reason: 'cannot-push',
  })
  expect(harness.shown()).toEqual([])
})

test('a message from before a restart is still answered', async () => {
  const harness = await open()
  const update = await ask(harness, 'a')
  await harness.restart()
  expect(await send(harness, aDelivery(harness, 'a', { update }))).toMatchObject({ outcome: 'delivered' })
})

test('after an hour a message can no longer be answered', async () => {
  const harness = await open()
  const update = await ask(harness, 'a')
  harness.pass!(60 * 60_000)
  expect(await send(harness, aDelivery(harness, 'a', { update }))).toEqual({
    outcome: 'refused',
    reason: 'cannot-push',
  })
})

test('an answer whose fate was unknown is shown once, however often it is sent, over a restart too', async () => {
  const harness = await open()
  const update = await ask(harness, 'a')
  const delivery = aDelivery(harness, 'a', { update })
  await harness.fault('cut-after-taking')
  expect(await send(harness, delivery)).toEqual({ outcome: 'uncertain' })
  await harness.fault(null)
  await harness.restart()
  expect(await send(harness, delivery)).toMatchObject({ outcome: 'delivered' })
  expect(harness.shown()).toHaveLength(1)
})

test('what no message asks for goes another way where the group has one', async () => {
  const sent: string[] = []
  const harness = await open(delivery => {
    sent.push(delivery.text)
    return Promise.resolve({ outcome: 'delivered', nativeId: 'r' })
  })
  expect(await send(harness, aDelivery(harness, 'g', { text: '提醒' }))).toEqual({
    outcome: 'delivered',
    nativeId: 'r',
  })
  const update = await ask(harness, 'g')
  const long = '办好再走。'.repeat(2000)
  expect(await send(harness, aDelivery(harness, 'g', { text: long, update }))).toMatchObject({ outcome: 'delivered' })
  expect(sent).toEqual(['提醒', long])
})

test('a text longer than one answer is refused where there is no other way', async () => {
  const harness = await open()
  const update = await ask(harness, 'a')
  const delivery = aDelivery(harness, 'a', { text: '办好再走。'.repeat(2000), update })
  expect(await send(harness, delivery)).toEqual({ outcome: 'refused', reason: 'too-long' })
})

test('a quotation of somebody else is not a reply to the bot', async () => {
  const harness = await open()
  const payload = {
    ...harness.aibot.payloadOf({ from: 'a', text: '这是真的吗' }),
    quote: { msgtype: 'text', text: { content: '免费退宿代办' } },
  }
  await harness.aibot.call(JSON.stringify(payload))
  expect(harness.updates[0]!.message).toMatchObject({ repliesToBot: false, quoted: '免费退宿代办' })
})

test('words and pictures that are quoted together come with the question', async () => {
  const harness = await open()
  const { image } = harness.aibot.payloadOf({ from: 'a', image: samplePicture.bytes }) as { image: object }
  const ask = async (quote: object) => {
    const payload = { ...harness.aibot.payloadOf({ from: 'a', room: 'g', text: '这是真的吗' }), quote }
    await harness.aibot.call(JSON.stringify(payload))
    return harness.updates.at(-1)!.message
  }
  const msg_item = [
    { msgtype: 'text', text: { content: '扫码领补贴' } },
    { msgtype: 'image', image },
  ]
  const quotedImages = [{ url: expect.any(String), hash: expect.any(String) }]
  expect(await ask({ msgtype: 'mixed', mixed: { msg_item } })).toMatchObject({
    quoted: '扫码领补贴',
    quotedImages,
    images: [],
  })
  expect(await ask({ msgtype: 'image', image })).toMatchObject({ quoted: '', quotedImages, repliesToBot: false })
  expect(await ask({ msgtype: 'voice', voice: { content: '先垫付后返佣' } })).toMatchObject({ quoted: '先垫付后返佣' })
})

test('a quoted picture that cannot be had costs nobody the question', async () => {
  const harness = await open()
  const quote = { msgtype: 'image', image: { url: `${harness.url()}/nothing` } }
  await harness.aibot.call(JSON.stringify({ ...harness.aibot.payloadOf({ from: 'a', text: '这是真的吗' }), quote }))
  expect(harness.updates[0]!.message).toEqual({
    text: '这是真的吗',
    images: [],
    mentioned: false,
    repliesToBot: false,
    quoted: '',
  })
})

test('web addresses stay as they are in Markdown', () => {
  expect(plainMarkdown('看 https://a.example/x_y*z，还有_这个_')).toBe('看 https://a.example/x_y*z，还有\\_这个\\_')
  expect(plainMarkdown('# 不是标题\n> 不是引用')).toBe('\\# 不是标题\n\\> 不是引用')
})
