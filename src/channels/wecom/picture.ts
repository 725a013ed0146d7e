import { type Assets, largestPicture } from '../../core/asset.ts'
import type { Picture } from '../../core/update.ts'
import type { Crypt } from './crypt.ts'

const patienceMs = 2000

/** A picture that someone sent, fetched and deciphered; null when it cannot be had. Its address, which is signed, is good for five minutes. */
export async function fetchPicture(
  url: string,
  { crypt, assets }: { crypt: Crypt; assets: Assets },
): Promise<Picture | null> {
  const bytes = await fetchBytes(url)
  const plain = bytes && crypt.decipherFile(bytes)
  return plain ? assets.keep(new Uint8Array(plain)) : null
}

async function fetchBytes(url: string): Promise<Uint8Array | null> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) })
    if (!response.ok || !response.body) return null
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body) {
      length += chunk.length
      if (length > largestPicture + 64) return null
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch {
    return null // the line failed; the message is taken without its picture
  }
}
