import { createHash } from 'node:crypto'

/** A name for something that does not tell what it is. */
export const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** Ids that hold for one login, of people and groups that have no lasting one; the platform's own are never told. */
export class PassingIds {
  readonly #platformIds = new Map<string, string>()
  #login = ''

  /** A login of this account began; true when it was another before, with which all ids of the platform have changed. */
  begin(self: string): boolean {
    if (hash(self) === this.#login) return false
    this.#login = hash(self)
    this.#platformIds.clear()
    return true
  }

  /** Our id for one of the platform's. */
  give(platformId: string): string {
    const ours = `wechat:s:${this.#login}:${hash(platformId)}`
    this.#platformIds.set(ours, platformId)
    return ours
  }

  /** The platform's id behind one of ours, or null when it was of an earlier login. */
  find(ours: string): string | null {
    return this.#platformIds.get(ours) ?? null
  }
}
