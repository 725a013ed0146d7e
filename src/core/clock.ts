/** Where "now" comes from. Only `main.ts` and the command line make a real one; tests and replay move theirs by hand. */
export interface Clock {
  now(): Date
}

/** Where fresh identifiers come from: unique, unguessable where they serve as secrets. */
export interface Ids {
  next(): string
}

/** A clock that stands still until it is moved. Used by `replay`, by `--now` and by tests. */
export class ManualClock implements Clock {
  #now: Date
  constructor(now: Date) {
    this.#now = now
  }
  now(): Date {
    return new Date(this.#now)
  }
  /** Sets the time; going backwards is allowed, because a transcript may start earlier than the last one ended. */
  set(now: Date): void {
    this.#now = now
  }
}

/** A running clock that can be put forward or back: the web sandbox's "it is 29 June, 20:00". */
export class AdjustableClock implements Clock {
  #base: Clock
  #offset = 0
  constructor(base: Clock) {
    this.#base = base
  }
  now(): Date {
    return new Date(this.#base.now().getTime() + this.#offset)
  }
  /** Makes `now()` equal to `at` from this moment on; `null` returns to the base clock. */
  pretend(at: Date | null): void {
    this.#offset = at ? at.getTime() - this.#base.now().getTime() : 0
  }
  isPretending(): boolean {
    return this.#offset !== 0
  }
}
