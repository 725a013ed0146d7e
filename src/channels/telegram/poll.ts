import { type Api, CallError, type Failure } from './api.ts'
import { isSignedOut } from './receipt.ts'
import { allowedUpdates } from './wire.ts'

/** Waits; ends early when the signal fires, without an error. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

/** What keeps a channel hearing. */
export interface Listener {
  /** Stops hearing; resolves when what was being handled is done, at most some seconds later. */
  stop(): Promise<void>
}

/** What polling stands on. */
export interface PollParts {
  api: Api
  wait: Wait
  /** Asked before the first update and after every outage. Rejects with a `CallError`. */
  prepare(signal: AbortSignal): Promise<void>
  /** Begins what an update needs from the network, so that the updates of one batch wait for it together. */
  begin(raw: unknown): { id: number | null; handle(): Promise<void> }
  up(): Promise<void>
  down(failure: Failure): Promise<void>
  log(event: string, detail: Record<string, unknown>): void
}

const pollSeconds = 30
/** Long polls end by themselves; this is for a line that died unnoticed. */
const pollTimeoutMs = (pollSeconds + 15) * 1000
const farewellMs = 1500
const stopMs = 1000

/**
 * Fetches updates and handles them one after another. Asking for more confirms all before, so an update is asked past only when its handling
 * has resolved: one that cannot be saved is tried again and again, and one whose handling was cut off by a kill is fetched again.
 */
export function startPolling(parts: PollParts): Listener {
  return new Polling(parts)
}

const ask = { limit: 100, allowed_updates: [...allowedUpdates] }

class Polling implements Listener {
  readonly #parts: PollParts
  readonly #stopping = new AbortController()
  readonly #running: Promise<void>
  /** The number of the next update to ask for; 0 while none was handled. */
  #offset = 0

  constructor(parts: PollParts) {
    this.#parts = parts
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    const { api, wait } = this.#parts
    this.#stopping.abort()
    const patience = new AbortController()
    await Promise.race([this.#running, wait(stopMs, patience.signal)])
    patience.abort()
    if (this.#offset === 0) return
    // Confirms what was handled, so that the next process is not given it again (it would see through it).
    const confirmed = { ...ask, offset: this.#offset, limit: 1, timeout: 0 }
    await api.call('getUpdates', confirmed, { timeoutMs: farewellMs }).catch(ignore)
  }

  async #run(): Promise<void> {
    const { api, wait, prepare, up, down, log } = this.#parts
    const { signal } = this.#stopping
    let isProven = false
    let failures = 0
    while (!signal.aborted) {
      try {
        if (!isProven) await prepare(signal)
        // The first answer comes at once, or a bot that nobody writes to would look down for half a minute.
        const wanted = { ...ask, offset: this.#offset, timeout: isProven ? pollSeconds : 0 }
        const raw = await api.call('getUpdates', wanted, { signal, timeoutMs: pollTimeoutMs })
        isProven = true
        failures = 0
        await up()
        await this.#handle(Array.isArray(raw) ? raw : [])
      } catch (error) {
        if (signal.aborted) break
        isProven = false
        failures++
        await wait(await pauseAfter(error, { failures, down, log }), signal)
      }
    }
  }

  async #handle(raw: unknown[]): Promise<void> {
    const { wait, begin, log } = this.#parts
    const { signal } = this.#stopping
    const begun = raw.map(begin)
    for (const { id, handle } of begun) {
      if (id === null) continue
      if (!(await untilDone(handle, { wait, signal, log }))) return
      this.#offset = Math.max(this.#offset, id + 1)
    }
    // Something without a number cannot be confirmed, and would be fetched again at once, for ever.
    if (begun.length > 0 && begun.every(b => b.id === null)) await wait(1000, signal)
  }
}

/** Nothing hangs on it: who is asked here is asked again at the next start. */
const ignore = () => undefined

/** Tries until it is done, ever more slowly; false when told to stop before. */
export async function untilDone(
  handle: () => Promise<void>,
  { wait, signal, log }: Pick<PollParts, 'wait' | 'log'> & { signal: AbortSignal },
): Promise<boolean> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      await handle()
      return true
    } catch (error) {
      log('telegram-not-saved', { failures, reason: error instanceof Error ? error.name : 'unknown' })
      await wait(Math.min(100 * 2 ** failures, 30_000), signal)
    }
  }
  return false
}

/** Reports a failure and says how long to wait before the next attempt. */
export async function pauseAfter(
  error: unknown,
  { failures, down, log }: Pick<PollParts, 'down' | 'log'> & { failures: number },
): Promise<number> {
  const failure: Failure =
    error instanceof CallError
      ? error.failure
      : { kind: 'lost', description: error instanceof Error ? error.name : '?' }
  log('telegram-down', { failures, reason: failure.description })
  await down(failure).catch(() => log('telegram-notice-not-saved', {}))
  if (failure.kind === 'answered' && failure.retryAfter !== null) return failure.retryAfter * 1000
  // A wrong token does not become right, and who polls beside us (409) does not go away, by asking often.
  const isSlow = isSignedOut(failure) || (failure.kind === 'answered' && failure.code === 409)
  return isSlow ? Math.min(30_000 * failures, 300_000) : Math.min(500 * 2 ** failures, 60_000)
}
