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

/**
 * Opens the inspector: a thread of its own, begun at the first picture and ended after `idleSeconds` without one, so that a large or crafted
 * picture neither stops the bot nor costs more than `limitMs`. A thread that takes longer is thrown away, and the others go on in a new one.
 */
export function openInspector({
  limitMs = 1500,
  waitMs = 3000,
  startMs = 5000,
  idleSeconds = 60,
  program = new URL('./inspect-worker.ts', import.meta.url),
}: {
  limitMs?: number
  /** How long a picture waits for its turn: there may be words beside it that matter more. */
  waitMs?: number
  /** How long the thread may take to begin. */
  startMs?: number
  idleSeconds?: number
  program?: URL
} = {}): Inspector {
  const waiting: Job[] = []
  let job: Job | null = null
  let clean: Omit<Inspected, 'code'> | null = null
  let worker: Worker | null = null
  let isReady = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  const stop = async () => {
    clearTimeout(timer)
    const stopped = worker
    worker = null
    isReady = false
    await stopped?.terminate()
  }
  const wait = (ms: number, then: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(then, ms)
  }
  /** The picture at hand is done with: what was found of it is its answer, and the next has its turn. */
  const finish = (code: string | null, otherwise: 'not-a-picture' | 'busy' = 'not-a-picture') => {
    const found = clean && { ...clean, code: code === null || code === '' ? null : code.slice(0, codeLength) }
    job?.answer(found ?? otherwise)
    job = null
    clean = null
    next()
  }
  const giveUp = () => {
    // A thread that did not even begin says nothing against the picture.
    const otherwise = isReady ? 'not-a-picture' : 'busy'
    void stop()
    finish(null, otherwise)
  }
  const next = () => {
    job ??= waiting.shift() ?? null
    clearTimeout(job?.late)
    if (job === null) {
      wait(idleSeconds * 1000, () => void stop())
      timer?.unref()
      return
    }
    if (worker === null) {
      worker = start()
      wait(startMs, giveUp)
    } else if (isReady) {
      worker.postMessage(job.bytes)
      wait(limitMs, giveUp)
    }
  }
  const hear = (word: Word) => {
    if (word.is === 'clean') clean = { name: word.name, bytes: word.bytes }
    else if (word.is === 'ready') {
      isReady = true
      next()
    } else finish(word.is === 'read' ? word.code : null)
  }
  const leave = (one: Job) => {
    waiting.splice(waiting.indexOf(one), 1)
    one.answer('busy')
  }
  const start = () => {
    const started = new Worker(program, { execArgv: ['--disable-warning=ExperimentalWarning'], env: {} })
    started.unref()
    started.on('message', (word: Word) => worker === started && hear(word))
    // A picture that brings the decoder down is one without a code; the next gets a fresh thread.
    started.on('error', () => worker === started && giveUp())
    started.on('exit', () => worker === started && giveUp())
    return started
  }

  return {
    async inspect(bytes) {
      // A request that was under way when the bot stopped must not begin a thread that nobody ends.
      if (isClosed || waiting.length >= mostWaiting) return 'busy'
      const { promise, resolve } = Promise.withResolvers<Inspected | 'not-a-picture' | 'busy'>()
      const mine: Job = { bytes, answer: resolve, late: setTimeout(() => leave(mine), waitMs) }
      waiting.push(mine)
      if (job === null) next()
      return promise
    },
    async close() {
      isClosed = true
      const left = [job, ...waiting.splice(0)]
      job = null
      for (const one of left) {
        clearTimeout(one?.late)
        one?.answer('busy')
      }
      await stop()
    },
  }
}
