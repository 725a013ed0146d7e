import { EventEmitter } from 'node:events'
import { type Channel, noLimits } from '../../core/channel.ts'
import type { Clock } from '../../core/clock.ts'
import type { Delivery } from '../../core/delivery.ts'
import type { Inbox, Picture } from '../../core/update.ts'
import { type Sandbox, toCore } from './people.ts'
import type { Transcript } from './transcript.ts'
import type { WireChat, WireEvent, WireMessage, WirePerson } from './wire.ts'

/** What a page sends, once it is known who sends it. */
export interface Sent {
  id: string
  person: WirePerson
  chat: WireChat
  text: string
  images: readonly Picture[]
  repliesToBot: boolean
}

/** The embedded chat: the messages it keeps itself, and pages listen for new ones. */
export interface WebChannel extends Channel {
  /** Takes a page's message; resolves when it and its turn are saved. The same id twice changes nothing. */
  receive(sent: Sent): Promise<void>
  /** Calls `listener` with every new event until the returned function is called. */
  listen(listener: (event: WireEvent) => void): () => void
  announce(event: WireEvent): void
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
  const events = new EventEmitter<{ event: [WireEvent] }>()
  events.setMaxListeners(0)
  let inbox: Inbox | null = null
  /** The tail of each chat's queue, so that its messages are taken in order and one at a time. */
  const queues = new Map<string, Promise<void>>()
  const publish = (message: WireMessage | null) => {
    if (message) events.emit('event', { type: 'message', message })
  }
  const nameOf = (id: string) => sandbox?.people.find(p => p.id === id)?.name ?? ''

  async function take(sent: Sent): Promise<void> {
    if (!inbox) throw new Error('the web channel has not been started')
    const { person, chat } = toCore(sent.person, sent.chat)
    const at = clock.now()
    const { id, text, images, repliesToBot } = sent
    publish(
      await transcript.add({
        id,
        chat: chat.id,
        from: { id: person.id, name: person.name },
        to: null,
        text,
        images: [...images],
        choices: [],
        rateable: false,
        at: at.toISOString(),
      }),
    )
    // Also for a message that the transcript had: it may have been saved just before the process was killed.
    await inbox.update({ id: `web:${id}`, chat, person, at, message: { text, images, mentioned: false, repliesToBot } })
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
      const mine = before.catch(() => undefined).then(() => take(sent)) // a failed one before has told its own sender
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
      publish(
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
        }),
      )
      return { outcome: 'delivered', nativeId: id }
    },
    listen(listener) {
      events.on('event', listener)
      return () => events.off('event', listener)
    },
    announce: event => events.emit('event', event),
  }
}
