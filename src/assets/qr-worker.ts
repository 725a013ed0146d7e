import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { CodeFound, CodeOrder } from './qr.ts'

// The binary comes with the package; without this the library would fetch it from the network.
const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })

let last = Promise.resolve()

parentPort?.on('message', ({ id, bytes }: CodeOrder) => {
  last = last.then(async () => {
    parentPort?.postMessage({ id, code: await codeIn(bytes) } satisfies CodeFound)
  })
})

async function codeIn(bytes: Uint8Array): Promise<string | null> {
  try {
    const found = await readBarcodes(bytes, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 })
    return found.find(f => f.isValid)?.text ?? null
  } catch {
    return null // no picture that the decoder knows: nothing was read in it
  }
}
