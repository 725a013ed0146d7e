import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** The bot as a process of its own, started again and again at the same address. */
export interface Bot {
  readonly url: string
  readonly pid: number
  /** Whether it answered when it was last asked, and was not ended since. */
  isUp(): boolean
  /** Starts the process; resolves when it serves, with how many milliseconds that took. */
  start(): Promise<number>
  /** Starts the process and does not wait. */
  launch(): void
  /** Ends the process and waits until it is gone; a signal that it does not follow within 30 s is a breach of its own. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<{ followed: boolean }>
  health(): Promise<{ status: number; state: string }>
  /** What it last wrote to its log. */
  lastWords(): string
  /** Milliseconds in which it could serve, over all its lives: neither away nor in trouble. */
  goodMs(): number
  /** From now on it is in trouble that is not its own, or no longer. */
  trouble(isInTrouble: boolean): void
  /** Ends everything at once, without waiting. */
  abandon(): void
}

const launcher = resolve(import.meta.dirname, '../../src/launch.mjs')
/** The flags of `npm start`. */
const flags = ['--max-semi-space-size=4', '--heap-growing-percent=15', '--disable-warning=ExperimentalWarning']
const longestStart = 60_000
const longestStop = 30_000

/** Prepares the bot with these settings, in a folder without an `.env`; `preload` adds variables for whoever moves its clock. */
export function prepareBot(
  env: Record<string, string>,
  { folder, preload }: { folder: string; preload(): Record<string, string> },
): Bot {
  let child: ChildProcess | null = null
  let isUp = false
  let goodSince: number | null = null
  let goodBefore = 0
  const log: string[] = []
  const url = `http://127.0.0.1:${env.FAREWELL_PORT}`

  const count = (isGood: boolean) => {
    if (goodSince !== null) goodBefore += performance.now() - goodSince
    goodSince = isGood ? performance.now() : null
  }
  const launch = () => {
    // A group of its own, so that nothing it has started outlives the run.
    const options = { cwd: folder, env: { PATH: process.env.PATH, ...env, ...preload() }, detached: true }
    child = spawn(process.execPath, [...flags, launcher, 'start'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const note = (text: Buffer) => {
      log.push(text.toString())
      log.splice(0, log.length - 60)
    }
    child.stdout!.on('data', note)
    child.stderr!.on('data', note)
  }
  const health = async () => {
    try {
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) })
      const { state } = (await response.json()) as { state: string }
      return { status: response.status, state }
    } catch {
      return { status: 0, state: 'away' } // nobody listens
    }
  }
  return {
    url,
    get pid() {
      return child!.pid!
    },
    isUp: () => isUp,
    health,
    launch,
    async start() {
      const begun = performance.now()
      launch()
      while ((await health()).status !== 200) {
        if (child!.signalCode !== null) {
          // Nobody here has sent one: on a shared machine others do.
          console.log(`somebody else ended the bot with ${child!.signalCode} while it started; it is started again`)
          launch()
        }
        if (child!.exitCode !== null || performance.now() - begun > longestStart) {
          await wait(500) // its last words may still be in the pipe
          throw new Error(`the bot did not come up (${child!.exitCode ?? 'too slow'}):\n${last(log)}`)
        }
        await wait(20)
      }
      isUp = true
      count(true)
      return performance.now() - begun
    },
    async end(signal) {
      isUp = false
      count(false)
      const ended = child!.exitCode === null && child!.signalCode === null ? once(child!, 'exit') : null
      child!.kill(signal)
      const followed = await Promise.race([ended?.then(() => true) ?? true, wait(longestStop, false, { ref: false })])
      if (!followed) {
        child!.kill('SIGKILL')
        await ended
      }
      reap(child)
      return { followed }
    },
    lastWords: () => last(log),
    goodMs: () => goodBefore + (goodSince === null ? 0 : performance.now() - goodSince),
    trouble: isInTrouble => count(isUp && !isInTrouble),
    abandon: () => reap(child),
  }
}

const last = (log: readonly string[]) =>
  log
    .join('')
    .split('\n')
    .slice(-12)
    .map(line => line.slice(0, 300))
    .join('\n')

/**
 * A port where nobody listens. It is none of those that the system gives out by itself: while the bot is away, somebody else's connection would
 * take it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000)
    const server = createServer()
    const isFree = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    await new Promise(resolve => server.close(resolve))
    if (isFree) return port
  }
}

/** Ends whatever a process that is gone has left running. */
function reap(child: ChildProcess | null): void {
  try {
    if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // nothing was left
  }
}
