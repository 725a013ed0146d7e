import { Worker } from 'node:worker_threads'

/** Reads QR codes in pictures. */
export interface Codes {
  /** What the first QR code in a picture says, or null: none there, no readable picture, or it took too long. Never throws. */
  read(bytes: Uint8Array): Promise<string | null>
  close(): Promise<void>
}

/** One picture on its way to the worker, and what comes back. */
export interface CodeOrder {
  id: number
  bytes: Uint8Array
}
export interface CodeFound {
  id: number
  code: string | null
}

const program = new URL('./qr-worker.ts', import.meta.url)
/** The most characters of a code that are kept: a link is short, and nobody reads more. */
const codeLength = 500

/**
 * Opens the reader: a thread of its own, begun at the first picture and ended after `idleSeconds` without one, so that a large or crafted
 * picture neither stops the bot nor costs more than `limitMs`; a thread that takes longer is thrown away.
 */
export function openCodes({
  limitMs = 1500,
  idleSeconds = 60,
}: {
  limitMs?: number
  idleSeconds?: number
} = {}): Codes {
  const waiting = new Map<number, (code: string | null) => void>()
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  const stop = async () => {
    clearTimeout(idle)
    const stopped = worker
    worker = null
    for (const answer of waiting.values()) answer(null)
    waiting.clear()
    await stopped?.terminate()
  }
  const start = () => {
    const started = new Worker(program, { execArgv: ['--disable-warning=ExperimentalWarning'], env: {} })
    started.unref()
    started.on('message', ({ id, code }: CodeFound) => {
      waiting.get(id)?.(code === null || code === '' ? null : code.slice(0, codeLength))
      waiting.delete(id)
      if (waiting.size === 0 && worker === started) idle = setTimeout(() => void stop(), idleSeconds * 1000).unref()
    })
    // A picture that brings the decoder down is one without a code; the next gets a fresh thread.
    started.on('error', () => worker === started && void stop())
    return started
  }

  return {
    async read(bytes) {
      clearTimeout(idle)
      worker ??= start()
      const id = ++lastId
      const { promise, resolve } = Promise.withResolvers<string | null>()
      waiting.set(id, resolve)
      const limit = setTimeout(() => void stop(), limitMs)
      worker.postMessage({ id, bytes } satisfies CodeOrder)
      try {
        return await promise
      } finally {
        clearTimeout(limit)
      }
    },
    close: stop,
  }
}
