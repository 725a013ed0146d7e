import { expect } from 'vitest'
import type { ChannelHarness, Place } from './channel.ts'
import type { ContractCase } from './channel-suite.ts'
import { aDelivery, ask, hears, say, shownIn, somewhere, until } from './saying.ts'

/** A delivery that may be sent in this place although the platform is about to fail: what it answers arrived before. */
async function prepared(harness: ChannelHarness, place: Place) {
  const update = hears(harness, place) ? await ask(harness, place) : null
  const delivery = aDelivery(harness, place, { text: '要紧的话', update })
  return { delivery, send: (signal = new AbortController().signal) => harness.channel.send(delivery, signal) }
}

const timesShown = (harness: ChannelHarness, place: Place) =>
  shownIn(harness, place).filter(s => s.text.includes('要紧的话')).length

/** How long `act` takes, in milliseconds. */
async function timed(act: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await act()
  return performance.now() - begin
}

/** What must hold when the platform or the line to it fails. */
export const troubleCases: readonly ContractCase[] = [
  {
    says: 'told to come again later, it says when, shows nothing, and is heard then',
    fault: 'rate-limit',
    async run(harness) {
      const place = somewhere(harness)
      const { send } = await prepared(harness, place)
      await harness.fault('rate-limit')
      const receipt = await send()
      expect(receipt).toMatchObject({ outcome: 'retry', reason: 'rate-limit' })
      const now = harness.now?.() ?? new Date()
      const waitMs = receipt.outcome === 'retry' ? receipt.notBefore.getTime() - now.getTime() : 0
      expect(waitMs).toBeGreaterThanOrEqual(900)
      expect(timesShown(harness, place)).toBe(0)
      await harness.fault(null)
      if (harness.pass) harness.pass(waitMs)
      else await new Promise(resolve => setTimeout(resolve, Math.min(waitMs, 5000)))
      expect(await send()).toMatchObject({ outcome: 'delivered' })
      expect(timesShown(harness, place)).toBe(1)
    },
  },
  {
    says: 'without a connection the message waits, and is shown once there is one',
    fault: 'unreachable',
    async run(harness) {
      const place = somewhere(harness)
      const { send } = await prepared(harness, place)
      await harness.fault('unreachable')
      const receipt = await send()
      expect(receipt).toMatchObject({ outcome: 'retry', reason: expect.stringMatching(/^(offline|timeout)$/) })
      expect(timesShown(harness, place)).toBe(0)
      await harness.fault(null)
      await until(() => harness.channel.status().state !== 'starting', 'it is told how the channel is')
      let again = await send()
      for (let n = 0; n < 100 && again.outcome === 'retry'; n++) {
        await new Promise(resolve => setTimeout(resolve, 50)) // it may need a moment to connect again
        again = await send()
      }
      expect(again).toMatchObject({ outcome: 'delivered' })
      expect(timesShown(harness, place)).toBe(1)
    },
  },
  {
    says: 'when the line dies after the message was taken, its fate is uncertain',
    fault: 'cut-after-taking',
    async run(harness) {
      const place = somewhere(harness)
      const { send } = await prepared(harness, place)
      await harness.fault('cut-after-taking')
      expect(await send()).toEqual({ outcome: 'uncertain' })
      expect(timesShown(harness, place)).toBe(1)
    },
  },
  {
    says: 'not logged in, the message waits and the state says so',
    fault: 'logged-out',
    async run(harness) {
      const place = somewhere(harness)
      const { send } = await prepared(harness, place)
      await harness.fault('logged-out')
      expect(await send()).toMatchObject({ outcome: 'retry', reason: 'offline' })
      expect(timesShown(harness, place)).toBe(0)
      await until(() => harness.channel.status().state !== 'up', 'the state is no longer up')
      expect(harness.channel.status().detail).not.toBe('')
    },
  },
  {
    says: 'removed from a group, it is refused there and goes on elsewhere',
    needs: ['writes-groups'],
    fault: 'kicked',
    async run(harness) {
      const { send } = await prepared(harness, 'g')
      await harness.fault('kicked')
      expect(await send()).toMatchObject({
        outcome: 'refused',
        reason: expect.stringMatching(/^(left|unknown-chat|rejected)$/),
      })
      expect(await say(harness, 'h')).toMatchObject({ outcome: 'delivered' })
    },
  },
  {
    says: 'blocked by a person, it is refused there and goes on elsewhere',
    needs: ['private'],
    fault: 'blocked',
    async run(harness) {
      const { send } = await prepared(harness, 'a')
      await harness.fault('blocked')
      expect(await send()).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/^(blocked|rejected)$/) })
      expect(await say(harness, 'b')).toMatchObject({ outcome: 'delivered' })
    },
  },
  {
    says: 'a send that is given up ends soon and claims nothing',
    fault: 'silent',
    async run(harness) {
      const { send } = await prepared(harness, somewhere(harness))
      await harness.fault('silent')
      const abort = new AbortController()
      const sending = send(abort.signal)
      setTimeout(() => abort.abort(), 100)
      expect(await timed(() => sending)).toBeLessThan(1000)
      expect((await sending).outcome).toMatch(/^(uncertain|retry)$/)
    },
  },
  {
    says: 'it stops within three seconds',
    async run(harness) {
      expect(await timed(() => harness.channel.stop())).toBeLessThan(3000)
    },
  },
  {
    says: 'it stops within three seconds while it is sending',
    fault: 'silent',
    async run(harness) {
      const { send } = await prepared(harness, somewhere(harness))
      await harness.fault('silent')
      const abort = new AbortController()
      const sending = send(abort.signal)
      await new Promise(resolve => setTimeout(resolve, 50)) // long enough to be on its way
      expect(await timed(() => harness.channel.stop())).toBeLessThan(3000)
      abort.abort()
      expect((await sending).outcome).toMatch(/^(uncertain|retry)$/)
    },
  },
  {
    says: 'its state is told, and never a key or token, in the state or in the log',
    async run(harness) {
      await until(() => harness.channel.status().state === 'up', 'it is up')
      const place = somewhere(harness)
      const { send } = await prepared(harness, place)
      const told = [harness.channel.status()]
      for (const fault of ['unreachable', 'logged-out'] as const) {
        if (!harness.faults.has(fault)) continue
        await harness.fault(fault)
        await send()
        told.push(harness.channel.status())
      }
      const all = JSON.stringify([told, harness.notices, harness.logged?.() ?? ''])
      for (const secret of harness.secrets ?? []) expect(all).not.toContain(secret)
    },
  },
]
