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

/** Makes a shelf that holds no more than `mostBytes`, the longest unused leaving first, and nothing for longer than `keepSeconds`. */
export function makeShelf<T>({
  mostBytes,
  keepSeconds,
  sizeOf,
}: {
  mostBytes: number
  keepSeconds: number
  sizeOf(made: T): number
}): Shelf<T> {
  /** In the order in which they were last asked for. */
  const shelf = new Map<string, Kept<T>>()

  const drop = (of: string, only = shelf.get(of)) => {
    if (only === undefined || shelf.get(of) !== only) return
    clearTimeout(only.timer)
    shelf.delete(of)
  }
  const put = (of: string, version: string, made: Promise<T>): Kept<T> => {
    drop(of)
    const timer = setTimeout(() => drop(of, kept), keepSeconds * 1000).unref()
    const kept: Kept<T> = { version, made, bytes: 0, timer }
    shelf.set(of, kept)
    made.then(
      done => {
        kept.bytes = sizeOf(done)
        makeRoom()
      },
      () => drop(of, kept), // whoever asked hears why; the next one tries again
    )
    return kept
  }
  const makeRoom = () => {
    let bytes = shelf.values().reduce((sum, kept) => sum + kept.bytes, 0)
    for (const [of, kept] of shelf) {
      if (bytes <= mostBytes) return
      if (kept.bytes === 0) continue
      bytes -= kept.bytes
      drop(of)
    }
  }

  return {
    get(of, version, make) {
      const before = shelf.get(of)
      if (before?.version !== version) return put(of, version, make()).made
      shelf.delete(of)
      shelf.set(of, before)
      return before.made
    },
    drop: of => drop(of),
  }
}
