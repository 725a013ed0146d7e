import type { Folded } from './letters.ts'

/** Stands in plain text for a web address, however it was written. */
export const linkToken = '\ue000'
/** Stands for a number that one can call or add: five digits or more. */
export const numberToken = '\ue001'
/** Stands for an e-mail address. */
export const mailToken = '\ue002'
/** Stands for any other number. */
export const digitToken = '#'

/** One thing read as a whole: `token` is '' for what says nothing (a masked name). */
export interface Token {
  token: string
  /** Index after its last folded character. */
  end: number
  /** The host of a link, lower case, else ''. */
  host: string
}

const endings =
  'com cn net org top xyz vip cc club info site shop online icu work fun ltd tech store live app io me co tv win bid link pro wang ren xin ink mobi asia edu gov tk ml ga cf gq ws us uk hk tw ru kr jp la in pw cyou buzz click rest sbs'.split(
    ' ',
  )
const endingSet = new Set(endings)

// Texts from the public sets carry these words where a link, number or name was taken out; longest first.
const masks: readonly (readonly [string, string])[] = [
  ['CELLPHONE', numberToken],
  ['CELLPHON', numberToken],
  ['HOTLINE', numberToken],
  ['WECHAT', numberToken],
  ['DIGIT', digitToken],
  ['PHONE', numberToken],
  ['PLACE', ''],
  ['BANK', numberToken],
  ['NAME', ''],
  ['URL', linkToken],
]

/** Reads the link, mail address or mask that begins at a folded character, or null. Linear over a whole text. */
export function readToken(folded: Folded, at: number, end: number): Token | null {
  return readAddress(folded, at, end) ?? readMask(folded, at)
}

/** The end of the run of characters, from `at`, of which addresses are made (`at` itself when there is none). */
export function addressEnd(folded: Folded, at: number): number {
  let end = at
  while (end < folded.chars.length) {
    const char = folded.chars[end]!
    if (isAddressChar(char)) end++
    else if ((char === '。' || char === '点') && end > at && startsEnding(folded, end + 1)) end++
    else break
  }
  return end
}

function isAddressChar(char: string): boolean {
  return char.length === 1 && /[A-Za-z0-9._\-/:?=&%#~+@]/.test(char)
}

function startsEnding(folded: Folded, at: number): boolean {
  const word = folded.chars
    .slice(at, at + 7)
    .join('')
    .toLowerCase()
  const letters = /^[a-z]+/.exec(word)?.[0] ?? ''
  return endingSet.has(letters)
}

function readAddress(folded: Folded, at: number, end: number): Token | null {
  if (end - at < 4) return null
  // A longer run is no address that anyone could type; its first part decides.
  const run = folded.chars
    .slice(at, Math.min(end, at + 300))
    .join('')
    .replaceAll(/[。点]/g, '.')
  if (run.includes('URL') || run.includes('WECHATcom')) return { token: linkToken, end, host: '' }
  const lower = run.toLowerCase()
  const rest = lower.replace(/^.*?:\/\//, '')
  const host = /^[a-z0-9._@-]*/.exec(rest)?.[0] ?? ''
  const parts = host.split('@').at(-1)!.split('.')
  const named = parts.length > 1 && parts.some((part, i) => i > 0 && endingSet.has(part)) && parts[0] !== ''
  if (!named && rest === lower && !lower.startsWith('www.')) return null
  if (host.includes('@')) return { token: mailToken, end, host: '' }
  return { token: linkToken, end, host: parts.join('.').replace(/\.+$/, '') }
}

function readMask(folded: Folded, at: number): Token | null {
  const first = folded.chars[at]!
  if (!'CHWDPBNU'.includes(first)) return null
  const word = folded.chars.slice(at, at + 9).join('')
  const found = masks.find(([mask]) => word.startsWith(mask))
  return found ? { token: found[1], end: at + found[0].length, host: '' } : null
}
