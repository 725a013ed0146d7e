import { z } from 'zod'

/** A sentence of a content file that must keep these `{names}`, because the program fills them. */
export const sentence = (...names: string[]) =>
  z
    .string()
    .trim()
    .min(1, '不能空着')
    .refine(text => names.every(name => text.includes(`{${name}}`)), `要保留 ${names.map(n => `{${n}}`).join('、')}`)

/** One sentence for each of these names. */
export const each = <const N extends string>(...names: N[]) =>
  z.strictObject(Object.fromEntries(names.map(n => [n, sentence()])) as Record<N, z.ZodString>)

/** Words of which any is understood; numbers count as words. */
export const wordList = z.array(z.coerce.string().trim().min(1)).min(1)

/** Puts values in place of `{names}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}

/** A word as it stands in a pattern. */
export const literal = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Any of these words in a pattern, the longest first. */
export const oneOf = (words: readonly string[]): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(literal)
    .join('|')

/** A word in a pattern with `…` for a few characters of one sentence; a Latin word counts whole ("when" is not in "whenever"). */
export function gapped(word: string): string {
  const plain = literal(word).replace(/…/g, '[^，。！？,;；!?\\s]{0,16}?')
  return `${/^[a-z0-9]/.test(word) ? '(?<![a-z0-9])' : ''}${plain}${/[a-z0-9]$/.test(word) ? '(?![a-z0-9])' : ''}`
}
