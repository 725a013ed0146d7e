import {
  isRawMessage,
  isRemoteStop,
  isRoomId,
  type RawMessage,
  type RawReading,
  readMessage,
  systemNews,
} from '../protocol.ts'
import { Handover } from './handover.ts'
import type { Journal } from './journal.ts'
import type { Inner, Wechat4u } from './library.ts'

/** The way of messages from the library to the bridge, in place of the library's own. */
export interface Messages {
  /** Takes over from the library. */
  contain(wechat4u: Wechat4u): void
  /** The bridge has taken a message: the next one of its chat may come. */
  taken(messageId: string): void
  /** What an earlier process had not handed on to the end comes once more, where its login goes on; else it is of people by ids that are gone. */
  again(isResumed: boolean): void
}

/** What the way of messages stands on. */
interface WayParts {
  journal: Journal
  news(what: 'left' | 'blocked', id: string): void
  trouble(what: string): void
}

const statusType = 51

/** Makes the way: one message at a time per chat, nothing that acts on the account, nothing that is no message. */
export function makeMessages(inner: Inner, parts: WayParts): Messages {
  return new MessageWay(inner, parts)
}

class MessageWay implements Messages {
  readonly #inner: Inner
  readonly #parts: WayParts
  readonly #handover: Handover
  /** Left by an earlier process. */
  readonly #left: RawMessage[]
  /** The tail of each chat's queue. This process may not read the rest of our source, where the bot's own queues are. */
  readonly #queues = new Map<string, Promise<void>>()

  constructor(inner: Inner, parts: WayParts) {
    this.#inner = inner
    this.#parts = parts
    this.#handover = new Handover(messageId => inner.emit('message', { messageId }))
    this.#left = parts.journal.left()
  }

  contain(wechat4u: Wechat4u): void {
    wechat4u.handleMsg = list => this.#arrive(list)
  }

  taken(messageId: string): void {
    this.#handover.taken(messageId)
  }

  again(isResumed: boolean): void {
    const wanted = this.#left.splice(0).filter(raw => {
      const isWanted = isResumed && this.#isForUs(raw)
      if (!isWanted) this.#parts.journal.done(raw.MsgId)
      return isWanted
    })
    this.#arrive(wanted)
  }

  #arrive(list: readonly unknown[]): void {
    const { journal, trouble } = this.#parts
    for (const raw of list) {
      if (!isRawMessage(raw)) {
        trouble('malformed-message')
        continue
      }
      // Before the library looks for news again, by which the platform is told that this came.
      if (this.#isForUs(raw) && !journal.keep(raw)) trouble('journal-failed')
      this.#enqueue(raw)
    }
  }

  #enqueue(raw: RawMessage): void {
    const queues = this.#queues
    const before = queues.get(raw.FromUserName) ?? Promise.resolve()
    const mine = before.then(() => this.#take(raw)).catch(() => this.#parts.trouble('message-failed'))
    queues.set(raw.FromUserName, mine)
    void mine.then(() => queues.get(raw.FromUserName) === mine && queues.delete(raw.FromUserName))
  }

  async #take(raw: RawMessage): Promise<void> {
    if (isRemoteStop(raw)) return
    const isUnknown = (id: string) => isUnknownTo(this.#inner.wechat4u, id)
    // Special accounts (news, payments, the file helper) are no people; statuses tell of chats that we do not know yet.
    if (Number(raw.MsgType) === statusType) return this.#know(idsIn(raw).filter(isUnknown))
    if (!this.#isOfPeople(raw)) return
    await this.#know([raw.FromUserName].filter(isUnknown))
    const extended = this.#inner.wechat4u.Message.extend(raw)
    const read = readMessage(extended)
    const what = read.kind === 'system' ? systemNews(read.text) : null
    if (what) this.#parts.news(what, raw.FromUserName)
    if (!isSaid(read)) return
    this.#inner.cacheMessageRawPayload.set(raw.MsgId, extended)
    await this.#handover.give(raw.MsgId)
  }

  /** Special accounts begin otherwise, and what was written before we listened is not answered. */
  #isOfPeople(raw: RawMessage): boolean {
    return raw.FromUserName.startsWith('@') && raw.CreateTime >= this.#inner.startTime
  }

  #isForUs(raw: RawMessage): boolean {
    return !isRemoteStop(raw) && this.#isOfPeople(raw) && isSaid(readMessage(raw))
  }

  /** Asks the platform about people and groups, so that the library knows them. */
  async #know(ids: string[]): Promise<void> {
    if (ids.length === 0) return
    const { wechat4u } = this.#inner
    try {
      wechat4u.updateContacts(await wechat4u.batchGetContact(ids.slice(0, 50).map(UserName => ({ UserName }))))
    } catch {
      this.#parts.trouble('contact-unknown') // the message goes on without its group's name
    }
    // The library looks into the members of a group without asking whether it knows them.
    for (const id of ids.filter(isRoomId))
      wechat4u.contacts[id] = { MemberList: [], UserName: id, ...wechat4u.contacts[id] }
  }
}

const isSaid = ({ kind, talker }: RawReading) => (kind === 'text' || kind === 'image') && talker !== null

function isUnknownTo({ contacts }: Wechat4u, id: string): boolean {
  const contact = contacts[id]
  return !contact || (isRoomId(id) && !contact.MemberList?.length)
}

/** The chats that a status tells of. */
const idsIn = ({ StatusNotifyUserName = '' }: RawMessage) =>
  StatusNotifyUserName.split(',').filter(id => id.startsWith('@'))
