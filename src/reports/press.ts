import { Worker } from 'node:worker_threads'
import type { Certificate } from './certificate.ts'
import type { CertificateWords } from './words.ts'

/** One certificate to draw, as it goes to the worker. */
export interface Order {
  id: number
  certificate: Certificate
  words: CertificateWords
}

/** What comes back. */
export type Print =
  | { id: number; outcome: 'drawn'; png: Uint8Array; pdf: Uint8Array }
  | { id: number; outcome: 'failed'; reason: string }

export interface Pictures {
  png: Uint8Array
  pdf: Uint8Array
}

type Waiting = PromiseWithResolvers<Pictures>

// A picture is made of short-lived garbage; with less room V8 collects it earlier instead of keeping 150 MB.
const resourceLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16 }

/**
 * Draws certificates one after another in a thread of its own, so that nobody waits for an answer meanwhile. The thread
 * starts at the first order and ends after `idleSeconds` without one, which gives the fonts' memory back.
 */
export function openPress({ idleSeconds = 30 }: { idleSeconds?: number } = {}) {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  const rest = () => {
    worker?.unref()
    idle = setTimeout(() => void stop(), idleSeconds * 1000).unref()
  }
  const stop = async () => {
    clearTimeout(idle)
    const old = worker
    worker = null
    await old?.terminate()
  }
  const lose = (error: Error) => {
    worker = null
    for (const order of waiting.values()) order.reject(error)
    waiting.clear()
  }
  const start = () => {
    const started = new Worker(new URL('./press-worker.ts', import.meta.url), { resourceLimits })
    started.on('message', (print: Print) => {
      const order = waiting.get(print.id)
      waiting.delete(print.id)
      if (waiting.size === 0) rest()
      if (print.outcome === 'drawn') order?.resolve({ png: print.png, pdf: print.pdf })
      else order?.reject(new Error(print.reason))
    })
    started.on('error', lose)
    started.on('exit', code => started === worker && lose(new Error(`the press stopped with ${code}`)))
    return started
  }

  return {
    /** The certificate as PNG and PDF, as from `drawCertificate`. */
    draw(certificate: Certificate, words: CertificateWords): Promise<Pictures> {
      clearTimeout(idle)
      worker ??= start()
      worker.ref()
      const id = ++lastId
      const order = Promise.withResolvers<Pictures>()
      waiting.set(id, order)
      worker.postMessage({ id, certificate, words } satisfies Order)
      return order.promise
    },
    /** Ends the thread; certificates not yet drawn are refused. */
    async close(): Promise<void> {
      const stopped = stop()
      lose(new Error('the press is closed'))
      await stopped
    },
  }
}

export type Press = ReturnType<typeof openPress>
