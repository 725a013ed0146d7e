import { createHash } from 'node:crypto'
import type { WirePerson, WireRoom } from './wire.ts'

/** A group that was met, under the id that it has kept since. */
export interface KeptRoom {
  id: string
  topic: string
}

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
  person(person: Pick<WirePerson, 'id' | 'remark'>): string
  /** Whether a person has a lasting id. */
  isTagged(id: string): boolean
  /** A tag that no friend has, made from a fresh id. */
  freshTag(id: string): string
  /** The platform took the tag as a person's remark. */
  tagged(id: string, tag: string): void
  room(room: Pick<WireRoom, 'id' | 'topic'>): string
  /** Where a chat is in this login: the platform's id, not known yet, or not there. */
  find(chatId: string): string | 'unknown' | 'later'
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** The tag at the end of a remark, or null. Nobody but the account itself can write remarks. */
export const tagIn = (remark: string) => /(?:^|\s)FW-([0-9a-z]{6})$/.exec(remark)?.[1] ?? null

/** A remark by which a person is found after every login: the name first, for whoever looks at the phone. */
export const remarkWith = (tag: string, { name, remark }: { name: string; remark: string }) =>
  `${Array.from(remark || name)
    .slice(0, 8)
    .join('')} FW-${tag}`.trim()

/** Makes a directory over the groups kept from earlier; `save` is called when they change. */
export function makeDirectory(kept: readonly KeptRoom[], save: (rooms: readonly KeptRoom[]) => void): Directory {
  let rooms = [...kept]
  let epoch = ''
  let isWhole = false
  let whole = Promise.withResolvers<void>()
  /** Of this login: tags by person and persons by tag; groups under their lasting ids; everyone met without one. */
  const tags = new Map<string, string>()
  const holders = new Map<string, string | 'several'>()
  const topics = new Map<string, string>()
  const lasting = new Map<string, string>()
  const passing = new Map<string, string>()
  const told = new Set<string>()

  function passingId(id: string): string {
    const ours = `wechat:s:${epoch}:${hash(id)}`
    passing.set(ours, id)
    return ours
  }

  function hold(id: string, tag: string): void {
    const holder = holders.get(tag)
    holders.set(tag, holder === undefined || holder === id ? id : 'several')
    tags.set(id, tag)
  }

  const alike = (topic: string) => [...topics.values()].filter(t => t === topic).length > 1

  function keep(changed: KeptRoom): void {
    rooms = [...rooms.filter(r => r.id !== changed.id), changed]
    save(rooms)
  }

  /** The id of a group that no other shares its topic with: the one it was met under first. */
  function lastingId(topic: string): string {
    const known = rooms.find(r => r.topic === topic)
    if (known) return known.id
    // A group that was renamed since may have taken the id that this topic would get.
    for (let n = 0; ; n++) {
      const id = `wechat:g:${hash(n === 0 ? topic : `${topic}\n${n}`)}`
      if (rooms.some(r => r.id === id)) continue
      keep({ id, topic })
      return id
    }
  }

  function room({ id, topic }: Pick<WireRoom, 'id' | 'topic'>): string {
    const known = lasting.get(id)
    if (known) {
      if (topic !== '' && topics.get(id) !== topic) keep({ id: known, topic })
      if (topic !== '') topics.set(id, topic)
      return known
    }
    if (topic !== '') topics.set(id, topic)
    if (topic === '' || alike(topic)) return passingId(id)
    const found = lastingId(topic)
    lasting.set(id, found)
    return found
  }

  return {
    login(self) {
      if (isWhole) whole = Promise.withResolvers()
      isWhole = false
      if (hash(self) === epoch) return
      epoch = hash(self)
      for (const each of [tags, holders, topics, lasting, passing, told]) each.clear()
    },
    whenWhole: () => whole.promise,
    learn(known) {
      isWhole ||= known.isWhole
      for (const { id, remark } of known.friends) {
        const tag = tagIn(remark)
        if (tag !== null) hold(id, tag)
      }
      // All topics first: the first of two groups alike must not be taken for the only one.
      for (const { id, topic } of known.rooms) if (!lasting.has(id)) topics.set(id, topic)
      for (const each of known.rooms) room(each)
      if (isWhole) whole.resolve()
      const fresh = new Set(known.rooms.map(r => r.topic).filter(t => alike(t) && !told.has(t)))
      for (const topic of fresh) told.add(topic)
      return [...fresh]
    },
    person({ id, remark }) {
      const shown = tagIn(remark)
      if (shown !== null && !tags.has(id)) hold(id, shown)
      const tag = tags.get(id)
      return tag !== undefined && holders.get(tag) === id ? `wechat:r:${tag}` : passingId(id)
    },
    isTagged: id => tags.has(id),
    freshTag(id) {
      const letters = id.toLowerCase().replace(/[^0-9a-z]/g, '')
      for (let n = 0; n + 6 <= letters.length; n++) {
        const tag = letters.slice(n, n + 6)
        if (!holders.has(tag)) return tag
      }
      return hash(id).slice(0, 6)
    },
    tagged: hold,
    room,
    find(chatId) {
      const [, kind, name] = chatId.split(':')
      const later = isWhole ? 'unknown' : 'later'
      if (kind === 's') return passing.get(chatId) ?? 'unknown'
      if (kind === 'g') return [...lasting].find(([, ours]) => ours === chatId)?.[0] ?? later
      const holder = holders.get(name ?? '')
      return holder === undefined || holder === 'several' ? later : holder
    },
  }
}
