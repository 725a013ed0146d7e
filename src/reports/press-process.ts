import { drawCertificate } from './certificate.ts'
import { drawPoster } from './poster.ts'
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

async function draw(order: Order): Promise<Drawn | Failed> {
  const { id } = order
  try {
    return { id, outcome: 'drawn', ...(await drawn(order)) }
  } catch (error) {
    // A picture that cannot be drawn must reach the one who ordered it, and not end the process for the others.
    return { id, outcome: 'failed', reason: String(error) }
  }
}

const drawn = (order: Order) =>
  order.of === 'poster' ? drawPoster(order.poster, order.made) : drawCertificate(order.certificate, order.words)
