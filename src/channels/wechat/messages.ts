import type { Journal } from './journal.ts'
import type { Inner, Wechat4u } from './library.ts'
import {
  isRawMessage,
  isRemoteStop,
  isRoomId,
  type RawMessage,
  type Read,
  readMessage,
  systemNews,
} from './protocol.ts'

/** The way of messages from the library to the bridge, in place of the library's own. */
export interface Messages {
  /** Takes over from the library. */
  contain(wechat4u: Wechat4u): void
  /** The bridge has taken a message: the next one of its chat may come. */
  taken(messageId: string): void
  /** What an earlier process had not handed on to the end comes once more, where its login goes on; else it is of people by ids that are gone. */
  again(isResumed: boolean): void
}

const statusType = 51
/** How long the bridge may take over one message before the next one comes anyway. */
const handoverMs = 5000

/** Makes the way: one message at a time per chat, nothing that acts on the account, nothing that is no message. */
export function makeMessages(
  inner: Inner,
  {
    journal,
    news,
    trouble,
  }: { journal: Journal; news(what: 'left' | 'blocked', id: string): void; trouble(what: string): void },
): Messages {
  const left = journal.left()
  const queues = new Map<string, Promise<void>>()
  const taking = new Map<string, () => void>()

  function arrive(list: readonly unknown[]): void {
    for (const raw of list) {
      if (!isRawMessage(raw)) {
        trouble('malformed-message')
        continue
      }
      // Before the library looks for news again, by which the platform is told that this came.
      if (isForUs(raw) && !journal.keep(raw)) trouble('journal-failed')
      const before = queues.get(raw.FromUserName) ?? Promise.resolve()
      const mine = before.then(() => take(raw)).catch(() => trouble('message-failed'))
      queues.set(raw.FromUserName, mine)
      void mine.then(() => queues.get(raw.FromUserName) === mine && queues.delete(raw.FromUserName))
    }
  }

  async function take(raw: RawMessage): Promise<void> {
    if (isRemoteStop(raw)) return
    // Special accounts (news, payments, the file helper) are no people; statuses tell of chats that we do not know yet.
    if (Number(raw.MsgType) === statusType) return know(unknownIn(raw))
    if (!isOfPeople(raw)) return
    await know([raw.FromUserName].filter(isUnknown))
    const extended = inner.wechat4u.Message.extend(raw)
    const read = readMessage(extended)
    const what = read.kind === 'system' ? systemNews(read.text) : null
    if (what) news(what, raw.FromUserName)
    if (!isSaid(read)) return
    inner.cacheMessageRawPayload.set(raw.MsgId, extended)
    await handOver(raw.MsgId)
  }

  /** Special accounts begin otherwise, and what was written before we listened is not answered. */
  const isOfPeople = (raw: RawMessage) => raw.FromUserName.startsWith('@') && raw.CreateTime >= inner.startTime
  const isSaid = ({ kind, talker }: Read) => (kind === 'text' || kind === 'image') && talker !== null
  const isForUs = (raw: RawMessage) => !isRemoteStop(raw) && isOfPeople(raw) && isSaid(readMessage(raw))

  function isUnknown(id: string): boolean {
    const contact = inner.wechat4u.contacts[id]
    return !contact || (isRoomId(id) && !contact.MemberList?.length)
  }
  const unknownIn = ({ StatusNotifyUserName = '' }: RawMessage) =>
    StatusNotifyUserName.split(',').filter(id => id.startsWith('@') && isUnknown(id))

  async function know(ids: string[]): Promise<void> {
    if (ids.length === 0) return
    const { wechat4u } = inner
    try {
      wechat4u.updateContacts(await wechat4u.batchGetContact(ids.slice(0, 50).map(UserName => ({ UserName }))))
    } catch {
      trouble('contact-unknown') // the message goes on without its group's name
    }
    // The library looks into the members of a group without asking whether it knows them.
    for (const id of ids.filter(isRoomId))
      wechat4u.contacts[id] = { MemberList: [], UserName: id, ...wechat4u.contacts[id] }
  }

  /** Waits until the bridge has it, so that a chat's messages come in order; not for ever. */
  function handOver(messageId: string): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(() => done(), handoverMs)
      const done = () => {
        clearTimeout(timer)
        taking.delete(messageId)
        resolve()
      }
      taking.set(messageId, done)
      inner.emit('message', { messageId })
    })
  }

  return {
    contain(wechat4u) {
      wechat4u.handleMsg = arrive
    },
    taken: messageId => taking.get(messageId)?.(),
    again(isResumed) {
      const wanted = left.splice(0).filter(raw => {
        const isWanted = isResumed && isForUs(raw)
        if (!isWanted) journal.done(raw.MsgId)
        return isWanted
      })
      arrive(wanted)
    },
  }
}
