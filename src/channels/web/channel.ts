import { EventEmitter } from 'node:events'
import { type Ability, type Channel, type ChannelStatus, noLimits } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import { Queues } from '../../core/queues.ts'
import type { Inbox, Picture } from '../../core/update.ts'
import { linkedPerson, type Sandbox, toCore } from './people.ts'
import type { Transcript } from './transcript.ts'
import type { WireChat, WireClock, WirePerson } from './wire.ts'

/** What a page sends, once it is known who sends it. */
export interface Sent {
  id: string
  person: WirePerson
  chat: WireChat
  text: string
  images: readonly Picture[]
  videos?: readonly Picture[]
  repliesToBot: boolean
}

/** What is new: there is more in a chat's transcript, or the clock was set. */
export type News = { chat: string } | { clock: WireClock }

/** The embedded chat: the messages it keeps itself, and pages listen for new ones. */
export interface WebChannel extends Channel {
  /**
   * Takes a page's message; resolves when it and its turn are saved, to whether it stands in the transcript (a turn may delete what its writer
   * wrote). The same id twice changes nothing.
   */
  receive(sent: Sent): Promise<boolean>
  /** Calls `listener` with all news until the returned function is called. What is new in a chat stands in the transcript, in order. */
  listen(listener: (news: News) => void): () => void
  announce(news: News): void
  readonly transcript: Transcript
}

/** What the channel stands on. `sandbox` names the people to whom replies are addressed. */
interface WebParts {
  transcript: Transcript
  clock: Clock
  sandbox: Sandbox | null
}

const abilities = new Set<Ability>([
  'private',
  'reads-groups',
  'writes-groups',
  'unprompted',
  'choices',
  'images',
  'files',
  'mentions',
  'receipts',
  'idempotent',
])

/** Opens the web channel over a transcript. */
export function makeWebChannel(parts: WebParts): WebChannel {
  return new TranscriptChannel(parts)
}

class TranscriptChannel implements WebChannel {
  readonly name = 'web'
  readonly abilities = abilities
  readonly limits = noLimits
  readonly transcript: Transcript
  readonly linkPrefix?: string
  readonly #clock: Clock
  readonly #sandbox: Sandbox | null
  readonly #events = new EventEmitter<{ news: [News] }>()
  /** One per chat. */
  readonly #queues = new Queues()
  #inbox: Inbox | null = null

  constructor({ transcript, clock, sandbox }: WebParts) {
    this.transcript = transcript
    this.#clock = clock
    this.#sandbox = sandbox
    if (!sandbox) this.linkPrefix = linkedPerson('')
    this.#events.setMaxListeners(0)
  }

  async start(inbox: Inbox): Promise<void> {
    this.#inbox = inbox
  }

  status(): ChannelStatus {
    return { state: this.#inbox ? 'up' : 'starting', detail: this.#sandbox ? 'sandbox' : 'signed' }
  }

  async stop(): Promise<void> {
    await this.#queues.settled()
    this.#inbox = null
  }

  receive(sent: Sent): Promise<boolean> {
    return this.#queues.run(sent.chat.id, () => this.#take(sent))
  }

  async send(delivery: Delivery): Promise<Receipt> {
    const { id, chatId, to, text, images, files = [], choices, rateable } = delivery
    await this.transcript.add({
      id,
      chat: chatId,
      from: null,
      to: to === null ? null : { id: to, name: this.#sandbox?.people.find(p => p.id === to)?.name ?? '' },
      text,
      images: [...images],
      files: [...files],
      choices: [...choices],
      rateable,
      at: delivery.at.toISOString(),
    })
    this.announce({ chat: chatId })
    return { outcome: 'delivered', nativeId: id }
  }

  listen(listener: (news: News) => void): () => void {
    this.#events.on('news', listener)
    return () => void this.#events.off('news', listener)
  }

  announce(news: News): void {
    this.#events.emit('news', news)
  }

  async #take({ id, text, images, videos = [], repliesToBot, ...sent }: Sent): Promise<boolean> {
    if (!this.#inbox) throw new Error('the web channel has not been started')
    const { person, chat } = toCore(sent.person, sent.chat)
    const also = videos.length === 0 ? {} : { videos: [...videos] }
    const message = { text, images: [...images], ...also, mentioned: false, repliesToBot, line: id }
    await this.#inbox.update({ id: `web:${id}`, chat, person, at: this.#clock.now(), message })
    // Shown only now that its turn is saved; a repeated one too, because the first may have been killed before it was shown.
    this.announce({ chat: chat.id })
    return this.transcript.has(id)
  }
}
