import { expect, onTestFinished, test } from 'vitest'
import { readRobots } from '../../src/channels/http/robots.ts'
import { wecomRobotReceiptOf } from '../../src/channels/wecom-robot/receipt.ts'
import { aDelivery } from '../contract/saying.ts'
import { openRobotHarness } from '../support/wecom/robot-harness.ts'

const now = new Date('2026-06-10T12:00:00+08:00')

async function open() {
  const harness = await openRobotHarness()
  onTestFinished(harness.close)
  const say = (place: 'g' | 'h', text = '提醒') =>
    harness.channel.send(aDelivery(harness, place, { text }), new AbortController().signal)
  return { harness, say }
}

test('the 21st message within a minute waits until the minute is over, without asking the platform', async () => {
  const { harness, say } = await open()
  for (let n = 0; n < 20; n++) expect(await say('g')).toMatchObject({ outcome: 'delivered' })
  expect(await say('g')).toMatchObject({ outcome: 'retry', reason: 'rate-limit' })
  expect(await say('h')).toMatchObject({ outcome: 'delivered' })
  harness.pass!(61_000)
  expect(await say('g')).toMatchObject({ outcome: 'delivered' })
  expect([harness.webhook.log.length, harness.webhook.broken]).toEqual([22, []])
})

test('a long text that meets the limit goes on where it stopped', async () => {
  const { harness, say } = await open()
  for (let n = 0; n < 19; n++) await say('g')
  const text = '办好再走。'.repeat(300)
  const delivery = aDelivery(harness, 'g', { text })
  const send = () => harness.channel.send(delivery, new AbortController().signal)
  expect(await send()).toMatchObject({ outcome: 'retry' })
  harness.pass!(61_000)
  expect(await send()).toMatchObject({ outcome: 'delivered' })
  const shown = harness.shown().slice(19)
  expect(shown.map(s => s.text).join('')).toBe(text)
})

test('one robot that was removed is named in the state and does not stop the other', async () => {
  const { harness, say } = await open()
  await harness.fault('kicked')
  expect(await say('g')).toEqual({ outcome: 'refused', reason: 'left' })
  expect(harness.channel.status()).toEqual({ state: 'up', detail: 'g: removed from its group' })
  expect(await say('h')).toMatchObject({ outcome: 'delivered' })
})

test('a picture that cannot be read is refused before anything is sent', async () => {
  const { harness } = await open()
  const images = [{ url: '/pictures/none.png', alt: '' }]
  const delivery = aDelivery(harness, 'g', { images })
  expect(await harness.channel.send(delivery, new AbortController().signal)).toEqual({
    outcome: 'refused',
    reason: 'rejected',
  })
  expect(harness.webhook.log).toEqual([])
})

const answers: [what: string, answer: Parameters<typeof wecomRobotReceiptOf>[0], receipt: object][] = [
  ['busy', { kind: 'answered', status: 200, body: { errcode: -1 } }, { outcome: 'retry', reason: 'timeout' }],
  ['too many', { kind: 'answered', status: 200, body: { errcode: 45009 } }, { outcome: 'retry', reason: 'rate-limit' }],
  ['an unknown error', { kind: 'answered', status: 200, body: { errcode: 4 } }, { outcome: 'refused' }],
  ['a proxy that had no answer', { kind: 'answered', status: 502, body: null }, { outcome: 'uncertain' }],
  ['a proxy that took nothing', { kind: 'answered', status: 503, body: null }, { outcome: 'retry' }],
  ['a page of someone else', { kind: 'answered', status: 200, body: null }, { outcome: 'uncertain' }],
  ['no line', { kind: 'unsent' }, { outcome: 'retry', reason: 'offline' }],
  ['a dead line', { kind: 'unknown' }, { outcome: 'uncertain' }],
]
test.each(answers)('after %s the receipt says what is known', (_, answer, receipt) => {
  expect(wecomRobotReceiptOf(answer, now).receipt).toMatchObject(receipt)
})

const where = { where: 'robots.yaml', host: 'qyapi.weixin.qq.com' }
const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a-secret-key'

test('a file of robots is a line for each group, with its class where it is known', () => {
  const { robots, problems } = readRobots(
    `一班群: ${url}\n二班群: {url: "${url}", college: 示例学院, class: 二班}`,
    where,
  )
  expect(problems).toEqual([])
  expect(robots.map(r => [r.name, r.url.reveal(), r.unit])).toEqual([
    ['一班群', url, null],
    ['二班群', url, { college: '示例学院', className: '二班' }],
  ])
})

test('what is wrong in a file of robots is told by the group’s name and never with its address', () => {
  for (const text of [
    '一班群: http://evil.example/?key=a-secret-key',
    '一班群: [a-secret-key]',
    `一班群: {url: "${url}", college: 示例学院}`,
    '一班群: {url: "a-secret-key"',
    '',
  ]) {
    const { robots, problems } = readRobots(text, where)
    expect([robots, problems.length]).toEqual([[], 1])
    expect(JSON.stringify(problems)).not.toContain('a-secret-key')
  }
})
