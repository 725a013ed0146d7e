import { type Assets, largestPicture, pictureIn } from '../../core/asset.ts'
import type { Picture } from '../../core/update.ts'
import type { Crypt } from './crypt.ts'

const patienceMs = 2000

/** A picture that `holder` sent, fetched and deciphered; null when it cannot be had. Its address, which is signed, is good for five minutes. */
export async function fetchPicture(
  url: string,
  { crypt, assets, holder }: { crypt: Crypt; assets: Assets; holder: string },
): Promise<Picture | null> {
  const bytes = await fetchBytes(url)
  const plain = bytes && crypt.decipherFile(bytes)
  return plain ? pictureIn(await assets.keep(new Uint8Array(plain), holder)) : null
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
