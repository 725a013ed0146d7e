import { type ChildProcess, fork } from 'node:child_process'
import type { Certificate } from './certificate.ts'
import type { Poster } from './poster.ts'
import type { CertificateWords } from './words.ts'

/** Something to draw, as it goes to the press's own process. */
export type Order = { id: number } & Work
type Work =
  | { of: 'certificate'; certificate: Certificate; words: CertificateWords }
  | { of: 'poster'; poster: Poster; made: Date }

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

/** Draws certificates and posters for others. */
export interface Press {
  /** The certificate as PNG and PDF, as from `drawCertificate`; rejects when it cannot be drawn. */
  draw(certificate: Certificate, words: CertificateWords): Waiting['promise']
  /** A poster as PNG and PDF, as from `drawPoster`; rejects when it cannot be drawn. */
  drawPoster(poster: Poster, made: Date): Waiting['promise']
  /** Bytes that the press's process held at its last picture; 0 while there is no such process. */
  memory(): number
  /** Ends the process for good; what is not yet drawn, and what is asked for afterwards, are refused. */
  close(): void
}

/**
 * Draws one after another in a process of its own: the bot answers meanwhile, and survives a fault in the
 * native renderer. The process starts at the first order and ends after `idleSeconds` without one.
 */
export function openPress({ idleSeconds = 30 }: { idleSeconds?: number } = {}): Press {
  return new ProcessPress(idleSeconds)
}

class ProcessPress implements Press {
  readonly #idleSeconds: number
  readonly #waiting = new Map<number, Waiting>()
  #child: ChildProcess | null = null
  #idle: NodeJS.Timeout | undefined
  #lastId = 0
  #isClosed = false
  #memory = 0

  constructor(idleSeconds: number) {
    this.#idleSeconds = idleSeconds
  }

  draw(certificate: Certificate, words: CertificateWords): Waiting['promise'] {
    return this.#order({ of: 'certificate', certificate, words })
  }

  drawPoster(poster: Poster, made: Date): Waiting['promise'] {
    return this.#order({ of: 'poster', poster, made })
  }

  #order(work: Work): Waiting['promise'] {
    if (this.#isClosed) return Promise.reject(new Error('the press is closed'))
    clearTimeout(this.#idle)
    this.#child ??= this.#start()
    this.#child.ref()
    this.#child.channel?.ref()
    const order: Waiting = Promise.withResolvers()
    this.#waiting.set(++this.#lastId, order)
    this.#child.send({ id: this.#lastId, ...work } satisfies Order)
    return order.promise
  }

  memory(): number {
    return this.#memory
  }

  close(): void {
    this.#isClosed = true
    this.#stop()
    this.#refuseAll('the press is closed')
  }

  #start(): ChildProcess {
    const started = fork(program, { execArgv, env, serialization: 'advanced' })
    const gone = (why: unknown) => {
      if (this.#child !== started) return
      this.#stop()
      this.#refuseAll(`the press stopped: ${why}`)
    }
    started.on('message', message => this.#child === started && this.#deliver(message as Print))
    started.on('error', gone)
    started.on('exit', (code, signal) => gone(signal ?? code))
    return started
  }

  #deliver(print: Print): void {
    const order = this.#waiting.get(print.id)
    this.#waiting.delete(print.id)
    this.#memory = print.memory
    if (print.outcome === 'drawn') order?.resolve({ png: print.png, pdf: print.pdf })
    else order?.reject(new Error(print.reason))
    if (this.#waiting.size > 0) return
    quiet(this.#child)
    this.#idle = setTimeout(() => this.#stop(), this.#idleSeconds * 1000).unref()
  }

  #stop(): void {
    clearTimeout(this.#idle)
    this.#child?.kill()
    this.#child = null
    this.#memory = 0
  }

  #refuseAll(reason: string): void {
    for (const order of this.#waiting.values()) order.reject(new Error(reason))
    this.#waiting.clear()
  }
}

/** An idle press must not keep the program from ending. */
function quiet(child: ChildProcess | null): void {
  child?.unref()
  child?.channel?.unref()
}
