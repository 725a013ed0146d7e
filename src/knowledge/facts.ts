import type { FactWords, Sense } from './lexicon.ts'

/** What somebody told that later questions may depend on, by what it is about: { 去向: '升学', 贷款: '生源地贷款' }. */
export type Facts = Readonly<Record<string, string>>

/** The facts that a text tells; of two about the same the later. */
export function factsIn(words: FactWords, { senses }: { senses: readonly Sense[] }): Facts {
  const told = senses.flatMap(({ sense }) => {
    const about = words.get(sense.slice(1))
    return sense.startsWith('#') && about !== undefined ? [[about, sense.slice(1)] as const] : []
  })
  return Object.fromEntries(told)
}
