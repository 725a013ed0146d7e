import { Groups, type KeptRoom } from './groups.ts'
import { PassingIds } from './passing.ts'
import { Tags, tagIn } from './tags.ts'
import type { WechatPerson, WechatRoom } from './wire.ts'

/** Who is who over logins. Ids of the platform change with every login and never leave this file. */
export interface Directory {
  /** A login began; with another id of our own, all ids of the platform are new. */
  login(self: string): void
  /** Resolves when the list of contacts was read in this login. */
  whenWhole(): Promise<void>
  /** What the platform shows; returns topics that two groups share, each once per login. */
  learn(known: {
    friends: readonly { id: string; remark: string }[]
    rooms: readonly { id: string; topic: string }[]
    isWhole: boolean
  }): string[]
  /** The lasting id of a person where there is one, else one for this login. */
  person(person: Pick<WechatPerson, 'id' | 'remark'>): string
  /** Whether a person has a lasting id. */
  isTagged(id: string): boolean
  /** A tag that no friend has, made from a fresh id. */
  freshTag(id: string): string
  /** The platform took the tag as a person's remark. */
  tagged(id: string, tag: string): void
  room(room: Pick<WechatRoom, 'id' | 'topic'>): string
  /** Where a chat is in this login: the platform's id, not known yet, or not there. */
  find(chatId: string): string | 'unknown' | 'later'
}

/** Makes a directory over the groups kept from earlier; `save` is called when they change. */
export function makeDirectory(kept: readonly KeptRoom[], save: (rooms: readonly KeptRoom[]) => void): Directory {
  const tags = new Tags()
  const groups = new Groups(kept, save)
  const passing = new PassingIds()
  let isWhole = false
  let whole = Promise.withResolvers<void>()
  const room: Directory['room'] = seen => groups.idOf(seen) ?? passing.give(seen.id)

  return {
    login(self) {
      if (isWhole) whole = Promise.withResolvers()
      isWhole = false
      if (passing.begin(self)) for (const each of [tags, groups]) each.clear()
    },
    whenWhole: () => whole.promise,
    learn(known) {
      isWhole ||= known.isWhole
      for (const { id, remark } of known.friends) hold(tags, id, tagIn(remark))
      groups.see(known.rooms)
      for (const each of known.rooms) room(each)
      if (isWhole) whole.resolve()
      return groups.tellShared(known.rooms)
    },
    person({ id, remark }) {
      if (!tags.has(id)) hold(tags, id, tagIn(remark))
      const tag = tags.ownOf(id)
      return tag === null ? passing.give(id) : `wechat:r:${tag}`
    },
    isTagged: id => tags.has(id),
    freshTag: id => tags.fresh(id),
    tagged: (id, tag) => tags.hold(id, tag),
    room,
    find(chatId) {
      const [, kind, name] = chatId.split(':')
      if (kind === 's') return passing.find(chatId) ?? 'unknown'
      if (kind === 'g') return groups.find(chatId) ?? (isWhole ? 'unknown' : 'later')
      return tags.holderOf(name ?? '') ?? (isWhole ? 'unknown' : 'later')
    },
  }
}

function hold(tags: Tags, id: string, tag: string | null): void {
  if (tag !== null) tags.hold(id, tag)
}
