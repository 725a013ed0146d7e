import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { Word } from './inspect.ts'
import { kindOf } from './kind.ts'
import { BrokenPictureError, stripMetadata } from './strip.ts'

// The binary comes with the package; without this the library would fetch it from the network.
const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })

const say = (word: Word) => parentPort?.postMessage(word)

parentPort?.on('message', async (bytes: Uint8Array) => {
  const clean = cleaned(bytes)
  if (clean === null) return say({ is: 'refused' })
  // First what is sure; reading the code may take longer than there is patience for.
  say({ is: 'clean', ...clean })
  say({ is: 'read', code: await codeIn(clean.bytes) })
})
say({ is: 'ready' })

/** The picture without what it tells about people, under the name of its content; null when it is none that we take. */
function cleaned(bytes: Uint8Array): { name: string; bytes: Uint8Array } | null {
  const kind = kindOf(bytes)
  if (kind === null) return null
  try {
    const clean = stripMetadata(bytes, kind)
    return { name: `${createHash('sha256').update(clean).digest('hex').slice(0, 40)}.${kind}`, bytes: clean }
  } catch (error) {
    if (error instanceof BrokenPictureError) return null
    throw error
  }
}

/** In larger pictures no code is looked for: the decoder takes up to 12 bytes of memory a pixel, and gives none back while the thread lives. */
const mostPixels = 20_000_000

async function codeIn(bytes: Uint8Array): Promise<string | null> {
  try {
    stripMetadata(bytes, kindOf(bytes)!, mostPixels)
    const found = await readBarcodes(bytes, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 })
    return found.find(f => f.isValid)?.text ?? null
  } catch {
    return null // too large, or no picture that the decoder knows: nothing was read in it
  }
}
