import { type Assets, pictureIn } from '../../core/asset.ts'
import type { Ids } from '../../core/clock.ts'
import type { Chat, Inbox, Person, Picture } from '../../core/update.ts'
import { decode } from './decode.ts'
import { type Directory, remarkWith } from './directory.ts'
import type { WireMessage, WirePerson } from './wire.ts'

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
/** Between two remarks, and how many may wait for their turn. */
const remarkEveryMs = 2000
const mostRemarksWaiting = 5

/** Takes messages, one at a time and in order per chat, and hands them to the inbox. */
export interface Receiver {
  take(message: WireMessage): void
  /** The name of a person who wrote, or null. */
  nameOf(personId: string): string | null
  /** Resolves when everything taken so far is saved, or left for the next start. */
  settled(): Promise<void>
}

/** Makes the receiver. */
export function makeReceiver({
  directory,
  assets,
  inbox,
  ids,
  me,
  wait,
  isStopping,
  saved,
  contactsKnown,
  remark,
  log,
}: Receiving): Receiver {
  const queues = new Map<string, Promise<void>>()
  const names = new Map<string, string>()
  /** Under which id people were known before they were tagged, until it is saved that they go on under another. */
  const former = new Map<string, string>()
  let remarks: Promise<unknown> = Promise.resolve()
  let remarksWaiting = 0

  async function handle(message: WireMessage): Promise<void> {
    await contactsKnown()
    const { talker, room } = message
    if (!room) await tag(talker)
    await move(talker)
    const person = personOf(talker)
    const chat = room ? groupOf(directory.room(room), room.topic) : privateChat(person.id, talker.name)
    const picture = message.image ? await pictureOf(message.image, person.id) : null
    names.set(person.id, talker.name)
    await inbox.update({
      id: `wechat:m:${message.id}`,
      chat,
      person: {
        ...person,
        privateChat: talker.isFriend || !room ? privateChat(person.id, talker.name) : null,
        // Without a tag the id is gone at the next login.
        isFleeting: !directory.isTagged(talker.id),
      },
      at: new Date(message.at),
      message: decode(message, me(), picture),
    })
  }

  /** Handles a message until it is saved; what is not, when we stop or give up, is told again after the next start. */
  async function persist(message: WireMessage): Promise<void> {
    for (const [attempt, ms] of [...retries, null].entries())
      try {
        await handle(message)
        return saved(message.id)
      } catch (error) {
        // The database may be busy or the disk full.
        const detail = { update: `wechat:m:${message.id}`, attempt, err: error }
        log(ms === null ? 'wechat-message-not-saved' : 'wechat-message-again', detail)
        if (ms !== null) await wait(ms)
        if (isStopping()) return
      }
  }

  /** Gives a friend who writes in private a remark by which they are found after every login. */
  async function tag(talker: WirePerson): Promise<void> {
    const before = directory.person(talker)
    if (directory.isTagged(talker.id) || !talker.isFriend || remarksWaiting >= mostRemarksWaiting) return
    const fresh = directory.freshTag(ids.next())
    remarksWaiting++
    const mine = remarks.then(() => remark(talker.id, remarkWith(fresh, talker)))
    remarks = mine.catch(() => false).then(() => wait(remarkEveryMs))
    const isTaken = await mine.catch(() => false)
    remarksWaiting--
    if (!isTaken) return log('wechat-remark-failed', {})
    directory.tagged(talker.id, fresh)
    if (names.has(before)) former.set(talker.id, before)
  }

  /** Takes what is kept of a person along to the id that lasts; with the next message, where it could not be saved with this one. */
  async function move(talker: WirePerson): Promise<void> {
    const from = former.get(talker.id)
    if (from === undefined) return
    await inbox.moved(from, privateChat(directory.person(talker), talker.name))
    former.delete(talker.id)
  }

  const personOf = (talker: WirePerson): Omit<Person, 'privateChat'> => ({
    id: directory.person(talker),
    name: talker.name,
    role: 'student',
  })

  const pictureOf = async (base64: string, holder: string): Promise<Picture | null> =>
    pictureIn(await assets.keep(Buffer.from(base64, 'base64'), holder))

  return {
    take(message) {
      const key = message.room?.id ?? message.talker.id
      const before = queues.get(key) ?? Promise.resolve()
      const mine = before
        .then(() => persist(message))
        .then(() => {
          if (queues.get(key) === mine) queues.delete(key)
        })
      queues.set(key, mine)
    },
    nameOf: id => names.get(id) ?? null,
    settled: async () => void (await Promise.all(queues.values())),
  }
}

const groupOf = (id: string, title: string): Chat => ({ id, channel: 'wechat', kind: 'group', title })
const privateChat = (id: string, title: string): Chat => ({ id, channel: 'wechat', kind: 'private', title })
