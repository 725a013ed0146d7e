import { createHash } from 'node:crypto'
import type { Assets } from '../../core/asset.ts'
import type { Channel, KnownGroup } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import { splitText, utf8Bytes, withNumberedChoices } from '../../core/split.ts'
import { makeMinuteBudget } from '../http/minute.ts'
import { post } from '../http/post.ts'
import type { Robot } from '../http/robots.ts'
import { makeSends } from '../http/sends.ts'
import { makeRobotStates } from '../http/states.ts'
import { receiptOf } from './receipt.ts'

const channelName = 'wecom-robot'
/** What one robot may say in a minute. */
const mostPerMinute = 20
const longestTextBytes = 2048
const largestPictureBytes = 2 * 1024 * 1024
const largestFileBytes = 20 * 1024 * 1024

/** One request: a message as WeCom takes it, or a file that must be uploaded before it is one. */
type Part = { message: object } | { file: { name: string; bytes: Uint8Array } }

/**
 * WeCom group robots (消息推送): each speaks in its own group and hears nothing. A robot that was removed from its group is refused and named
 * in the state; the others go on.
 */
export function makeWecomRobots(
  robots: readonly Robot[],
  { assets, clock, log }: { assets: Assets; clock: Clock; log(event: string, detail: Record<string, unknown>): void },
): Channel {
  const byChat = new Map(robots.map(robot => [chatIdOf(robot), robot]))
  const budget = makeMinuteBudget(mostPerMinute)
  const sends = makeSends()
  const states = makeRobotStates(robots.map(r => r.name))

  async function say(robot: Robot, part: Part, signal: AbortSignal): Promise<Receipt> {
    const now = clock.now()
    const room = budget.take(robot.name, now.getTime())
    if (!room.isTaken) return { outcome: 'retry', notBefore: new Date(room.opensAt), reason: 'rate-limit' }
    const message = 'message' in part ? part.message : await uploaded(robot, part.file, signal)
    if ('outcome' in message) return message as Receipt
    const answer = await post(robot.url.reveal(), JSON.stringify(message), signal)
    const { receipt, trouble } = receiptOf(answer, clock.now())
    if (receipt.outcome === 'retry' && receipt.reason === 'rate-limit')
      budget.close(robot.name, receipt.notBefore.getTime())
    states.tell(robot.name, trouble)
    if (trouble !== null) log('channel-trouble', { channel: channelName, robot: robot.name, trouble })
    return receipt
  }

  /** A file becomes a message by its upload; the upload itself shows nothing, so a failed one may be tried again. */
  async function uploaded(
    robot: Robot,
    { name, bytes }: { name: string; bytes: Uint8Array },
    signal: AbortSignal,
  ): Promise<object> {
    const form = new FormData()
    form.set('media', new Blob([new Uint8Array(bytes)]), name)
    const url = `${robot.url.reveal().replace('/webhook/send?', '/webhook/upload_media?')}&type=file`
    const answer = await post(url, form, signal)
    const media = answer.kind === 'answered' ? (answer.body as { media_id?: unknown } | null)?.media_id : null
    if (typeof media === 'string') return { msgtype: 'file', file: { media_id: media } }
    const { receipt, trouble } = receiptOf(answer, clock.now())
    states.tell(robot.name, trouble)
    if (receipt.outcome === 'retry' || receipt.outcome === 'refused') return receipt
    return { outcome: 'retry', notBefore: new Date(clock.now().getTime() + 5000), reason: 'timeout' }
  }

  return {
    name: channelName,
    abilities: new Set(['writes-groups', 'unprompted', 'images', 'files', 'mentions', 'receipts']),
    limits: { perSecond: null, perChatMs: null, perGroupPerMinute: mostPerMinute, perDay: null },
    groups: robots.map(knownGroup),
    async start() {},
    status: states.status,
    async send(delivery, signal) {
      const robot = byChat.get(delivery.chatId)
      if (!robot) return { outcome: 'refused', reason: 'unknown-chat' }
      const parts = await partsOf(delivery, assets)
      if (parts === null) return { outcome: 'refused', reason: 'rejected' }
      return sends.run(delivery.id, parts, { signal, send: (part, both) => say(robot, part, both) })
    },
    stop: sends.stop,
  }
}

const chatIdOf = ({ name }: Robot) => `${channelName}:${name}`

const knownGroup = (robot: Robot): KnownGroup => ({
  chat: { id: chatIdOf(robot), channel: channelName, kind: 'group', title: robot.name },
  unit: robot.unit,
})

/** The messages that a delivery needs, in order; null when a picture or file cannot be read or is too large. */
async function partsOf(delivery: Delivery, assets: Assets): Promise<Part[] | null> {
  const { text, choices, images, files = [], to } = delivery
  const texts = splitText(withNumberedChoices(text, choices), { limit: longestTextBytes, measure: utf8Bytes })
  const mentioned = to?.startsWith('wecom:') ? [to.slice('wecom:'.length)] : []
  const parts: Part[] = texts.map((content, n) => ({
    message: {
      msgtype: 'text',
      text: { content, ...(n === 0 && mentioned.length > 0 ? { mentioned_list: mentioned } : {}) },
    },
  }))
  for (const { url } of images) {
    const asset = await assets.read(url)
    if (!asset || asset.bytes.length > largestPictureBytes || !/^image\/(png|jpeg)$/.test(asset.type)) return null
    parts.push({ message: { msgtype: 'image', image: pictureOf(asset.bytes) } })
  }
  for (const { url, name } of files) {
    const asset = await assets.read(url)
    if (!asset || asset.bytes.length > largestFileBytes) return null
    parts.push({ file: { name, bytes: asset.bytes } })
  }
  return parts
}

const pictureOf = (bytes: Uint8Array) => ({
  base64: Buffer.from(bytes).toString('base64'),
  md5: createHash('md5').update(bytes).digest('hex'),
})
