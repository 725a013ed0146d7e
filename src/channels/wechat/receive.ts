import { type Assets, pictureIn } from '../../core/asset.ts'
import type { Ids } from '../../core/clock.ts'
import { Queues } from '../../core/queues.ts'
import type { Chat, Inbox, Picture } from '../../core/update.ts'
import { decodeWechat } from './decode.ts'
import type { Directory } from './directory.ts'
import { Tagging } from './tagging.ts'
import type { WechatMessage, WechatPerson } from './wire.ts'

/** What receiving stands on. */
export interface Receiving {
  directory: Directory
  assets: Assets
  inbox: Inbox
  ids: Ids
  /** The name of our own account. */
  me(): string
  wait(ms: number): Promise<void>
  /** Whether the channel is about to end, so that nothing is tried again. */
  isStopping(): boolean
  /** A message is saved: the process need not keep it. */
  saved(messageId: string): void
  /** Resolves when the list of contacts was read, without which nobody can be recognized; or when that took too long. */
  contactsKnown(): Promise<void>
  /** Sets a person's remark on the platform; false when it did not take it. */
  remark(id: string, remark: string): Promise<boolean>
  log(event: string, detail: Record<string, unknown>): void
}

/**
 * Waits before a message that could not be saved is tried again, about eight minutes in all: the platform never repeats itself. The process
 * keeps it longer, for the next start.
 */
const retries = [100, 300, 1000, 2000, 4000, 8000, ...Array.from({ length: 15 }, () => 30_000)]
/** Takes messages, one at a time and in order per chat, and hands them to the inbox. */
export interface Receiver {
  take(message: WechatMessage): void
  /** The name of a person who wrote, or null. */
  nameOf(personId: string): string | null
  /** Resolves when everything taken so far is saved, or left for the next start. */
  settled(): Promise<void>
}

/** Makes the receiver. */
export function makeReceiver(parts: Receiving): Receiver {
  return new InboxReceiver(parts)
}

class InboxReceiver implements Receiver {
  readonly #parts: Receiving
  readonly #tagging: Tagging
  /** One per chat. */
  readonly #queues = new Queues()
  readonly #names = new Map<string, string>()

  constructor(parts: Receiving) {
    this.#parts = parts
    this.#tagging = new Tagging(parts)
  }

  take(message: WechatMessage): void {
    void this.#queues.run(message.room?.id ?? message.talker.id, () => this.#persist(message))
  }

  nameOf(personId: string): string | null {
    return this.#names.get(personId) ?? null
  }

  settled(): Promise<void> {
    return this.#queues.settled()
  }

  /** Handles a message until it is saved; what is not, when we stop or give up, is told again after the next start. */
  async #persist(message: WechatMessage): Promise<void> {
    const { saved, wait, isStopping, log } = this.#parts
    for (const [attempt, ms] of [...retries, null].entries())
      try {
        await this.#handle(message)
        return saved(message.id)
      } catch (error) {
        // The database may be busy or the disk full.
        const detail = { update: `wechat:m:${message.id}`, attempt, err: error }
        log(ms === null ? 'wechat-message-not-saved' : 'wechat-message-again', detail)
        if (ms !== null) await wait(ms)
        if (isStopping()) return
      }
  }

  async #handle(message: WechatMessage): Promise<void> {
    const { directory, inbox, me, contactsKnown } = this.#parts
    await contactsKnown()
    const { talker, room } = message
    if (!room) await this.#tagging.tag(talker, id => this.#names.has(id))
    await this.#move(talker)
    const id = directory.person(talker)
    const home = privateChat(id, talker.name)
    const chat = room ? groupOf(directory.room(room), room.topic) : home
    const picture = message.image ? await this.#pictureOf(message.image, id) : null
    this.#names.set(id, talker.name)
    await inbox.update({
      id: `wechat:m:${message.id}`,
      chat,
      person: {
        id,
        name: talker.name,
        role: 'student',
        privateChat: talker.isFriend || !room ? home : null,
        // Without a tag the id is gone at the next login.
        isFleeting: !directory.isTagged(talker.id),
      },
      at: new Date(message.at),
      message: decodeWechat(message, me(), picture),
    })
  }

  /** Takes what is kept of a person along to the id that lasts; with the next message, where it could not be saved with this one. */
  async #move(talker: WechatPerson): Promise<void> {
    const { directory, inbox } = this.#parts
    const from = this.#tagging.formerOf(talker)
    if (from === null) return
    await inbox.moved(from, privateChat(directory.person(talker), talker.name))
    this.#tagging.moved(talker)
  }

  async #pictureOf(base64: string, holder: string): Promise<Picture | null> {
    return pictureIn(await this.#parts.assets.keep(Buffer.from(base64, 'base64'), holder))
  }
}

const groupOf = (id: string, title: string): Chat => ({ id, channel: 'wechat', kind: 'group', title })
const privateChat = (id: string, title: string): Chat => ({ id, channel: 'wechat', kind: 'private', title })
