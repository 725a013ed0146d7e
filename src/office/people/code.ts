import { createHash } from 'node:crypto'

/** Letters that nobody confuses when they are read out or written by hand. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ'
const length = 8

/**
 * How long a binding code is good for, and how often one may try: with one code, and from one handle in a day. Less than twice as often, so
 * that nobody spoils two codes in a day.
 */
export const codeDays = 7
export const triesPerCode = 5
export const triesPerDay = 9

/** A one-way function of a text to hexadecimal, handed to the bot so that deciding stays a plain function. */
export type Digest = (text: string) => string

/** SHA-256. */
export const sha256: Digest = text => createHash('sha256').update(text).digest('hex')

/** A binding code from a fresh random id; as unguessable as the id. */
export function codeFrom(draw: string, digest: Digest): string {
  let rest = BigInt(`0x${digest(`bind-code:${draw}`)}`)
  let code = ''
  for (let n = 0; n < length; n++) {
    code += letters[Number(rest % BigInt(letters.length))]
    rest /= BigInt(letters.length)
  }
  return code
}

/** What is stored of a code: it can be compared and not read. */
export const codeHash = (number: string, code: string, digest: Digest): string => digest(`${number}:${code}`)

/** A binding code as people type it, in its one form; null when the text is none. */
export function bindCodeIn(text: string): string | null {
  const bare = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  return bare.length === length && [...bare].every(c => c >= 'A' && c <= 'Z') ? bare : null
}
