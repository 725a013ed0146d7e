import { setTimeout as sleep } from 'node:timers/promises'

/** What goes on by itself until it is stopped. */
export interface Tick {
  /** Resolves when what was being done is done, at most `patienceMs` later. */
  stop(patienceMs: number): Promise<void>
}

/** Waits; ends early, without an error, when the signal fires. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

const everyMs = 1000
const pauseFor: Pause = (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined)

/**
 * Calls `work` again and again, a second after it has ended. It waits for lengths of time and never for a time of day, so that it goes on whatever is
 * done to the machine's clock; what is due is a question to the database, so a late call makes up for those that fell out.
 */
export function startTick(
  work: () => Promise<void>,
  { failed, pause = pauseFor }: { failed(error: unknown): void; pause?: Pause },
): Tick {
  const stopping = new AbortController()
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await work()
      } catch (error) {
        failed(error)
      }
      if (!stopping.signal.aborted) await pause(everyMs, stopping.signal)
    }
  }
  const running = run()
  return {
    async stop(patienceMs) {
      stopping.abort()
      await Promise.race([running, sleep(patienceMs, undefined, { ref: false })])
    },
  }
}
