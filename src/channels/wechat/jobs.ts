import type { JobOutcome } from './wire.ts'

interface Underway {
  hasBegun: boolean
  settle(outcome: JobOutcome): void
}

/** The jobs that a process was given and that have not ended. */
export class Jobs {
  readonly #underway = new Map<number, Underway>()
  #last = 0

  /** A job by a number of its own. Its outcome resolves always; when the signal fires before the end nobody knows it. */
  add(signal: AbortSignal): { number: number; outcome: Promise<JobOutcome> } {
    const number = ++this.#last
    const { promise, resolve } = Promise.withResolvers<JobOutcome>()
    const settle = (outcome: JobOutcome) => {
      if (!this.#underway.delete(number)) return
      signal.removeEventListener('abort', abandon)
      resolve(outcome)
    }
    // Not taken back: the process may come to it later.
    const abandon = () => settle({ outcome: 'unknown' })
    this.#underway.set(number, { hasBegun: false, settle })
    signal.addEventListener('abort', abandon)
    return { number, outcome: promise }
  }

  /** From here on it may have left. */
  begun(number: number): void {
    const job = this.#underway.get(number)
    if (job) job.hasBegun = true
  }

  done(number: number, outcome: JobOutcome): void {
    this.#underway.get(number)?.settle(outcome)
  }

  /** What can still be known of those that its process did not end. */
  processEnded(): void {
    for (const job of [...this.#underway.values()]) job.settle({ outcome: job.hasBegun ? 'unknown' : 'unsent' })
  }
}
