import type { Ids } from '../../core/clock.ts'
import type { Directory } from './directory.ts'
import { remarkWith } from './tags.ts'
import type { WechatPerson } from './wire.ts'

/** What tagging stands on. */
interface TaggingParts {
  directory: Directory
  ids: Ids
  wait(ms: number): Promise<void>
  /** Sets a person's remark on the platform; false when it did not take it. */
  remark(id: string, remark: string): Promise<boolean>
  log(event: string, detail: Record<string, unknown>): void
}

/** Between two remarks, and how many may wait for their turn. */
const remarkEveryMs = 2000
const mostWaiting = 5

/** Gives friends who write in private remarks by which they are found after every login. */
export class Tagging {
  readonly #parts: TaggingParts
  /** Under which id people were known before they were tagged, until it is saved that they go on under another. */
  readonly #former = new Map<string, string>()
  #tail: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(parts: TaggingParts) {
    this.#parts = parts
  }

  /** Tags a friend who has no tag; `isKnown` tells whether somebody wrote under an id. */
  async tag(friend: WechatPerson, isKnown: (personId: string) => boolean): Promise<void> {
    const { directory, ids, log } = this.#parts
    const before = directory.person(friend)
    if (directory.isTagged(friend.id) || !friend.isFriend || this.#waiting >= mostWaiting) return
    const fresh = directory.freshTag(ids.next())
    if (!(await this.#remark(friend.id, remarkWith(fresh, friend)))) return log('wechat-remark-failed', {})
    directory.tagged(friend.id, fresh)
    if (isKnown(before)) this.#former.set(friend.id, before)
  }

  /** The id that a person was known under and is no more, or null. */
  formerOf({ id }: WechatPerson): string | null {
    return this.#former.get(id) ?? null
  }

  /** It is saved that a person goes on under the id that lasts. */
  moved({ id }: WechatPerson): void {
    this.#former.delete(id)
  }

  /** One after the other, slowly; to whether the platform took it. */
  async #remark(id: string, remark: string): Promise<boolean> {
    this.#waiting++
    const mine = this.#tail.then(() => this.#parts.remark(id, remark))
    this.#tail = mine.catch(() => false).then(() => this.#parts.wait(remarkEveryMs))
    const isTaken = await mine.catch(() => false)
    this.#waiting--
    return isTaken
  }
}
