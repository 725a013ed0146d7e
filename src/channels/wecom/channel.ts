import type { Hono } from 'hono'
import type { Assets } from '../../core/asset.ts'
import { type Channel, noLimits } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import type { Secret } from '../../core/secret.ts'
import type { Chat, Inbox, Picture, Update } from '../../core/update.ts'
import { makeSends } from '../http/sends.ts'
import { answerExchange } from './answer.ts'
import { makeCrypt } from './crypt.ts'
import type { Heard } from './decode.ts'
import { textsOf } from './encode.ts'
import { type Exchange, openExchanges } from './exchanges.ts'
import { makeMemory } from './memory.ts'
import { fetchPicture } from './picture.ts'
import { callbackRoutes } from './routes.ts'

const channelName = 'wecom'
/** WeCom waits five seconds for us; what cannot be saved by then it may hand over again. */
const waitsMs = [100, 300, 600, 1000]
/** What the robot is set up with. */
export interface WecomSettings {
  token: Secret
  aesKey: Secret
  /** Whether the school's WeCom has roster numbers (学工号) as user ids: then WeCom vouches for who writes. */
  isUseridNumber: boolean
}

/** What the channel stands on. */
export interface WecomParts {
  assets: Assets
  clock: Clock
  /** A folder of its own. */
  folder: string
  publicUrl: string | null
  log(event: string, detail: Record<string, unknown>): void
  /** Sends what no message asks for, where a group has another way in; null where it has none. */
  elsewhere?(delivery: Delivery, signal: AbortSignal): Promise<Receipt> | null
}

/** WeCom's 智能机器人: hears those who mention it in a group or write to it, and answers each message once, within an hour. */
export function openWecom(settings: WecomSettings, parts: WecomParts): { channel: Channel; mount: Hono } {
  const { assets, clock, publicUrl, log } = parts
  const crypt = makeCrypt(settings)
  const exchanges = openExchanges(parts.folder, clock.now())
  const sends = makeSends()
  const memory = makeMemory()
  /** The tail of each chat's queue, so that its messages are taken in order and one at a time. */
  const queues = new Map<string, Promise<void>>()
  let inbox: Inbox | null = null
  let lastHeard = false
  let trouble: string | null = null

  async function take(heard: Heard): Promise<void> {
    const chat = chatOf(heard)
    const id = `${channelName}:${heard.msgid}`
    if (heard.responseUrl !== null) exchanges.open({ update: id, chat: chat.id, url: heard.responseUrl }, clock.now())
    const asked = [heard.pictures, heard.quoted?.pictures ?? []]
    const [images = [], quotedImages = []] = await Promise.all(asked.map(urls => picturesAt(urls, personOf(heard))))
    if (images.length + quotedImages.length < asked.flat().length)
      log('picture-lost', { channel: channelName, update: id })
    await handOver(updateOf(heard, { id, chat, images, quotedImages, at: clock.now() }))
    lastHeard = true
  }

  async function picturesAt(urls: readonly string[], holder: string): Promise<Picture[]> {
    return (await Promise.all(urls.map(url => fetchPicture(url, { crypt, assets, holder })))).filter(p => p !== null)
  }

  const updateOf = (
    { userid, text, quoted, group }: Heard,
    {
      id,
      chat,
      at,
      images,
      quotedImages,
    }: Pick<Update, 'id' | 'chat' | 'at'> & Record<'images' | 'quotedImages', Picture[]>,
  ): Update => ({
    id,
    chat,
    person: {
      id: personOf({ userid }),
      name: '',
      role: 'student',
      ...(settings.isUseridNumber ? { number: userid } : {}),
      privateChat: null,
    },
    at,
    message: {
      text,
      images,
      mentioned: group !== null,
      repliesToBot: quoted !== null && memory.said(chat.id, quoted.text),
      ...(quoted === null ? {} : { quoted: quoted.text }),
      ...(quotedImages.length > 0 ? { quotedImages } : {}),
    },
  })

  async function handOver(update: Update): Promise<void> {
    for (const waitMs of [...waitsMs, null]) {
      try {
        if (!inbox) throw new Error('the channel has not been started')
        await inbox.update(update)
        return
      } catch (error) {
        // The database was busy: again soon, and at last WeCom is told that it was not taken.
        if (waitMs === null) throw error
        await new Promise(resolve => setTimeout(resolve, waitMs))
      }
    }
  }

  async function answer(exchange: Exchange, text: string, signal: AbortSignal): Promise<Receipt> {
    const verdict = await answerExchange(exchange, text, { exchanges, clock, signal })
    trouble = verdict.trouble
    if (trouble !== null) log('channel-trouble', { channel: channelName, update: exchange.update, trouble })
    if (verdict.receipt.outcome === 'delivered') memory.remember(exchange.chat, text)
    return verdict.receipt
  }

  async function send(delivery: Delivery, signal: AbortSignal): Promise<Receipt> {
    const { answers } = delivery
    const exchange = answers === undefined ? null : exchanges.find(answers, clock.now())
    if (exchange?.chat !== delivery.chatId)
      return (await parts.elsewhere?.(delivery, signal)) ?? { outcome: 'refused', reason: 'cannot-push' }
    const [first = '', ...rest] = textsOf(delivery, publicUrl)
    if (rest.length > 0) {
      // One answer holds one message; a group with another way in hears all of it there.
      exchanges.close(exchange.update)
      return (await parts.elsewhere?.(delivery, signal)) ?? { outcome: 'refused', reason: 'too-long' }
    }
    return sends.run(delivery.id, [first], { signal, send: (text, both) => answer(exchange, text, both) })
  }

  function receive(heard: Heard): Promise<void> {
    const { id } = chatOf(heard)
    const before = queues.get(id) ?? Promise.resolve()
    const mine = before.catch(() => undefined).then(() => take(heard)) // a failed one before has told WeCom itself
    queues.set(id, mine)
    const clean = () => {
      if (queues.get(id) === mine) queues.delete(id)
    }
    mine.then(clean, clean)
    return mine
  }

  const channel: Channel = {
    name: channelName,
    abilities: new Set(['private', 'reads-groups', 'writes-groups', 'receipts', 'idempotent']),
    limits: noLimits,
    answersOnce: true,
    async start(to) {
      inbox = to
    },
    status() {
      if (!inbox) return { state: 'starting', detail: '' }
      if (trouble !== null) return { state: 'up', detail: `last answer: ${trouble}` }
      return { state: 'up', detail: lastHeard ? '' : 'no message has come yet' }
    },
    send,
    async stop() {
      await Promise.allSettled(queues.values())
      inbox = null
      await sends.stop()
    },
  }
  return { channel, mount: callbackRoutes({ crypt, clock, receive, log }) }
}

const personOf = ({ userid }: Pick<Heard, 'userid'>) => `${channelName}:${userid}`

/** A group by its id, a private talk by who talks; WeCom does not tell groups' names. */
function chatOf({ group, userid }: Heard): Chat {
  return group !== null
    ? { id: `${channelName}:${group}`, channel: channelName, kind: 'group', title: '' }
    : { id: `${channelName}:${userid}:private`, channel: channelName, kind: 'private', title: '' }
}
