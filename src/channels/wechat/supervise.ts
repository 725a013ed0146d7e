import { type ChildProcess, spawn } from 'node:child_process'
import { type Command, exits, type Frame, frame, type Job, type Outcome } from './wire.ts'

/** How patient the supervisor is, in milliseconds. */
export interface Patience {
  /** Between two pings, in a row so many of which may stay unanswered before the process is killed. */
  pingMs: number
  mostUnanswered: number
  /** The first wait before a new process, and the longest; each is twice the one before. */
  restartMs: number
  longestRestartMs: number
  /** A process that lived so long was well: the waits begin anew. */
  wellMs: number
}

export const patience: Patience = {
  pingMs: 10_000,
  mostUnanswered: 4,
  restartMs: 1000,
  longestRestartMs: 5 * 60_000,
  wellMs: 60_000,
}

/** What the supervised process is, and who hears of it. */
export interface Supervised {
  /** Node's own options, the script and its arguments. */
  args: readonly string[]
  cwd: string
  env: Record<string, string>
  patience: Patience
  now(): number
  onFrame(frame: Frame): void
  /** A process ended; the next one begins in `nextInMs`, or never. */
  onExit(exit: { code: number | null; nextInMs: number | null }): void
  log(event: string, detail: Record<string, unknown>): void
}

/** Keeps one process running, and knows what became of the work it was given. */
export interface Supervisor {
  start(): void
  pid(): number | null
  /** Gives the process a job. Resolves always: when it dies before the end, with what can still be known. */
  ask(job: Job, signal: AbortSignal): Promise<Outcome>
  tell(command: Command): void
  /** Begins a new process now instead of later. */
  hurry(): void
  /** Lets the process end by itself, keeping its login, and kills it after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

interface Underway {
  hasBegun: boolean
  settle(outcome: Outcome): void
}

/** Makes the supervisor; nothing runs before `start()`. */
export function makeSupervisor(options: Supervised): Supervisor {
  const { patience: wait, now, log } = options
  const jobs = new Map<number, Underway>()
  let child: ChildProcess | null = null
  let next = 1
  let failures = 0
  let unanswered = 0
  let startedAt = 0
  let isStopping = false
  let restart: NodeJS.Timeout | undefined
  let pings: NodeJS.Timeout | undefined

  function begin(): void {
    clearTimeout(restart)
    if (isStopping || child) return
    const { args, cwd, env } = options
    // What the libraries print holds messages and names; nobody reads it.
    const started = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    child = started
    startedAt = now()
    unanswered = 0
    started.on('message', hear)
    started.on('error', error => log('wechat-process-error', { code: (error as NodeJS.ErrnoException).code }))
    // 'exit' may come before the last frames are read; after both, everything that it said has been heard.
    const gone = [once(started, 'exit'), once(started, 'disconnect')]
    void Promise.all(gone).then(() => ended(started))
    clearInterval(pings)
    pings = setInterval(ping, wait.pingMs)
    pings.unref()
    log('wechat-process-started', { pid: started.pid })
  }

  function hear(value: unknown): void {
    unanswered = 0
    const parsed = frame.safeParse(value)
    if (!parsed.success) {
      log('wechat-frame-refused', { issues: parsed.error.issues.length })
      return
    }
    const said = parsed.data
    const job = 'job' in said ? jobs.get(said.job) : undefined
    if (said.kind === 'begun' && job) job.hasBegun = true
    else if (said.kind === 'done' && job) job.settle(said.result)
    options.onFrame(said)
  }

  function ping(): void {
    if (unanswered++ < wait.mostUnanswered) {
      tell({ do: 'ping', n: unanswered })
      return
    }
    log('wechat-process-silent', { pid: child?.pid })
    child?.kill('SIGKILL')
  }

  function ended(which: ChildProcess): void {
    if (child !== which) return
    child = null
    clearInterval(pings)
    for (const job of [...jobs.values()]) job.settle({ outcome: job.hasBegun ? 'unknown' : 'unsent' })
    const code = which.exitCode
    if (now() - startedAt >= wait.wellMs || code === exits.loggedOut) failures = 0
    const longest = wait.longestRestartMs
    const nextInMs = code === exits.notInstalled ? longest : Math.min(wait.restartMs * 2 ** failures++, longest)
    log('wechat-process-ended', { pid: which.pid, code, signal: which.signalCode })
    options.onExit({ code, nextInMs: isStopping ? null : nextInMs })
    if (isStopping) return
    restart = setTimeout(begin, nextInMs)
  }

  function tell(command: Command): void {
    // A process that is just dying takes nothing; its end says what became of the rest.
    if (child?.connected) child.send(command, () => undefined)
  }

  return {
    start: begin,
    hurry: begin,
    tell,
    pid: () => child?.pid ?? null,
    ask(job, signal) {
      if (!child?.connected || signal.aborted) return Promise.resolve({ outcome: 'unsent' })
      const number = next++
      return new Promise(resolve => {
        const settle = (outcome: Outcome) => {
          if (!jobs.delete(number)) return
          signal.removeEventListener('abort', abandon)
          resolve(outcome)
        }
        // Not taken back: the process may come to it later.
        const abandon = () => settle({ outcome: 'unknown' })
        jobs.set(number, { hasBegun: false, settle })
        signal.addEventListener('abort', abandon)
        tell({ ...job, job: number })
      })
    },
    async stop(graceMs) {
      isStopping = true
      clearTimeout(restart)
      const leaving = child
      if (!leaving) return
      tell({ do: 'end' })
      const timer = setTimeout(() => leaving.kill('SIGKILL'), graceMs)
      if (leaving.exitCode === null && leaving.signalCode === null) await once(leaving, 'exit')
      clearTimeout(timer)
      clearInterval(pings)
      ended(leaving)
    },
  }
}

const once = (child: ChildProcess, event: 'exit' | 'disconnect') =>
  new Promise<void>(resolve => {
    child.once(event, () => resolve())
  })
