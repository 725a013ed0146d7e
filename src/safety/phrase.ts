import { linkToken, mailToken, numberToken } from './token.ts'

/** How many characters may stand in a short gap (`…`) and in a long one (`~`). */
export const shortGap = 10
export const longGap = 30

const tokens: Record<string, string> = { link: linkToken, number: numberToken, mail: mailToken }
// A phrase that stands for more wordings than this is a slip of the pen: the cure is to make two of it.
const most = 4000

/** A phrase taken apart: the wordings of each part, and the most characters between a part and the next. */
export interface Phrase {
  parts: string[][]
  gaps: number[]
}

/**
 * Takes a phrase of the lists apart. `(a|b)` are alternatives, `{pay}` is a word group, `{link}`, `{number}` and `{mail}`
 * are tokens, `#` is a small number, `…` and `~` are gaps. Returns what is wrong as a string.
 */
export function parsePhrase(source: string, words: ReadonlyMap<string, readonly string[]>): Phrase | string {
  const gaps: number[] = []
  const parts: string[][] = []
  for (const [index, piece] of source.split(/([…~])/).entries()) {
    if (index % 2 === 1) {
      gaps.push(piece === '…' ? shortGap : longGap)
      continue
    }
    const wordings = expand(piece, words)
    if (typeof wordings === 'string') return wordings
    if (wordings.length > most) return `${wordings.length} wordings`
    if (wordings.includes('')) return 'an empty part'
    parts.push(wordings)
  }
  return { parts, gaps }
}

/** Every wording that a piece without gaps stands for; groups do not nest. */
export function expand(piece: string, words: ReadonlyMap<string, readonly string[]>): string[] | string {
  let wordings = ['']
  for (const token of piece.match(/\([^()]*\)|\{[^{}]*\}|[^(){}]+|[(){}]/g) ?? []) {
    const choices = choicesOf(token, words)
    if (typeof choices === 'string') return choices
    if (wordings.length * choices.length > most) return 'too many wordings'
    wordings = wordings.flatMap(before => choices.map(choice => before + choice))
  }
  return [...new Set(wordings)]
}

function choicesOf(token: string, words: ReadonlyMap<string, readonly string[]>): readonly string[] | string {
  if (token.length === 1 && '(){}'.includes(token)) return `stray ${token}`
  if (token.startsWith('(')) return token.slice(1, -1).split('|')
  if (!token.startsWith('{')) return [token.replace(/\s+/g, '').toLowerCase()]
  const name = token.slice(1, -1)
  const single = tokens[name]
  return single ? [single] : (words.get(name) ?? `unknown group {${name}}`)
}
