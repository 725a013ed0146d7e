import { Worker } from 'node:worker_threads'

/** A picture as it may be kept. */
export interface Inspected {
  /** The file name that its content gives it: equal pictures have the same. */
  name: string
  /** Its bytes without place, time and camera. */
  bytes: Uint8Array
  /** What the first QR code in it says, or null: none there, none that can be read, or it took too long. */
  code: string | null
}

/** Looks into pictures that strangers sent. */
export interface Inspector {
  /**
   * What is in it; `not-a-picture` for anything that is no whole picture, announces too much, or takes too long; `busy` when too many wait
   * or no thread is to be had.
   * Never throws, and answers within the limits.
   */
  inspect(bytes: Uint8Array): Promise<Inspected | 'not-a-picture' | 'busy'>
  /** Ends the thread for good: what comes afterwards is told `busy`. */
  close(): Promise<void>
}

/** What the thread says of the one picture that it was given, in this order. */
export type Word =
  | { is: 'ready' }
  | { is: 'clean'; name: string; bytes: Uint8Array }
  | { is: 'read'; code: string | null }
  | { is: 'refused' }

interface Job {
  bytes: Uint8Array
  /** Ends its waiting. */
  late: NodeJS.Timeout
  answer(found: Inspected | 'not-a-picture' | 'busy'): void
}

/** The most characters of a code that are kept: a link is short, and nobody reads more. */
const codeLength = 500
/** The most pictures that wait; each is up to 5 MB of memory. */
const mostWaiting = 24

/** How patient an inspector is. */
interface InspectorWaits {
  limitMs: number
  /** How long a picture waits for its turn: there may be words beside it that matter more. */
  waitMs: number
  /** How long the thread may take to begin. */
  startMs: number
  idleSeconds: number
}

const usual: InspectorWaits = { limitMs: 1500, waitMs: 3000, startMs: 5000, idleSeconds: 60 }

/**
 * Opens the inspector: a thread of its own, begun at the first picture and ended after `idleSeconds` without one, so that a large or crafted
 * picture neither stops the bot nor costs more than `limitMs`. A thread that takes longer is thrown away, and the others go on in a new one.
 */
export function openInspector({
  program = new URL('./inspect-worker.ts', import.meta.url),
  ...waits
}: Partial<InspectorWaits> & { program?: URL } = {}): Inspector {
  return new ThreadInspector(program, { ...usual, ...waits })
}

class ThreadInspector implements Inspector {
  readonly #program: URL
  readonly #waits: InspectorWaits
  readonly #waiting: Job[] = []
  /** The picture at hand, and what was found of it. */
  #job: Job | null = null
  #clean: Omit<Inspected, 'code'> | null = null
  #worker: Worker | null = null
  #isReady = false
  #isClosed = false
  #timer: NodeJS.Timeout | undefined

  constructor(program: URL, waits: InspectorWaits) {
    this.#program = program
    this.#waits = waits
  }

  async inspect(bytes: Uint8Array): Promise<Inspected | 'not-a-picture' | 'busy'> {
    // A request that was under way when the bot stopped must not begin a thread that nobody ends.
    if (this.#isClosed || this.#waiting.length >= mostWaiting) return 'busy'
    const { promise, resolve } = Promise.withResolvers<Inspected | 'not-a-picture' | 'busy'>()
    const mine: Job = { bytes, answer: resolve, late: setTimeout(() => this.#leave(mine), this.#waits.waitMs) }
    this.#waiting.push(mine)
    if (this.#job === null) this.#next()
    return promise
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const left = [this.#job, ...this.#waiting.splice(0)]
    this.#job = null
    for (const one of left) {
      clearTimeout(one?.late)
      one?.answer('busy')
    }
    await this.#stop()
  }

  #next(): void {
    const { idleSeconds, startMs, limitMs } = this.#waits
    this.#job ??= this.#waiting.shift() ?? null
    clearTimeout(this.#job?.late)
    if (this.#job === null) {
      this.#wait(idleSeconds * 1000, () => void this.#stop())
      this.#timer?.unref()
    } else if (this.#worker === null) {
      this.#worker = this.#start()
      this.#wait(startMs, () => this.#giveUp())
    } else if (this.#isReady) {
      this.#worker.postMessage(this.#job.bytes)
      this.#wait(limitMs, () => this.#giveUp())
    }
  }

  #start(): Worker {
    const started = new Worker(this.#program, { execArgv: ['--disable-warning=ExperimentalWarning'], env: {} })
    started.unref()
    const ifOurs = (then: () => void) => {
      if (this.#worker === started) then()
    }
    started.on('message', (word: Word) => ifOurs(() => this.#hear(word)))
    // A picture that brings the decoder down is one without a code; the next gets a fresh thread.
    started.on('error', () => ifOurs(() => this.#giveUp()))
    started.on('exit', () => ifOurs(() => this.#giveUp()))
    return started
  }

  #hear(word: Word): void {
    if (word.is === 'clean') this.#clean = { name: word.name, bytes: word.bytes }
    else if (word.is === 'ready') {
      this.#isReady = true
      this.#next()
    } else this.#finish(word.is === 'read' ? word.code : null)
  }

  /** The picture at hand is done with: what was found of it is its answer, and the next has its turn. */
  #finish(code: string | null, otherwise: 'not-a-picture' | 'busy' = 'not-a-picture'): void {
    const read = code === null || code === '' ? null : code.slice(0, codeLength)
    this.#job?.answer(this.#clean ? { ...this.#clean, code: read } : otherwise)
    this.#job = null
    this.#clean = null
    this.#next()
  }

  #giveUp(): void {
    // A thread that did not even begin says nothing against the picture.
    const otherwise = this.#isReady ? 'not-a-picture' : 'busy'
    void this.#stop()
    this.#finish(null, otherwise)
  }

  #leave(one: Job): void {
    this.#waiting.splice(this.#waiting.indexOf(one), 1)
    one.answer('busy')
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer)
    const stopped = this.#worker
    this.#worker = null
    this.#isReady = false
    await stopped?.terminate()
  }

  #wait(ms: number, then: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(then, ms)
  }
}
