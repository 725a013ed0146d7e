import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { Assets } from '../core/asset.ts'
import type { Channel } from '../core/channel.ts'
import type { Clock } from '../core/clock.ts'
import type { Delivery, Receipt } from '../core/delivery.ts'
import { folderIn } from '../core/folders.ts'
import type { Robot } from './http/robots.ts'
import type { TelegramWords } from './telegram/channel.ts'
import type { TelegramSettings } from './telegram/settings.ts'
import type { WechatSettings } from './wechat/settings.ts'
import type { WecomSettings } from './wecom/channel.ts'

/** What channels are made of; each takes what it needs. */
export interface ChannelParts {
  assets: Assets
  clock: Clock
  /** The data folder; a channel keeps what it must remember in a folder of its own name there. */
  data: string
  /** Where people reach our pages from outside, or null. */
  publicUrl: string | null
  /** Reports; ids and reasons only, never texts, names or secrets. */
  log(event: string, detail: Record<string, unknown>): void
  /** What channels say by themselves; asked each time, so a reload shows. */
  words(): TelegramWords
}

/** The settings of every channel besides the web; left out where one is off. */
export interface ChannelSettings {
  telegram?: TelegramSettings
  wecom?: WecomSettings
  wecomRobots?: readonly Robot[]
  dingtalk?: readonly Robot[]
  wechat?: WechatSettings
}

/** The channels that are set up, and what they answer over HTTP (webhooks), to be served at `/`. */
export interface OpenedChannels {
  channels: Channel[]
  mounts: Hono[]
}

/** Opens every channel that is set up, besides the web. What belongs to a channel that is off is not even loaded. */
export async function openChannels(settings: ChannelSettings, parts: ChannelParts): Promise<OpenedChannels> {
  const { telegram, wecom, wecomRobots, dingtalk, wechat } = settings
  const opened: { channel: Channel; mount?: Hono | null }[] = []
  if (telegram) opened.push((await import('./telegram/channel.ts')).openTelegram(telegram, parts))
  const robots = wecomRobots && (await import('./wecom-robot/channel.ts')).makeWecomRobots(wecomRobots, parts)
  if (robots) opened.push({ channel: robots })
  if (wecom) {
    const { openWecom } = await import('./wecom/channel.ts')
    const folder = folderIn(parts.data, 'wecom')
    const elsewhere = throughRobots(wecomRobots ?? [], robots ?? null)
    opened.push(openWecom(wecom, { ...parts, folder, elsewhere }))
  }
  if (dingtalk) opened.push({ channel: (await import('./dingtalk/channel.ts')).makeDingtalk(dingtalk, parts) })
  if (wechat) {
    const { makeWechatChannel } = await import('./wechat/channel.ts')
    const more = { random: Math.random, ids: { next: randomUUID }, show: (text: string) => process.stdout.write(text) }
    opened.push({ channel: makeWechatChannel(wechat, { ...parts, ...more }) })
  }
  return { channels: opened.map(o => o.channel), mounts: opened.flatMap(o => o.mount ?? []) }
}

/** Sends to a group through its robot, where the robots' file says which group that is. */
function throughRobots(robots: readonly Robot[], channel: Channel | null) {
  return (delivery: Delivery, signal: AbortSignal): Promise<Receipt> | null => {
    const robot = robots.find(r => r.hears !== null && `wecom:${r.hears}` === delivery.chatId)
    return robot && channel ? channel.send({ ...delivery, chatId: `${channel.name}:${robot.name}` }, signal) : null
  }
}
