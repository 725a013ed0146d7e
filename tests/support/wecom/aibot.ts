import { createCipheriv, randomBytes } from 'node:crypto'
import { type Crypt, makeCrypt } from '../../../src/channels/wecom/crypt.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { Fault, Place, Shown, Written } from '../../contract/channel.ts'
import { withMention } from '../mention.ts'
import { type Answers, openPlatform } from '../platform.ts'

const robotName = '@离校小助手'
/** A callback that was not answered with 200 is handed over again, as WeCom does for applications. */
const repeatsMs = [0, 100, 300, 600, 1000, 1000]

/**
 * WeCom's 智能机器人 as its public documentation describes it (100719, 101033, 101138): enciphered and signed callbacks to `callbackUrl`, answers at a
 * response_url that takes one message within an hour. It judges: what is over a limit stands in `broken`.
 */
export async function openAibot({ now, callbackUrl }: { now(): number; callbackUrl(): string }) {
  const token = 'callback-token-0123456789'
  const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
  const crypt: Crypt = makeCrypt({ token: new Secret(token), aesKey: new Secret(aesKey) })
  const shown: Shown[] = []
  const broken: string[] = []
  const codes = new Map<string, { place: Place; at: number; isUsed: boolean }>()
  const media = new Map<string, Uint8Array>()
  const queues = new Map<string, Promise<void>>()
  let count = 0
  let last: object | null = null

  const platform = await openPlatform(({ url, body }) => {
    const picture = media.get(url.pathname)
    if (picture) return { bytes: picture }
    if (url.pathname !== '/cgi-bin/aibot/response') return { status: 404 }
    return answered(url.searchParams.get('response_code') ?? '', JSON.parse(body.toString()))
  })

  function answered(code: string, message: { msgtype?: string; markdown?: { content?: string } }): Answers {
    const error = (errcode: number, errmsg: string): Answers => ({ json: { errcode, errmsg } })
    const found = codes.get(code)
    if (platform.fault === 'rate-limit') return error(45009, 'api freq out of limit')
    if (!found || found.isUsed || found.at < now() - 3_600_000) return error(40001, 'invalid response_code')
    const content = message.markdown?.content ?? ''
    const rule =
      message.msgtype !== 'markdown'
        ? 'neither Markdown nor a card'
        : content.trim() === '' || Buffer.byteLength(content) > 20_480 || !content.isWellFormed()
          ? 'content empty, over 20480 bytes, or with half a character'
          : null
    if (rule !== null) {
      broken.push(rule)
      return error(40058, rule)
    }
    found.isUsed = true
    const text = content.replace(/\\([!-/:-@[-`{-~])/g, '$1')
    shown.push({ place: found.place, text, image: null, file: null, buttons: [], mentions: null })
    return { json: { errcode: 0, errmsg: 'ok' } }
  }

  /** One signed call; the nonce is fresh unless one is given. */
  async function call(plain: string, { nonce = String(++count), at = now() } = {}): Promise<number> {
    const encrypted = crypt.encipher(plain, randomBytes(16))
    const timestamp = String(Math.floor(at / 1000))
    const signature = crypt.sign({ timestamp, nonce, encrypted })
    const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce })
    return post(query, JSON.stringify({ encrypt: encrypted }))
  }

  /** The status, or 0 when nobody answered. */
  async function post(query: URLSearchParams, body: string): Promise<number> {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const response = await fetch(`${callbackUrl()}?${query}`, init).catch(() => null) // our server may be away
    return response?.status ?? 0
  }

  async function handOver(payload: object): Promise<void> {
    for (const waitMs of repeatsMs) {
      await new Promise(resolve => setTimeout(resolve, waitMs))
      if ((await call(JSON.stringify(payload))) === 200) return
    }
  }

  function payloadOf(message: Written): object {
    const { from, room, repliesToBot, image } = message
    const place: Place = room ?? from
    const code = `response-code-${++count}-${randomBytes(8).toString('hex')}`
    codes.set(code, { place, at: now(), isUsed: false })
    const content = room && repliesToBot ? `${robotName} ${message.text}` : withMention(message, robotName)
    const quoted = shown.filter(s => s.place === place).at(-1)?.text ?? ''
    return {
      msgid: `msg-${++count}`,
      aibotid: 'AIBOTID',
      ...(room ? { chatid: `chat-${room}`, chattype: 'group' } : { chattype: 'single' }),
      from: { userid: `userid-${from}` },
      response_url: `${platform.url}/cgi-bin/aibot/response?response_code=${code}`,
      ...(image ? { msgtype: 'image', image: { url: keep(image) } } : { msgtype: 'text', text: { content } }),
      ...(repliesToBot ? { quote: { msgtype: 'text', text: { content: quoted } } } : {}),
    }
  }

  function keep(image: Uint8Array): string {
    const key = Buffer.from(`${aesKey}=`, 'base64')
    const missing = 32 - (image.length % 32)
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const whole = Buffer.concat([image, Buffer.alloc(missing, missing)])
    const path = `/media/${++count}`
    media.set(path, Buffer.concat([cipher.update(whole), cipher.final()]))
    return platform.url + path
  }

  return {
    token,
    aesKey,
    crypt,
    shown,
    /** Every rule that was broken; must be empty. */
    broken,
    call,
    post,
    payloadOf,
    /** Someone writes; in a group WeCom hands over only what mentions the robot. */
    async write(message: Written): Promise<void> {
      if (message.room && !message.mention && !message.repliesToBot) return
      const payload = payloadOf(message)
      last = payload
      const chat = message.room ?? message.from
      queues.set(
        chat,
        (queues.get(chat) ?? Promise.resolve()).then(() => handOver(payload)),
      )
    },
    async repeatLast(): Promise<void> {
      await Promise.all(queues.values())
      if (last) await handOver(last)
    },
    /** Waits until everything that was written has been handed over. */
    settled: () => Promise.all(queues.values()),
    fault: (fault: Fault | null) => platform.setFault(fault),
    responseCodes: () => [...codes.keys()],
    close: platform.close,
  }
}
