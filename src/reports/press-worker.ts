import { parentPort } from 'node:worker_threads'
import { drawCertificate } from './certificate.ts'
import type { Order, Print } from './press.ts'

let last = Promise.resolve()

// One after another: two at once would need twice the memory and be no faster.
parentPort?.on('message', (order: Order) => {
  last = last.then(async () => parentPort?.postMessage(await print(order)))
})

async function print({ id, certificate, words }: Order): Promise<Print> {
  try {
    return { id, outcome: 'drawn', ...(await drawCertificate(certificate, words)) }
  } catch (error) {
    // A picture that cannot be drawn must reach the one who ordered it, and not end the thread for the others.
    return { id, outcome: 'failed', reason: String(error) }
  }
}
