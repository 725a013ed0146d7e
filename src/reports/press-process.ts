import { drawCertificate } from './certificate.ts'
import type { Order, Print } from './press.ts'

/** The press's own process: draws what it is sent, one after another, and ends with the process that started it. */
let last = Promise.resolve()

process.on('message', (order: Order) => {
  last = last.then(async () => {
    const print = await draw(order)
    process.send?.({ ...print, memory: process.memoryUsage.rss() } satisfies Print)
    globalThis.gc?.() // while the other side unpacks
  })
})
process.on('disconnect', () => process.exit())

type Drawn = { id: number; outcome: 'drawn'; png: Uint8Array; pdf: Uint8Array }
type Failed = { id: number; outcome: 'failed'; reason: string }

async function draw({ id, certificate, words }: Order): Promise<Drawn | Failed> {
  try {
    return { id, outcome: 'drawn', ...(await drawCertificate(certificate, words)) }
  } catch (error) {
    // A picture that cannot be drawn must reach the one who ordered it, and not end the process for the others.
    return { id, outcome: 'failed', reason: String(error) }
  }
}
