import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { Secret } from '../../core/secret.ts'
import { isSameSecret } from '../http/same.ts'

/** What WeCom's callbacks are signed and enciphered with (documents 91144 and 101033). */
export interface Crypt {
  /** The signature of an enciphered text, in hexadecimal. */
  sign(message: Signed): string
  /** Whether a signature fits; takes the same time wherever it differs. */
  isSigned(message: Signed, signature: string): boolean
  /** The plain text, or null when it was not enciphered with our key or is meant for another receiver. */
  decipher(encrypted: string): string | null
  /** An enciphered text; `salt` is 16 random bytes. */
  encipher(text: string, salt: Uint8Array): string
  /** The bytes of a picture or file, or null when they were not enciphered with our key. */
  decipherFile(bytes: Uint8Array): Uint8Array | null
}

/** What a signature covers. */
export interface Signed {
  timestamp: string
  nonce: string
  encrypted: string
}

/** WeCom pads to blocks of this many bytes, twice AES's own. */
const blockBytes = 32
const saltBytes = 16

/** What one robot's crypt is made of. `aesKey` has 43 characters; `receiver` is empty for robots of the organization itself. */
interface CryptKeys {
  token: Secret
  aesKey: Secret
  receiver?: string
}

/** Makes the crypt of one robot. */
export function makeCrypt({ token, aesKey, receiver = '' }: CryptKeys): Crypt {
  const sign = ({ timestamp, nonce, encrypted }: Signed) =>
    createHash('sha1').update([token.reveal(), timestamp, nonce, encrypted].sort().join('')).digest('hex')

  return {
    sign,
    isSigned: (message, signature) => isSameSecret(signature, sign(message)),
    decipher(encrypted) {
      const plain = opened(Buffer.from(encrypted, 'base64'), aesKey)
      if (!plain || plain.length < saltBytes + 4) return null
      const from = saltBytes + 4
      const length = plain.readUInt32BE(saltBytes)
      if (from + length > plain.length || plain.subarray(from + length).toString() !== receiver) return null
      return plain.subarray(from, from + length).toString()
    },
    encipher(text, salt) {
      const length = Buffer.alloc(4)
      const message = Buffer.from(text)
      length.writeUInt32BE(message.length)
      const cipher = createCipheriv(...cipherOptions(aesKey)).setAutoPadding(false)
      const whole = padded(Buffer.concat([salt, length, message, Buffer.from(receiver)]))
      return Buffer.concat([cipher.update(whole), cipher.final()]).toString('base64')
    },
    decipherFile: bytes => opened(bytes, aesKey),
  }
}

function cipherOptions(aesKey: Secret) {
  const key = Buffer.from(`${aesKey.reveal()}=`, 'base64')
  return ['aes-256-cbc', key, key.subarray(0, 16)] as const
}

function opened(bytes: Uint8Array, aesKey: Secret): Buffer | null {
  try {
    const decipher = createDecipheriv(...cipherOptions(aesKey)).setAutoPadding(false)
    return unpadded(Buffer.concat([decipher.update(bytes), decipher.final()]))
  } catch {
    return null // not whole blocks: nothing that WeCom enciphered
  }
}

function padded(bytes: Buffer): Buffer {
  const missing = blockBytes - (bytes.length % blockBytes)
  return Buffer.concat([bytes, Buffer.alloc(missing, missing)])
}

function unpadded(bytes: Buffer): Buffer | null {
  const missing = bytes.at(-1) ?? 0
  if (missing < 1 || missing > blockBytes || missing > bytes.length) return null
  return bytes.subarray(-missing).every(b => b === missing) ? bytes.subarray(0, -missing) : null
}
