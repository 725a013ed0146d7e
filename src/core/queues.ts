/** Work that is done one piece after another wherever it has the same key; what has different keys goes on side by side. */
export class Queues {
  /** The last piece of each queue that is not done. */
  readonly #tails = new Map<string, Promise<unknown>>()

  /** Does a piece when all before it in its queue have ended, well or not; resolves or rejects as the piece does. */
  run<T>(key: string, piece: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve()
    // One that failed before has told whoever waited for it.
    const mine = before.catch(() => undefined).then(piece)
    this.#tails.set(key, mine)
    const clean = () => {
      if (this.#tails.get(key) === mine) this.#tails.delete(key)
    }
    mine.then(clean, clean)
    return mine
  }

  /** Resolves when all that waits now has ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#tails.values())
  }
}
