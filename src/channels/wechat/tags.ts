import { hash } from './passing.ts'

/** The tag at the end of a remark, or null. Nobody but the account itself can write remarks. */
export const tagIn = (remark: string) => /(?:^|\s)FW-([0-9a-z]{6})$/.exec(remark)?.[1] ?? null

/** A remark by which a person is found after every login: the name first, for whoever looks at the phone. */
export const remarkWith = (tag: string, { name, remark }: { name: string; remark: string }) =>
  `${Array.from(remark || name)
    .slice(0, 8)
    .join('')} FW-${tag}`.trim()

/** Which friend has which tag in this login. */
export class Tags {
  readonly #byFriend = new Map<string, string>()
  readonly #holders = new Map<string, string | 'several'>()

  /** Forgets all of an earlier login. */
  clear(): void {
    this.#byFriend.clear()
    this.#holders.clear()
  }

  /** A friend has a tag. */
  hold(id: string, tag: string): void {
    const holder = this.#holders.get(tag)
    this.#holders.set(tag, holder === undefined || holder === id ? id : 'several')
    this.#byFriend.set(id, tag)
  }

  /** Whether a person has a tag. */
  has(id: string): boolean {
    return this.#byFriend.has(id)
  }

  /** The tag by which nobody but this person is known, or null. */
  ownOf(id: string): string | null {
    const tag = this.#byFriend.get(id)
    return tag !== undefined && this.#holders.get(tag) === id ? tag : null
  }

  /** The one friend who has a tag, or null. */
  holderOf(tag: string): string | null {
    const holder = this.#holders.get(tag)
    return holder === undefined || holder === 'several' ? null : holder
  }

  /** A tag that no friend has, made from a fresh id. */
  fresh(id: string): string {
    const letters = id.toLowerCase().replace(/[^0-9a-z]/g, '')
    for (let n = 0; n + 6 <= letters.length; n++) {
      const tag = letters.slice(n, n + 6)
      if (!this.#holders.has(tag)) return tag
    }
    return hash(id).slice(0, 6)
  }
}
