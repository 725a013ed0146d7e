import { createHash } from 'node:crypto'
import type { Fault, Place, Shown } from '../../contract/channel.ts'
import { type Answers, type Asked, openPlatform } from '../platform.ts'

/** What the emulator's log holds of each request to send. */
export interface Logged {
  robot: string
  at: number
  errcode: number
  bytes: number
}

/**
 * WeCom's group-robot webhook, as its public documentation (91770) describes it: text up to 2,048 bytes, pictures up to 2 MB with their MD5, files
 * by upload, 20 messages a minute and robot. It judges: what is over a limit is refused and stands in `broken`.
 */
export async function openWebhook({ now }: { now(): number }) {
  const keys: Record<'g' | 'h', string> = { g: 'key-of-g-0123456789', h: 'key-of-h-0123456789' }
  const shown: Shown[] = []
  const log: Logged[] = []
  const broken: string[] = []
  const media = new Map<string, { name: string; bytes: Uint8Array }>()
  const removed = new Set<string>()
  const error = (errcode: number, errmsg: string): Answers => ({ json: { errcode, errmsg } })
  const breaks = (rule: string, errcode: number) => {
    broken.push(rule)
    return error(errcode, rule)
  }

  const platform = await openPlatform(asked => {
    const robot = (['g', 'h'] as const).find(r => keys[r] === asked.url.searchParams.get('key'))
    if (!robot || removed.has(robot)) return error(93000, 'invalid webhook url, hint: [], from ip: 127.0.0.1')
    if (asked.url.pathname === '/cgi-bin/webhook/upload_media') return upload(asked)
    if (asked.url.pathname !== '/cgi-bin/webhook/send') return { status: 404, json: {} }
    const answer = send(robot, asked)
    const { errcode } = answer.json as { errcode: number }
    log.push({ robot, at: now(), errcode, bytes: asked.body.length })
    return answer
  })

  function send(robot: 'g' | 'h', { body }: Asked): Answers {
    if (platform.fault === 'rate-limit') return error(45009, 'api freq out of limit')
    const lately = log.filter(l => l.robot === robot && l.errcode === 0 && l.at > now() - 60_000)
    if (lately.length >= 20) return breaks('more than 20 messages a minute', 45009)
    const message = JSON.parse(body.toString()) as Record<string, unknown>
    switch (message.msgtype) {
      case 'text':
        return text(robot, message.text as { content: string; mentioned_list?: string[] })
      case 'image':
        return picture(robot, message.image as { base64: string; md5: string })
      case 'file':
        return file(robot, message.file as { media_id: string })
      default:
        return breaks('unknown msgtype', 40008)
    }
  }

  const show = (robot: Place, part: Partial<Shown>): Answers => {
    shown.push({ place: robot, text: '', image: null, file: null, buttons: [], mentions: null, ...part })
    return { json: { errcode: 0, errmsg: 'ok' } }
  }

  function text(
    robot: Place,
    { content, mentioned_list = [] }: { content: string; mentioned_list?: string[] },
  ): Answers {
    if (Buffer.byteLength(content) > 2048) return breaks('content exceed max length 2048', 40058)
    if (content.includes('\ufffd') || !content.isWellFormed()) return breaks('half a character', 40058)
    if (content.trim() === '') return breaks('empty content', 44004)
    const mentions = mentioned_list.includes('userid-a') ? 'a' : mentioned_list.includes('userid-b') ? 'b' : null
    return show(robot, { text: content, mentions })
  }

  function picture(robot: Place, { base64, md5 }: { base64: string; md5: string }): Answers {
    const image = Buffer.from(base64, 'base64')
    if (image.length > 2 * 1024 * 1024) return breaks('picture over 2 MB', 40009)
    if (createHash('md5').update(image).digest('hex') !== md5) return breaks('md5 does not match', 301019)
    return show(robot, { image: new Uint8Array(image) })
  }

  function file(robot: Place, { media_id }: { media_id: string }): Answers {
    const found = media.get(media_id)
    return found ? show(robot, { file: found }) : breaks('invalid media_id', 40007)
  }

  async function upload({ body, type }: Asked): Promise<Answers> {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    const given = form.get('media') as File
    const bytes = new Uint8Array(await given.arrayBuffer())
    if (bytes.length < 5 || bytes.length > 20 * 1024 * 1024) return breaks('file size', 40009)
    const media_id = `media-${media.size + 1}`
    media.set(media_id, { name: given.name, bytes })
    return { json: { errcode: 0, errmsg: 'ok', type: 'file', media_id } }
  }

  return {
    shown,
    log,
    /** Every rule that was broken; must be empty. */
    broken,
    secrets: Object.values(keys),
    urlOf: (robot: 'g' | 'h') => `${platform.url}/cgi-bin/webhook/send?key=${keys[robot]}`,
    async fault(fault: Fault | null) {
      if (fault === 'kicked') removed.add('g')
      else removed.clear()
      await platform.setFault(fault)
    },
    close: platform.close,
  }
}
