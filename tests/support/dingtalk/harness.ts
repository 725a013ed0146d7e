import { makeDingtalk } from '../../../src/channels/dingtalk/channel.ts'
import { ManualClock } from '../../../src/core/clock.ts'
import { Secret } from '../../../src/core/secret.ts'
import { utf8Bytes } from '../../../src/core/text/split.ts'
import type { ChannelHarness } from '../../contract/channel.ts'
import { RecordingInbox } from '../../contract/inbox.ts'
import { openDingtalk } from './webhook.ts'

const nothingIsHeard = async () => {
  throw new Error('a custom robot hears nothing')
}

/** Two custom robots on the emulated platform. */
export async function openDingtalkHarness(): Promise<
  ChannelHarness & { webhook: Awaited<ReturnType<typeof openDingtalk>> }
> {
  const clock = new ManualClock(new Date('2026-06-10T12:00:00+08:00'))
  const webhook = await openDingtalk({ now: () => clock.now().getTime() })
  const inbox = new RecordingInbox()
  const logged: unknown[] = []
  const key = new Secret(webhook.key)
  const robots = (['g', 'h'] as const).map(name => ({
    name,
    url: new Secret(webhook.urlOf(name)),
    key,
    unit: null,
    hears: null,
  }))
  const log = (event: string, detail: unknown) => void logged.push([event, detail])
  const make = () => makeDingtalk(robots, { clock, publicUrl: 'https://lixiao.example.edu.cn', log })
  let channel = make()
  return {
    webhook,
    get channel() {
      return channel
    },
    updates: inbox.updates,
    notices: inbox.notices,
    failInbox() {},
    chatId: place => `dingtalk:${place}`,
    personId: who => (who === 'a' ? 'dingtalk:13800000001' : 'dingtalk:userid-b'),
    write: nothingIsHeard,
    repeatLast: nothingIsHeard,
    writeNonsense: nothingIsHeard,
    taken: count => inbox.taken(count),
    shown: () => webhook.shown,
    fault: webhook.fault,
    faults: new Set(['rate-limit', 'unreachable', 'cut-after-taking', 'kicked', 'silent']),
    longest: { limit: 18_000, measure: utf8Bytes },
    async restart() {
      channel = make()
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
