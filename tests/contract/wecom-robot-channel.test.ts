import { expect } from 'vitest'
import { openRobotHarness } from '../support/wecom/robot-harness.ts'
import { channelContract } from './channel-suite.ts'

channelContract('wecom-robot', async () => {
  const harness = await openRobotHarness()
  const { close, webhook } = harness
  harness.close = async () => {
    await close()
    expect(webhook.broken).toEqual([])
  }
  return harness
})
