import { EventEmitter } from 'node:events'
import { type Channel, noLimits } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import type { Delivery } from '../../core/delivery.ts'
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

/** Opens the web channel over a transcript. `sandbox` names the people to whom replies are addressed. */
export function makeWebChannel({
  transcript,
  clock,
  sandbox,
}: {
  transcript: Transcript
  clock: Clock
  sandbox: Sandbox | null
}): WebChannel {
  const events = new EventEmitter<{ news: [News] }>()
  events.setMaxListeners(0)
  let inbox: Inbox | null = null
  /** The tail of each chat's queue, so that its messages are taken in order and one at a time. */
  const queues = new Map<string, Promise<boolean>>()
  const announce = (news: News) => void events.emit('news', news)
  const nameOf = (id: string) => sandbox?.people.find(p => p.id === id)?.name ?? ''

  async function take({ id, text, images, repliesToBot, ...sent }: Sent): Promise<boolean> {
    if (!inbox) throw new Error('the web channel has not been started')
    const { person, chat } = toCore(sent.person, sent.chat)
    const message = { text, images: [...images], mentioned: false, repliesToBot, line: id }
    await inbox.update({ id: `web:${id}`, chat, person, at: clock.now(), message })
    // Shown only now that its turn is saved; a repeated one too, because the first may have been killed before it was shown.
    announce({ chat: chat.id })
    return transcript.has(id)
  }

  return {
    name: 'web',
    abilities: new Set([
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
    ]),
    limits: noLimits,
    ...(sandbox ? {} : { linkPrefix: linkedPerson('') }),
    transcript,
    async start(to) {
      inbox = to
    },
    status: () => ({ state: inbox ? 'up' : 'starting', detail: sandbox ? 'sandbox' : 'signed' }),
    async stop() {
      await Promise.allSettled(queues.values())
      inbox = null
    },
    receive(sent) {
      const before = queues.get(sent.chat.id) ?? Promise.resolve()
      const mine = before.catch(() => false).then(() => take(sent)) // a failed one before has told its own sender
      queues.set(sent.chat.id, mine)
      const clean = () => {
        if (queues.get(sent.chat.id) === mine) queues.delete(sent.chat.id)
      }
      mine.then(clean, clean)
      return mine
    },
    async send(delivery: Delivery) {
      const { id, chatId, to, text, images, files = [], choices, rateable } = delivery
      const addressee = to === null ? null : { id: to, name: nameOf(to) }
      await transcript.add({
        id,
        chat: chatId,
        from: null,
        to: addressee,
        text,
        images: [...images],
        files: [...files],
        choices: [...choices],
        rateable,
        at: delivery.at.toISOString(),
      })
      announce({ chat: chatId })
      return { outcome: 'delivered', nativeId: id }
    },
    listen(listener) {
      events.on('news', listener)
      return () => events.off('news', listener)
    },
    announce,
  }
}
