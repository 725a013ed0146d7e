import { type ChildProcess, fork } from 'node:child_process'
import type { Certificate } from './certificate.ts'
import type { CertificateWords } from './words.ts'

/** One certificate to draw, as it goes to the press's own process. */
export interface Order {
  id: number
  certificate: Certificate
  words: CertificateWords
}

/** What comes back: the pictures or why there are none, and the memory of the process just then, in bytes. */
export type Print = { id: number; memory: number } & (
  | { outcome: 'drawn'; png: Uint8Array; pdf: Uint8Array }
  | { outcome: 'failed'; reason: string }
)

type Waiting = PromiseWithResolvers<{ png: Uint8Array; pdf: Uint8Array }>

const program = new URL('./press-process.ts', import.meta.url)
// --expose-gc: resvg holds 9 MB outside V8 for each picture until V8 collects, which it has no reason to do by itself.
const execArgv = ['--expose-gc', '--max-semi-space-size=4', '--disable-warning=ExperimentalWarning']
// Nothing of our environment (it has secrets), and one thread, because each keeps memory of its own.
const env = { UV_THREADPOOL_SIZE: '1' }

/**
 * Draws certificates one after another in a process of its own: the bot answers meanwhile, and survives a fault in the
 * native renderer. The process starts at the first order and ends after `idleSeconds` without one.
 */
export function openPress({ idleSeconds = 30 }: { idleSeconds?: number } = {}) {
  const waiting = new Map<number, Waiting>()
  let child: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined
  let lastId = 0
  let isClosed = false
  let memory = 0

  const stop = () => {
    clearTimeout(idle)
    child?.kill()
    child = null
    memory = 0
  }
  const refuseAll = (reason: string) => {
    for (const order of waiting.values()) order.reject(new Error(reason))
    waiting.clear()
  }
  const deliver = (print: Print) => {
    const order = waiting.get(print.id)
    waiting.delete(print.id)
    memory = print.memory
    if (print.outcome === 'drawn') order?.resolve({ png: print.png, pdf: print.pdf })
    else order?.reject(new Error(print.reason))
    if (waiting.size > 0) return
    quiet(child)
    idle = setTimeout(stop, idleSeconds * 1000).unref()
  }
  const start = () => {
    const started = fork(program, { execArgv, env, serialization: 'advanced' })
    const gone = (why: unknown) => {
      if (child !== started) return
      stop()
      refuseAll(`the press stopped: ${why}`)
    }
    started.on('message', message => child === started && deliver(message as Print))
    started.on('error', gone)
    started.on('exit', (code, signal) => gone(signal ?? code))
    return started
  }

  return {
    /** The certificate as PNG and PDF, as from `drawCertificate`; rejects when it cannot be drawn. */
    draw(certificate: Certificate, words: CertificateWords): Waiting['promise'] {
      if (isClosed) return Promise.reject(new Error('the press is closed'))
      clearTimeout(idle)
      child ??= start()
      child.ref()
      child.channel?.ref()
      const order: Waiting = Promise.withResolvers()
      waiting.set(++lastId, order)
      child.send({ id: lastId, certificate, words } satisfies Order)
      return order.promise
    },
    /** Bytes that the press's process held at its last picture; 0 while there is no such process. */
    memory: () => memory,
    /** Ends the process for good; certificates not yet drawn, and those asked for afterwards, are refused. */
    close(): void {
      isClosed = true
      stop()
      refuseAll('the press is closed')
    },
  }
}

export type Press = ReturnType<typeof openPress>

/** An idle press must not keep the program from ending. */
function quiet(child: ChildProcess | null): void {
  child?.unref()
  child?.channel?.unref()
}
