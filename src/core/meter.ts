/** Counts what happens within windows of so many milliseconds. `add` counts one more and says how many the window has. */
export interface Meter {
  add(now: Date): number
}

/** A meter that begins anew with every window. */
export function makeMeter(windowMs: number): Meter {
  let window = 0
  let seen = 0
  return {
    add(now) {
      const current = Math.floor(now.getTime() / windowMs)
      if (current !== window) seen = 0
      window = current
      return ++seen
    },
  }
}
