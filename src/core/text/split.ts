/** How a platform counts the length of a text. `measure` adds up: the whole is as long as its parts. */
export interface TextLimit {
  limit: number
  measure(text: string): number
}

/** Where a text may be cut, the best places first: lines, sentences, clauses, characters as people see them, code points. */
const cuts: readonly ((text: string) => string[])[] = [
  text => text.split(/(?<=\n)/),
  text => text.split(/(?<=[。！？；…]+[”’）》」』]*)(?![。！？；…”’）》」』])|(?<=[!?;.]\s)/),
  text => text.split(/(?<=[，、：,\s])/),
  text => Array.from(new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text), s => s.segment),
  text => Array.from(text),
]

/**
 * The text in parts that a platform takes, cut at the ends of lines and sentences where it can and never inside a character. Nothing is
 * lost but white space at the cuts.
 */
export function splitText(text: string, size: TextLimit): string[] {
  return cut(text, size, 0)
    .map(part => part.trim())
    .filter(part => part !== '')
}

function cut(text: string, size: TextLimit, level: number): string[] {
  const { limit, measure } = size
  const pieces = cuts[level]
  if (measure(text) <= limit || !pieces) return [text]
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const piece of pieces(text)) {
    const length = measure(piece)
    if (used + length > limit) {
      if (part !== '') parts.push(part)
      const finer = length > limit ? cut(piece, size, level + 1) : [piece]
      parts.push(...finer.slice(0, -1))
      part = finer.at(-1)!
      used = measure(part)
    } else {
      part += piece
      used += length
    }
  }
  return part === '' ? parts : [...parts, part]
}

/** Length in UTF-8 bytes, as WeCom counts it. */
export const utf8Bytes = (text: string) => new TextEncoder().encode(text).length

/**
 * The text with its choices as lines, for platforms without buttons: numbered where the number is what one answers, else the word to answer. What
 * the text says already is not said twice.
 */
export function withNumberedChoices(text: string, choices: readonly { value: string; label: string }[]): string {
  const said = text.split('\n')
  const lines = choices.map(({ value, label }) => {
    if (/^\d+$/.test(value)) {
      const isSaid = said.some(line => line.includes(label) && new RegExp(`^\\s*${value}\\b`).test(line))
      return isSaid ? null : `${value}. ${label}`
    }
    if (text.includes(value)) return null
    return label.includes(value) ? `· ${label}` : `· ${label}（${value}）`
  })
  return [text, ...lines.filter(line => line !== null)].join('\n')
}
