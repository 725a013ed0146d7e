import { expect, onTestFinished, test } from 'vitest'
import { signedUrl } from '../../src/channels/dingtalk/channel.ts'
import { Secret } from '../../src/core/secret.ts'
import { aDelivery } from '../contract/saying.ts'
import { openDingtalkHarness } from '../support/dingtalk/harness.ts'

async function open() {
  const harness = await openDingtalkHarness()
  onTestFinished(harness.close)
  const say = (saying: Parameters<typeof aDelivery>[2] = {}) =>
    harness.channel.send(aDelivery(harness, 'g', saying), new AbortController().signal)
  return { harness, say }
}

test('a request is signed as the documentation computes it', () => {
  // "this is secret" is the documentation's own example key; the signature was computed with its Python sample.
  const url = new Secret('https://oapi.dingtalk.com/robot/send?access_token=T')
  const signed = signedUrl({ url, key: new Secret('this is secret') }, new Date(1577262236757))
  expect(signed).toBe(
    'https://oapi.dingtalk.com/robot/send?access_token=T&timestamp=1577262236757&sign=hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D',
  )
})

test('without a key the address is used as it is', () => {
  const url = 'https://oapi.dingtalk.com/robot/send?access_token=T'
  expect(signedUrl({ url: new Secret(url), key: null }, new Date())).toBe(url)
})

test('told that it was too fast, a robot is silent for ten minutes', async () => {
  const { harness, say } = await open()
  await harness.fault('rate-limit')
  await say()
  await harness.fault(null)
  harness.pass!(9 * 60_000)
  expect(await say()).toMatchObject({ outcome: 'retry', reason: 'rate-limit' })
  expect(harness.webhook.log).toEqual([])
  harness.pass!(61_000)
  expect(await say()).toMatchObject({ outcome: 'delivered' })
})

test('with a wrong key nothing is said, and the state tells why', async () => {
  const { harness, say } = await open()
  await harness.fault('logged-out')
  expect(await say()).toEqual({ outcome: 'refused', reason: 'rejected' })
  expect(harness.channel.status()).toEqual({
    state: 'up',
    detail: 'g: the signature, keyword or address does not fit (310000)',
  })
})

test('what cannot be shown in the chat is named, with its address', async () => {
  const { harness, say } = await open()
  await say({ text: '证书', files: [{ url: '/certificates/SAMPL-00001.pdf', name: '示例证书.pdf' }] })
  expect(harness.shown()[0]!.text).toBe(
    '证书\n【示例证书.pdf】https://lixiao.example.edu.cn/certificates/SAMPL-00001.pdf',
  )
})
