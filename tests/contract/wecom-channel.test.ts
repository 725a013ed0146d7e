import { expect } from 'vitest'
import { openWecomHarness } from '../support/wecom/harness.ts'
import { channelContract } from './channel-suite.ts'

channelContract('wecom', async () => {
  const harness = await openWecomHarness()
  const { close, aibot } = harness
  harness.close = async () => {
    await close()
    expect(aibot.broken).toEqual([])
  }
  return harness
})
