/** Where "now" comes from. Only `app/` and the command line make a real one; tests and replay move theirs by hand. */
export interface Clock {
  now(): Date
  /**
   * Milliseconds that only run on, whatever is done to the machine's clock: how long something took is measured with them, through `elapsedMs`.
   * A clock without them is one that nobody puts back while something is measured.
   */
  elapsed?(): number
}

/** How long a clock has run, for measuring waits: a difference of two is never changed by somebody who sets the date. */
export const elapsedMs = (clock: Clock): number => clock.elapsed?.() ?? clock.now().getTime()

/** The instants that a process measures by: those of the clock at its start, and running on from there whatever is done to the clock. */
export interface Steady {
  now(): number
  /** The date of the clock at such an instant, as long as nobody changes it. */
  dateOf(at: number): Date
  /** The instant that a date of the clock stands for. */
  instantOf(date: Date): number
}

/** Begins to measure. */
export function makeSteady(clock: Clock): Steady {
  const begun = clock.now().getTime() - elapsedMs(clock)
  const now = () => begun + elapsedMs(clock)
  return {
    now,
    dateOf: at => new Date(clock.now().getTime() + at - now()),
    instantOf: date => now() + date.getTime() - clock.now().getTime(),
  }
}

/** Whether something was at most `withinMs` ago. What lies ahead was remembered before the clock was put back, and is over. */
export const isLately = (at: number, now: number, withinMs: number): boolean => at <= now && now - at < withinMs

/** A smaller difference is a clock that is set right little by little. */
const leastJumpMs = 2000

/** Tells, each time it is asked, by how many milliseconds the clock was put forward (or back, below 0) since the last time; 0 when it only ran. */
export function makeJumpWatch(clock: Clock): () => number {
  let [date, ran] = [clock.now().getTime(), elapsedMs(clock)]
  return () => {
    const before = { date, ran }
    date = clock.now().getTime()
    ran = elapsedMs(clock)
    const jump = date - before.date - (ran - before.ran)
    return Math.abs(jump) < leastJumpMs ? 0 : jump
  }
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
  elapsed(): number {
    return elapsedMs(this.#base)
  }
  isPretending(): boolean {
    return this.#offset !== 0
  }
}
