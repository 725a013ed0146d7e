import { createHmac } from 'node:crypto'
import { withAttachmentLines } from '../../core/attachments.ts'
import type { Channel, KnownGroup } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import type { Delivery } from '../../core/delivery.ts'
import { splitText, utf8Bytes, withNumberedChoices } from '../../core/split.ts'
import { makeMinuteBudget } from '../http/minute.ts'
import { post } from '../http/post.ts'
import type { Robot } from '../http/robots.ts'
import { makeSends } from '../http/sends.ts'
import { makeRobotStates } from '../http/states.ts'
import { receiptOf } from './receipt.ts'

const channelName = 'dingtalk'
/** What one robot may say in a minute; over it DingTalk is deaf to it for ten. */
const mostPerMinute = 20
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
export function makeDingtalk(robots: readonly Robot[], { clock, publicUrl, log }: DingtalkParts): Channel {
  const byChat = new Map(robots.map(robot => [chatIdOf(robot), robot]))
  const budget = makeMinuteBudget(mostPerMinute)
  const sends = makeSends()
  const states = makeRobotStates(robots.map(r => r.name))

  async function say(robot: Robot, message: object, signal: AbortSignal) {
    const now = clock.now()
    const room = budget.take(robot.name, now.getTime())
    if (!room.isTaken)
      return { outcome: 'retry' as const, notBefore: new Date(room.opensAt), reason: 'rate-limit' as const }
    const answer = await post(signedUrl(robot, now), JSON.stringify(message), signal)
    const { receipt, trouble } = receiptOf(answer, clock.now())
    if (receipt.outcome === 'retry' && receipt.reason === 'rate-limit')
      budget.close(robot.name, receipt.notBefore.getTime())
    states.tell(robot.name, trouble)
    if (trouble !== null) log('channel-trouble', { channel: channelName, robot: robot.name, trouble })
    return receipt
  }

  return {
    name: channelName,
    abilities: new Set(['writes-groups', 'unprompted', 'mentions', 'receipts']),
    limits: { perSecond: null, perChatMs: null, perGroupPerMinute: mostPerMinute, perDay: null },
    groups: robots.map(knownGroup),
    async start() {},
    status: states.status,
    async send(delivery, signal) {
      const robot = byChat.get(delivery.chatId)
      if (!robot) return { outcome: 'refused', reason: 'unknown-chat' }
      const parts = messagesOf(delivery, publicUrl)
      return sends.run(delivery.id, parts, { signal, send: (part, both) => say(robot, part, both) })
    },
    stop: sends.stop,
  }
}

/** What the robots stand on; `publicUrl` is where people reach our pages, for what cannot be shown in the chat. */
export interface DingtalkParts {
  clock: Clock
  publicUrl: string | null
  log(event: string, detail: Record<string, unknown>): void
}

const chatIdOf = ({ name }: Robot) => `${channelName}:${name}`

const knownGroup = (robot: Robot): KnownGroup => ({
  chat: { id: chatIdOf(robot), channel: channelName, kind: 'group', title: robot.name },
  unit: robot.unit,
})

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
