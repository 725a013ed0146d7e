import type { Hono } from 'hono'
import type { Assets } from '../../core/asset.ts'
import { type Ability, type Channel, type ChannelStatus, noLimits } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import { Queues } from '../../core/queues.ts'
import type { Secret } from '../../core/secret.ts'
import type { Chat, Inbox, Picture, Update } from '../../core/update.ts'
import { makeSends } from '../http/sends.ts'
import { answerExchange } from './answer.ts'
import { type Crypt, makeCrypt } from './crypt.ts'
import type { WecomMessage } from './decode.ts'
import { textsOf } from './encode.ts'
import { type Exchange, type Exchanges, openExchanges } from './exchanges.ts'
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

const abilities = new Set<Ability>(['private', 'reads-groups', 'writes-groups', 'receipts', 'idempotent'])

/** WeCom's 智能机器人: hears those who mention it in a group or write to it, and answers each message once, within an hour. */
export function openWecom(settings: WecomSettings, parts: WecomParts): { channel: Channel; mount: Hono } {
  const { clock, log } = parts
  const crypt = makeCrypt(settings)
  const channel = new WecomChannel(settings, { ...parts, crypt })
  return { channel, mount: callbackRoutes({ crypt, clock, receive: heard => channel.receive(heard), log }) }
}

class WecomChannel implements Channel {
  readonly name = channelName
  readonly abilities = abilities
  readonly limits = noLimits
  readonly answersOnce = true
  readonly #parts: WecomParts & { crypt: Crypt }
  readonly #isUseridNumber: boolean
  readonly #exchanges: Exchanges
  readonly #sends = makeSends()
  readonly #memory = makeMemory()
  /** One per chat. */
  readonly #queues = new Queues()
  #inbox: Inbox | null = null
  #hasHeard = false
  #trouble: string | null = null

  constructor({ isUseridNumber }: WecomSettings, parts: WecomParts & { crypt: Crypt }) {
    this.#isUseridNumber = isUseridNumber
    this.#parts = parts
    this.#exchanges = openExchanges(parts.folder, parts.clock.now())
  }

  async start(inbox: Inbox): Promise<void> {
    this.#inbox = inbox
  }

  status(): ChannelStatus {
    if (!this.#inbox) return { state: 'starting', detail: '' }
    if (this.#trouble !== null) return { state: 'up', detail: `last answer: ${this.#trouble}` }
    return { state: 'up', detail: this.#hasHeard ? '' : 'no message has come yet' }
  }

  async stop(): Promise<void> {
    await this.#queues.settled()
    this.#inbox = null
    await this.#sends.stop()
  }

  /** Takes a message; resolves when it is saved. */
  receive(heard: WecomMessage): Promise<void> {
    return this.#queues.run(chatOf(heard).id, () => this.#take(heard))
  }

  async send(delivery: Delivery, signal: AbortSignal): Promise<Receipt> {
    const { clock, publicUrl, elsewhere } = this.#parts
    const { answers } = delivery
    const exchange = answers === undefined ? null : this.#exchanges.find(answers, clock.now())
    if (exchange?.chat !== delivery.chatId)
      return (await elsewhere?.(delivery, signal)) ?? { outcome: 'refused', reason: 'cannot-push' }
    const [first = '', ...rest] = textsOf(delivery, publicUrl)
    if (rest.length > 0) {
      // One answer holds one message; a group with another way in hears all of it there.
      this.#exchanges.close(exchange.update)
      return (await elsewhere?.(delivery, signal)) ?? { outcome: 'refused', reason: 'too-long' }
    }
    return this.#sends.run(delivery.id, [first], { signal, send: (text, both) => this.#answer(exchange, text, both) })
  }

  async #answer(exchange: Exchange, text: string, signal: AbortSignal): Promise<Receipt> {
    const { clock, log } = this.#parts
    const { receipt, trouble } = await answerExchange(exchange, text, { exchanges: this.#exchanges, clock, signal })
    this.#trouble = trouble
    if (trouble !== null) log('channel-trouble', { channel: channelName, update: exchange.update, trouble })
    if (receipt.outcome === 'delivered') this.#memory.remember(exchange.chat, text)
    return receipt
  }

  async #take(heard: WecomMessage): Promise<void> {
    const { clock, log } = this.#parts
    const chat = chatOf(heard)
    const id = `${channelName}:${heard.msgid}`
    if (heard.responseUrl !== null)
      this.#exchanges.open({ update: id, chat: chat.id, url: heard.responseUrl }, clock.now())
    const asked = [heard.pictures, heard.quoted?.pictures ?? []]
    const [images = [], quotedImages = []] = await Promise.all(
      asked.map(urls => this.#picturesAt(urls, personOf(heard))),
    )
    if (images.length + quotedImages.length < asked.flat().length)
      log('picture-lost', { channel: channelName, update: id })
    await this.#handOver(this.#updateOf(heard, { images, quotedImages, at: clock.now() }))
    this.#hasHeard = true
  }

  async #picturesAt(urls: readonly string[], holder: string): Promise<Picture[]> {
    const { crypt, assets } = this.#parts
    return (await Promise.all(urls.map(url => fetchPicture(url, { crypt, assets, holder })))).filter(p => p !== null)
  }

  #updateOf(
    heard: WecomMessage,
    { at, images, quotedImages }: { at: Date; images: Picture[]; quotedImages: Picture[] },
  ): Update {
    const { msgid, userid, text, quoted, group } = heard
    const chat = chatOf(heard)
    return {
      id: `${channelName}:${msgid}`,
      chat,
      person: {
        id: personOf(heard),
        name: '',
        role: 'student',
        ...(this.#isUseridNumber ? { number: userid } : {}),
        privateChat: null,
      },
      at,
      message: {
        text,
        images,
        mentioned: group !== null,
        repliesToBot: quoted !== null && this.#memory.said(chat.id, quoted.text),
        ...(quoted === null ? {} : { quoted: quoted.text }),
        ...(quotedImages.length > 0 ? { quotedImages } : {}),
      },
    }
  }

  async #handOver(update: Update): Promise<void> {
    for (const waitMs of [...waitsMs, null]) {
      try {
        if (!this.#inbox) throw new Error('the channel has not been started')
        await this.#inbox.update(update)
        return
      } catch (error) {
        // The database was busy: again soon, and at last WeCom is told that it was not taken.
        if (waitMs === null) throw error
        await new Promise(resolve => setTimeout(resolve, waitMs))
      }
    }
  }
}

const personOf = ({ userid }: Pick<WecomMessage, 'userid'>) => `${channelName}:${userid}`

/** A group by its id, a private talk by who talks; WeCom does not tell groups' names. */
function chatOf({ group, userid }: WecomMessage): Chat {
  return group !== null
    ? { id: `${channelName}:${group}`, channel: channelName, kind: 'group', title: '' }
    : { id: `${channelName}:${userid}:private`, channel: channelName, kind: 'private', title: '' }
}
