import { expect } from 'vitest'
import { openDingtalkHarness } from '../support/dingtalk/harness.ts'
import { channelContract } from './channel-suite.ts'

channelContract('dingtalk', async () => {
  const harness = await openDingtalkHarness()
  const { close, webhook } = harness
  harness.close = async () => {
    await close()
    expect(webhook.broken).toEqual([])
  }
  return harness
})
