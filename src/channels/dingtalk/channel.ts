import { createHmac } from 'node:crypto'
import { withAttachmentLines } from '../../core/attachments.ts'
import type { Channel } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import type { Delivery } from '../../core/delivery.ts'
import { splitText, utf8Bytes, withNumberedChoices } from '../../core/text/split.ts'
import { postBody } from '../http/post.ts'
import { makeRobotChannel } from '../http/robot-channel.ts'
import type { Robot } from '../http/robots.ts'
import { dingtalkReceiptOf } from './receipt.ts'

const channelName = 'dingtalk'
/** DingTalk takes bodies up to 20,000 bytes; this leaves room for what is around the text. */
const longestTextBytes = 18_000

/** The address of a request: signed with the robot's key and the time, where it has a key. */
export function signedUrl({ url, key }: Pick<Robot, 'url' | 'key'>, now: Date): string {
  if (!key) return url.reveal()
  const timestamp = String(now.getTime())
  const sign = createHmac('sha256', key.reveal()).update(`${timestamp}\n${key.reveal()}`).digest('base64')
  const signed = new URL(url.reveal())
  signed.searchParams.set('timestamp', timestamp)
  signed.searchParams.set('sign', sign)
  return signed.href
}

/** DingTalk custom robots: each speaks in its own group and hears nothing. It shows pictures by public address only, so none are sent. */
export function makeDingtalk(robots: readonly Robot[], parts: DingtalkParts): Channel {
  return makeRobotChannel<object>(
    robots,
    {
      name: channelName,
      abilities: ['writes-groups', 'unprompted', 'mentions', 'receipts'],
      // Over it DingTalk is deaf to the robot for ten minutes.
      mostPerMinute: 20,
      partsOf: async delivery => messagesOf(delivery, parts.publicUrl),
      send: (robot, message, signal) => postBody(signedUrl(robot, parts.clock.now()), JSON.stringify(message), signal),
      judge: dingtalkReceiptOf,
    },
    parts,
  )
}

/** What the robots stand on; `publicUrl` is where people reach our pages, for what cannot be shown in the chat. */
export interface DingtalkParts {
  clock: Clock
  publicUrl: string | null
  log(event: string, detail: Record<string, unknown>): void
}

/** The messages that a delivery needs, in order. A person is named by mobile number or user id, in the text as well: DingTalk wants both. */
function messagesOf(delivery: Delivery, publicUrl: string | null): object[] {
  const { to, choices } = delivery
  const id = to?.startsWith(`${channelName}:`) ? to.slice(channelName.length + 1) : null
  const text = withNumberedChoices(withAttachmentLines(delivery, publicUrl), choices)
  const named = id === null ? text : `@${id} ${text}`
  const at = id === null ? {} : /^1\d{10}$/.test(id) ? { atMobiles: [id] } : { atUserIds: [id] }
  return splitText(named, { limit: longestTextBytes, measure: utf8Bytes }).map((content, n) => ({
    msgtype: 'text',
    text: { content },
    at: n === 0 ? { ...at, isAtAll: false } : { isAtAll: false },
  }))
}
