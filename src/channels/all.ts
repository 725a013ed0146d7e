import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { Assets } from '../core/asset.ts'
import type { Channel } from '../core/channel.ts'
import type { Clock } from '../core/clock.ts'
import { makeWechatChannel } from './wechat/channel.ts'
import type { WechatSettings } from './wechat/settings.ts'

/** What channels are made of; each takes what it needs. */
export interface ChannelParts {
  assets: Assets
  clock: Clock
  /** The data folder; a channel keeps what it must remember in a folder of its own name there. */
  data: string
  /** Reports; ids and reasons only, never texts, names or secrets. */
  log(event: string, detail: Record<string, unknown>): void
}

/** The settings of every channel besides the web; null where one is off. */
export interface ChannelSettings {
  wechat?: WechatSettings
}

/** The channels that are set up, and what they answer over HTTP (webhooks), to be served at `/`. */
export interface OpenedChannels {
  channels: Channel[]
  mounts: Hono[]
}

/** Opens every channel that is set up, besides the web. */
export function openChannels(settings: ChannelSettings, parts: ChannelParts): OpenedChannels {
  const channels: Channel[] = []
  const random = { random: Math.random, ids: { next: randomUUID } }
  if (settings.wechat)
    channels.push(makeWechatChannel(settings.wechat, { ...parts, ...random, show: text => process.stdout.write(text) }))
  return { channels, mounts: [] }
}
