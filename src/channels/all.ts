import type { Hono } from 'hono'
import type { Assets } from '../core/asset.ts'
import type { Channel } from '../core/channel.ts'
import type { Clock } from '../core/clock.ts'
import { openTelegram, type TelegramWords } from './telegram/channel.ts'
import type { TelegramSettings } from './telegram/settings.ts'

/** What channels are made of; each takes what it needs. */
export interface ChannelParts {
  assets: Assets
  clock: Clock
  /** The data folder; a channel keeps what it must remember in a folder of its own name there. */
  data: string
  /** Reports; ids and reasons only, never texts, names or secrets. */
  log(event: string, detail: Record<string, unknown>): void
  /** What channels say by themselves; asked each time, so a reload shows. */
  words(): TelegramWords
}

/** The settings of every channel besides the web; left out where one is off. */
export interface ChannelSettings {
  telegram?: TelegramSettings
}

/** The channels that are set up, and what they answer over HTTP (webhooks), to be served at `/`. */
export interface OpenedChannels {
  channels: Channel[]
  mounts: Hono[]
}

/** Opens every channel that is set up, besides the web. */
export function openChannels({ telegram }: ChannelSettings, parts: ChannelParts): OpenedChannels {
  const opened = [...(telegram ? [openTelegram(telegram, parts)] : [])]
  return { channels: opened.map(o => o.channel), mounts: opened.flatMap(o => o.mount ?? []) }
}
