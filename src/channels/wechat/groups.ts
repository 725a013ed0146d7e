import { hash } from './passing.ts'

/** A group that was met, under the id that it has kept since. */
export interface KeptRoom {
  id: string
  topic: string
}

/** A group as the platform shows it in this login. */
type SeenRoom = KeptRoom

/** Which group is which over logins: the topic is all that stays. */
export class Groups {
  readonly #save: (rooms: readonly KeptRoom[]) => void
  #kept: readonly KeptRoom[]
  /** Of this login, by the platform's id: topics and lasting ids. */
  readonly #topics = new Map<string, string>()
  readonly #lasting = new Map<string, string>()
  /** Topics of which it was told that several groups have them. */
  readonly #told = new Set<string>()

  constructor(kept: readonly KeptRoom[], save: (rooms: readonly KeptRoom[]) => void) {
    this.#kept = kept
    this.#save = save
  }

  /** Forgets all of an earlier login but what is kept. */
  clear(): void {
    for (const each of [this.#topics, this.#lasting, this.#told]) each.clear()
  }

  /** Takes note of the topics of all groups, so that the first of two alike is not taken for the only one. */
  see(rooms: readonly SeenRoom[]): void {
    for (const { id, topic } of rooms) if (!this.#lasting.has(id)) this.#topics.set(id, topic)
  }

  /** The lasting id of a group; null while it has no topic, or one that another group has too. */
  idOf({ id, topic }: SeenRoom): string | null {
    const known = this.#lasting.get(id)
    if (known) {
      if (topic !== '' && this.#topics.get(id) !== topic) this.#keep({ id: known, topic })
      if (topic !== '') this.#topics.set(id, topic)
      return known
    }
    if (topic !== '') this.#topics.set(id, topic)
    if (topic === '' || this.#isShared(topic)) return null
    const found = this.#lastingId(topic)
    this.#lasting.set(id, found)
    return found
  }

  /** The platform's id of a group in this login, or null. */
  find(ours: string): string | null {
    return [...this.#lasting].find(([, lasting]) => lasting === ours)?.[0] ?? null
  }

  /** Topics of these groups that several have, each once per login. */
  tellShared(rooms: readonly SeenRoom[]): string[] {
    const fresh = new Set(rooms.map(r => r.topic).filter(t => this.#isShared(t) && !this.#told.has(t)))
    for (const topic of fresh) this.#told.add(topic)
    return [...fresh]
  }

  #isShared(topic: string): boolean {
    return [...this.#topics.values()].filter(t => t === topic).length > 1
  }

  /** The id of a group that no other shares its topic with: the one it was met under first. */
  #lastingId(topic: string): string {
    const known = this.#kept.find(r => r.topic === topic)
    if (known) return known.id
    // A group that was renamed since may have taken the id that this topic would get.
    for (let n = 0; ; n++) {
      const id = `wechat:g:${hash(n === 0 ? topic : `${topic}\n${n}`)}`
      if (this.#kept.some(r => r.id === id)) continue
      this.#keep({ id, topic })
      return id
    }
  }

  #keep(changed: KeptRoom): void {
    this.#kept = [...this.#kept.filter(r => r.id !== changed.id), changed]
    this.#save(this.#kept)
  }
}
