import { linkToken, mailToken, numberToken } from './text/token.ts'

/** How many characters may stand in a short gap (`…`) and in a long one (`~`). */
export const shortGap = 10
export const longGap = 30

const tokens: Record<string, string> = { link: linkToken, number: numberToken, mail: mailToken }
// Neighbouring groups are multiplied out up to this number of wordings; beyond it they become parts that must touch.
const most = 48

/** What may stand between two parts: so many characters, and whether a stop or line break may be among them. */
export interface Gap {
  most: number
  inPiece: boolean
}

/** A phrase taken apart: the wordings of each part, and what may stand between a part and the next. */
export interface Phrase {
  parts: string[][]
  gaps: Gap[]
}

type Groups = ReadonlyMap<string, readonly string[]>

/**
 * Takes a phrase of the lists apart. `(a|b)` are alternatives, `{pay}` is a word group, `{link}`, `{number}` and `{mail}`
 * are tokens, `#` is a small number, `…` and `~` are gaps. Returns what is wrong as a string.
 */
export function parsePhrase(source: string, words: Groups): Phrase | string {
  const phrase: Phrase = { parts: [], gaps: [] }
  for (const [index, piece] of source.split(/([…~])/).entries()) {
    if (index % 2 === 1) {
      phrase.gaps.push({ most: piece === '…' ? shortGap : longGap, inPiece: false })
      continue
    }
    const chain = chainOf(piece, words)
    if (typeof chain === 'string') return chain
    phrase.parts.push(...chain.parts)
    phrase.gaps.push(...chain.gaps)
  }
  return phrase
}

/** The wordings of a word in a group: groups within it are written out. */
export function expand(piece: string, words: Groups): string[] | string {
  const choices = tokensOf(piece, words)
  if (typeof choices === 'string') return choices
  return choices.reduce<string[]>((before, next) => product(before, next), [''])
}

/** A piece without gaps as parts that touch; what is optional between two parts that are too many becomes a small gap. */
function chainOf(piece: string, words: Groups): Phrase | string {
  const tokens = tokensOf(piece, words)
  if (typeof tokens === 'string') return tokens
  // What is optional at an edge decides nothing.
  while (tokens[0]?.includes('')) tokens.shift()
  while (tokens.at(-1)?.includes('')) tokens.pop()
  if (tokens.length === 0) return 'an empty part'
  const phrase: Phrase = { parts: [[...tokens[0]!]], gaps: [] }
  let between = 0
  for (const choices of tokens.slice(1)) {
    const last = phrase.parts.at(-1)!
    if (between === 0 && last.length * choices.length <= most) {
      phrase.parts[phrase.parts.length - 1] = product(last, choices)
    } else if (choices.includes('')) between += Math.max(...choices.map(choice => choice.length))
    else {
      phrase.gaps.push({ most: between, inPiece: true })
      phrase.parts.push([...choices])
      between = 0
    }
  }
  return phrase
}

function product(before: readonly string[], next: readonly string[]): string[] {
  return [...new Set(before.flatMap(first => next.map(second => first + second)))]
}

function tokensOf(piece: string, words: Groups): (readonly string[])[] | string {
  const result: (readonly string[])[] = []
  for (const token of piece.match(/\([^()]*\)|\{[^{}]*\}|[^(){}]+|[(){}]/g) ?? []) {
    const choices = choicesOf(token, words)
    if (typeof choices === 'string') return choices
    result.push(choices)
  }
  return result
}

function choicesOf(token: string, words: Groups): readonly string[] | string {
  if (token.length === 1 && '(){}'.includes(token)) return `stray ${token}`
  if (token.startsWith('(')) {
    const choices = token
      .slice(1, -1)
      .split('|')
      .map(choice => expand(choice, words))
    return choices.find(choice => typeof choice === 'string') ?? choices.flat()
  }
  if (!token.startsWith('{')) return [token.replace(/\s+/g, '').toLowerCase()]
  const name = token.slice(1, -1)
  const single = tokens[name]
  return single ? [single] : (words.get(name) ?? `unknown group {${name}}`)
}
