import { openWecom, type WecomParts } from '../../../src/channels/wecom/channel.ts'
import { callbackPath } from '../../../src/channels/wecom/routes.ts'
import type { Channel } from '../../../src/core/channel.ts'
import { ManualClock } from '../../../src/core/clock.ts'
import { Secret } from '../../../src/core/secret.ts'
import { utf8Bytes } from '../../../src/core/text/split.ts'
import { openServer, type Server } from '../../../src/http/server.ts'
import type { ChannelHarness, Place } from '../../contract/channel.ts'
import { RecordingInbox } from '../../contract/inbox.ts'
import { sampleAssets } from '../../contract/samples.ts'
import { tempFolder } from '../folder.ts'
import { aServing } from '../server.ts'
import { openAibot } from './aibot.ts'

const chatIds: Record<Place, string> = {
  a: 'wecom:userid-a:private',
  b: 'wecom:userid-b:private',
  g: 'wecom:chat-g',
  h: 'wecom:chat-h',
}

export type WecomHarness = ChannelHarness & {
  aibot: Awaited<ReturnType<typeof openAibot>>
  assets: ReturnType<typeof sampleAssets>
  /** Where the server is that WeCom calls. */
  url(): string
}

/** The robot behind its real server, called by the emulated platform. */
export async function openWecomHarness(elsewhere?: WecomParts['elsewhere']): Promise<WecomHarness> {
  const clock = new ManualClock(new Date('2026-06-10T12:00:00+08:00'))
  let server: Server
  const aibot = await openAibot({
    now: () => clock.now().getTime(),
    callbackUrl: () => `${server.url}${callbackPath}`,
  })
  const inbox = new RecordingInbox()
  const logged: unknown[] = []
  const assets = sampleAssets()
  const settings = { token: new Secret(aibot.token), aesKey: new Secret(aibot.aesKey), isUseridNumber: true }
  const folder = tempFolder()
  const log = (event: string, detail: unknown) => void logged.push([event, detail])
  let channel: Channel
  const begin = async (port: number) => {
    const opened = openWecom(settings, { assets, clock, folder, publicUrl: null, log, elsewhere })
    channel = opened.channel
    await channel.start(inbox)
    server = await openServer(aServing([], { port, webhooks: [opened.mount] }))
  }
  await begin(0)
  return {
    aibot,
    assets,
    url: () => server.url,
    get channel() {
      return channel
    },
    updates: inbox.updates,
    notices: inbox.notices,
    failInbox(isFailing) {
      inbox.isFailing = isFailing
    },
    chatId: place => chatIds[place],
    personId: who => `wecom:userid-${who}`,
    write: aibot.write,
    repeatLast: aibot.repeatLast,
    async writeNonsense() {
      await aibot.post(new URLSearchParams(), '{')
      for (const plain of ['', 'null', '[]', '{"msgtype":"text"}', JSON.stringify({ msgtype: 'event', event: {} })])
        await aibot.call(plain)
    },
    taken: count => inbox.taken(count),
    shown: () => aibot.shown,
    fault: aibot.fault,
    faults: new Set(['rate-limit', 'unreachable', 'cut-after-taking', 'silent']),
    longest: { limit: 20_480, measure: utf8Bytes },
    async restart(meanwhile) {
      const port = Number(new URL(server.url).port)
      await server.close()
      await meanwhile?.()
      await begin(port)
    },
    now: () => clock.now(),
    pass: ms => clock.set(new Date(clock.now().getTime() + ms)),
    get secrets() {
      return [aibot.token, aibot.aesKey, ...aibot.responseCodes()]
    },
    logged: () => JSON.stringify(logged),
    async close() {
      await aibot.settled()
      await server.close()
      await aibot.close()
      await channel.stop()
    },
  }
}
