import type { Hono } from 'hono'
import type { Channel } from '../core/channel.ts'
import { dingtalkPlatform } from './dingtalk/platform.ts'
import type { PlatformParts } from './platform.ts'
import { telegramPlatform } from './telegram/platform.ts'
import { wechatPlatform } from './wechat/platform.ts'
import { wecomPlatform } from './wecom/platform.ts'
import { wecomRobotPlatform } from './wecom-robot/platform.ts'

/** Every platform besides the web, in the order in which they are opened: one line each. */
export const platforms = [telegramPlatform, wecomRobotPlatform, wecomPlatform, dingtalkPlatform, wechatPlatform]

/** The settings of the platforms that are set up, by name. */
export type ChannelSettings = Readonly<Record<string, unknown>>

/** The channels that are set up, and what they answer over HTTP (webhooks), to be served at `/`. */
export interface OpenedChannels {
  channels: Channel[]
  mounts: Hono[]
}

/** Opens every channel that is set up, besides the web. What belongs to a channel that is off is not even loaded. */
export async function openChannels(
  settings: ChannelSettings,
  parts: Omit<PlatformParts, 'before'>,
): Promise<OpenedChannels> {
  const opened = new Map<string, { settings: unknown; channel: Channel; mount?: Hono | null }>()
  for (const { name, open } of platforms) {
    const own = settings[name]
    if (own === undefined) continue
    opened.set(name, { settings: own, ...(await open(own, { ...parts, before: other => opened.get(other) })) })
  }
  const all = [...opened.values()]
  return { channels: all.map(o => o.channel), mounts: all.flatMap(o => o.mount ?? []) }
}
