/** What was made of something, in the version that it was made in. */
interface Kept<T> {
  version: string
  made: Promise<T>
  /** 0 while it is being made. */
  bytes: number
  timer: NodeJS.Timeout
}

/** Keeps in memory what is dear to make, one version of each. */
export interface Shelf<T> {
  /** What `make` makes of `of` in this version: kept from before where it is, and made once however many ask at a time. Another version takes its place. */
  get(of: string, version: string, make: () => Promise<T>): Promise<T>
  /** Forgets what was made of it. */
  drop(of: string): void
}

/** What a shelf holds at most, and what it takes of something in bytes. */
interface ShelfLimits<T> {
  mostBytes: number
  keepSeconds: number
  sizeOf(made: T): number
}

/** Makes a shelf that holds no more than `mostBytes`, the longest unused leaving first, and nothing for longer than `keepSeconds`. */
export function makeShelf<T>(limits: ShelfLimits<T>): Shelf<T> {
  return new MemoryShelf(limits)
}

class MemoryShelf<T> implements Shelf<T> {
  readonly #limits: ShelfLimits<T>
  /** In the order in which they were last asked for. */
  readonly #kept = new Map<string, Kept<T>>()

  constructor(limits: ShelfLimits<T>) {
    this.#limits = limits
  }

  get(of: string, version: string, make: () => Promise<T>): Promise<T> {
    const before = this.#kept.get(of)
    if (before?.version !== version) return this.#put(of, version, make()).made
    this.#kept.delete(of)
    this.#kept.set(of, before)
    return before.made
  }

  drop(of: string): void {
    const kept = this.#kept.get(of)
    if (kept) this.#remove(of, kept)
  }

  #put(of: string, version: string, made: Promise<T>): Kept<T> {
    this.drop(of)
    const timer = setTimeout(() => this.#remove(of, kept), this.#limits.keepSeconds * 1000).unref()
    const kept: Kept<T> = { version, made, bytes: 0, timer }
    this.#kept.set(of, kept)
    made.then(
      done => {
        kept.bytes = this.#limits.sizeOf(done)
        this.#makeRoom()
      },
      () => this.#remove(of, kept), // whoever asked hears why; the next one tries again
    )
    return kept
  }

  /** Removes what was made of something, unless another version has taken its place. */
  #remove(of: string, only: Kept<T>): void {
    if (this.#kept.get(of) !== only) return
    clearTimeout(only.timer)
    this.#kept.delete(of)
  }

  #makeRoom(): void {
    let bytes = this.#kept.values().reduce((sum, kept) => sum + kept.bytes, 0)
    for (const [of, kept] of this.#kept) {
      if (bytes <= this.#limits.mostBytes) return
      if (kept.bytes === 0) continue
      bytes -= kept.bytes
      this.drop(of)
    }
  }
}
