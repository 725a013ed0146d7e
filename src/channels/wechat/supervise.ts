import { type ChildProcess, spawn } from 'node:child_process'
import { Jobs } from './jobs.ts'
import { exits, type Job, type JobOutcome, type WechatCommand, type WechatFrame, wechatFrame } from './wire.ts'

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
  onFrame(frame: WechatFrame): void
  /** A process ended; the next one begins in `nextInMs`, or never. */
  onExit(exit: { code: number | null; nextInMs: number | null }): void
  log(event: string, detail: Record<string, unknown>): void
}

/** Keeps one process running, and knows what became of the work it was given. */
export interface Supervisor {
  start(): void
  pid(): number | null
  /** Gives the process a job. Resolves always: when it dies before the end, with what can still be known. */
  ask(job: Job, signal: AbortSignal): Promise<JobOutcome>
  tell(command: WechatCommand): void
  /** Begins a new process now instead of later. */
  hurry(): void
  /** Lets the process end by itself, keeping its login, and kills it after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

/** Makes the supervisor; nothing runs before `start()`. */
export function makeSupervisor(options: Supervised): Supervisor {
  return new ProcessSupervisor(options)
}

class ProcessSupervisor implements Supervisor {
  readonly #options: Supervised
  readonly #jobs = new Jobs()
  #child: ChildProcess | null = null
  #failures = 0
  #unanswered = 0
  #startedAt = 0
  #isStopping = false
  #restart: NodeJS.Timeout | undefined
  #pings: NodeJS.Timeout | undefined

  constructor(options: Supervised) {
    this.#options = options
  }

  start(): void {
    clearTimeout(this.#restart)
    if (this.#isStopping || this.#child) return
    const { args, cwd, env, patience, now, log } = this.#options
    // What the libraries print holds messages and names; nobody reads it.
    const started = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    this.#child = started
    this.#startedAt = now()
    this.#unanswered = 0
    started.on('message', value => this.#hear(value))
    started.on('error', error => log('wechat-process-error', { code: (error as NodeJS.ErrnoException).code }))
    // 'exit' may come before the last frames are read; after both, everything that it said has been heard.
    const gone = [once(started, 'exit'), once(started, 'disconnect')]
    void Promise.all(gone).then(() => this.#ended(started))
    clearInterval(this.#pings)
    this.#pings = setInterval(() => this.#ping(), patience.pingMs)
    this.#pings.unref()
    log('wechat-process-started', { pid: started.pid })
  }

  hurry(): void {
    this.start()
  }

  pid(): number | null {
    return this.#child?.pid ?? null
  }

  ask(job: Job, signal: AbortSignal): Promise<JobOutcome> {
    if (!this.#child?.connected || signal.aborted) return Promise.resolve({ outcome: 'unsent' })
    const { number, outcome } = this.#jobs.add(signal)
    this.tell({ ...job, job: number })
    return outcome
  }

  tell(command: WechatCommand): void {
    // A process that is just dying takes nothing; its end says what became of the rest.
    if (this.#child?.connected) this.#child.send(command, () => undefined)
  }

  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true
    clearTimeout(this.#restart)
    const leaving = this.#child
    if (!leaving) return
    this.tell({ do: 'end' })
    const timer = setTimeout(() => leaving.kill('SIGKILL'), graceMs)
    if (leaving.exitCode === null && leaving.signalCode === null) await once(leaving, 'exit')
    clearTimeout(timer)
    clearInterval(this.#pings)
    this.#ended(leaving)
  }

  #hear(value: unknown): void {
    this.#unanswered = 0
    const { data: said, error } = wechatFrame.safeParse(value)
    if (!said) {
      this.#options.log('wechat-frame-refused', { issues: error.issues.length })
      return
    }
    if (said.kind === 'begun') this.#jobs.begun(said.job)
    else if (said.kind === 'done') this.#jobs.done(said.job, said.result)
    this.#options.onFrame(said)
  }

  #ping(): void {
    if (this.#unanswered++ < this.#options.patience.mostUnanswered) {
      this.tell({ do: 'ping', n: this.#unanswered })
      return
    }
    this.#options.log('wechat-process-silent', { pid: this.#child?.pid })
    this.#child?.kill('SIGKILL')
  }

  #ended(which: ChildProcess): void {
    if (this.#child !== which) return
    const { patience, now, log, onExit } = this.#options
    this.#child = null
    clearInterval(this.#pings)
    this.#jobs.processEnded()
    const code = which.exitCode
    if (now() - this.#startedAt >= patience.wellMs || code === exits.loggedOut) this.#failures = 0
    const longest = patience.longestRestartMs
    const nextInMs =
      code === exits.notInstalled ? longest : Math.min(patience.restartMs * 2 ** this.#failures++, longest)
    log('wechat-process-ended', { pid: which.pid, code, signal: which.signalCode })
    onExit({ code, nextInMs: this.#isStopping ? null : nextInMs })
    if (this.#isStopping) return
    this.#restart = setTimeout(() => this.start(), nextInMs)
  }
}

const once = (child: ChildProcess, event: 'exit' | 'disconnect') =>
  new Promise<void>(resolve => {
    child.once(event, () => resolve())
  })
