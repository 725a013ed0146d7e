import { ManualClock } from '../../src/core/clock.ts'

/** A clock that is moved by hand and knows how long it has run: time that passes moves both, somebody who sets it only the date. */
export class SettableClock extends ManualClock {
  #ran = 0
  elapsed(): number {
    return this.#ran
  }
  /** Lets time pass until then. */
  override set(now: Date): void {
    this.#ran += Math.max(0, now.getTime() - this.now().getTime())
    super.set(now)
  }
  pass(ms: number): void {
    this.set(new Date(this.now().getTime() + ms))
  }
  /** Puts the clock forward (or back, below 0) while no time passes. */
  jump(ms: number): void {
    super.set(new Date(this.now().getTime() + ms))
  }
}
