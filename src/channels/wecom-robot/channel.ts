import { createHash } from 'node:crypto'
import type { Assets } from '../../core/asset.ts'
import type { Channel } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import type { Delivery } from '../../core/delivery.ts'
import { splitText, utf8Bytes, withNumberedChoices } from '../../core/text/split.ts'
import { type PostAnswer, postBody } from '../http/post.ts'
import { makeRobotChannel } from '../http/robot-channel.ts'
import type { Robot } from '../http/robots.ts'
import { wecomRobotReceiptOf } from './receipt.ts'

const longestTextBytes = 2048
const largestPictureBytes = 2 * 1024 * 1024
const largestFileBytes = 20 * 1024 * 1024

/** One request: a message as WeCom takes it, or a file that must be uploaded before it is one. */
type Part = { message: object } | { file: { name: string; bytes: Uint8Array } }

/** WeCom group robots (消息推送): each speaks in its own group and hears nothing. */
export function makeWecomRobots(
  robots: readonly Robot[],
  parts: { assets: Assets; clock: Clock; log(event: string, detail: Record<string, unknown>): void },
): Channel {
  return makeRobotChannel<Part>(
    robots,
    {
      name: 'wecom-robot',
      abilities: ['writes-groups', 'unprompted', 'images', 'files', 'mentions', 'receipts'],
      mostPerMinute: 20,
      partsOf: delivery => partsOf(delivery, parts.assets),
      async send(robot, part, signal) {
        const message = 'message' in part ? part.message : await uploaded(robot, part.file, signal)
        return 'kind' in message
          ? (message as PostAnswer)
          : postBody(robot.url.reveal(), JSON.stringify(message), signal)
      },
      judge: wecomRobotReceiptOf,
    },
    parts,
  )
}

/** A file becomes a message by its upload. The upload itself shows nothing, so one that failed, however, may simply be tried again. */
async function uploaded(
  robot: Robot,
  { name, bytes }: { name: string; bytes: Uint8Array },
  signal: AbortSignal,
): Promise<object | PostAnswer> {
  const form = new FormData()
  form.set('media', new Blob([new Uint8Array(bytes)]), name)
  const url = `${robot.url.reveal().replace('/webhook/send?', '/webhook/upload_media?')}&type=file`
  const answer = await postBody(url, form, signal)
  const { media_id, errcode } = ((answer.kind === 'answered' && answer.body) || {}) as Record<string, unknown>
  if (typeof media_id === 'string') return { msgtype: 'file', file: { media_id } }
  return typeof errcode === 'number' && errcode !== 0 ? answer : { kind: 'unsent' }
}

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
