import { makeWecomRobots } from '../../../src/channels/wecom-robot/channel.ts'
import { ManualClock } from '../../../src/core/clock.ts'
import { Secret } from '../../../src/core/secret.ts'
import { utf8Bytes } from '../../../src/core/text/split.ts'
import type { ChannelHarness } from '../../contract/channel.ts'
import { RecordingInbox } from '../../contract/inbox.ts'
import { sampleAssets } from '../../contract/samples.ts'
import { openWebhook } from './webhook.ts'

const nothingIsHeard = async () => {
  throw new Error('a group robot hears nothing')
}

/** Two group robots on the emulated webhook. */
export async function openRobotHarness(): Promise<
  ChannelHarness & { webhook: Awaited<ReturnType<typeof openWebhook>> }
> {
  const clock = new ManualClock(new Date('2026-06-10T12:00:00+08:00'))
  const webhook = await openWebhook({ now: () => clock.now().getTime() })
  const inbox = new RecordingInbox()
  const logged: unknown[] = []
  const robots = (['g', 'h'] as const).map(name => ({
    name,
    url: new Secret(webhook.urlOf(name)),
    key: null,
    unit: null,
    hears: null,
  }))
  const parts = {
    assets: sampleAssets(),
    clock,
    log: (event: string, detail: unknown) => void logged.push([event, detail]),
  }
  let channel = makeWecomRobots(robots, parts)
  await channel.start(inbox)
  return {
    webhook,
    get channel() {
      return channel
    },
    updates: inbox.updates,
    notices: inbox.notices,
    failInbox() {},
    chatId: place => `wecom-robot:${place}`,
    personId: who => `wecom:userid-${who}`,
    write: nothingIsHeard,
    repeatLast: nothingIsHeard,
    writeNonsense: nothingIsHeard,
    taken: count => inbox.taken(count),
    shown: () => webhook.shown,
    fault: webhook.fault,
    faults: new Set(['rate-limit', 'unreachable', 'cut-after-taking', 'kicked', 'silent']),
    longest: { limit: 2048, measure: utf8Bytes },
    async restart() {
      channel = makeWecomRobots(robots, parts)
      await channel.start(inbox)
    },
    now: () => clock.now(),
    pass: ms => clock.set(new Date(clock.now().getTime() + ms)),
    secrets: webhook.secrets,
    logged: () => JSON.stringify(logged),
    async close() {
      await webhook.close()
      await channel.stop()
    },
  }
}
