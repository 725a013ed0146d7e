import { mentionsIn, type Named, placesOf, type Sentence } from './mention.ts'

/**
 * Whether a sentence asks: `us`, where it asks about this conversation or what something means, which is never an answer; `it`, where it may ask of the
 * matter; null where it tells. Words of asking within what names an option ask nothing (看看都记了我啥).
 */
export function asksIn(sentence: Sentence, things: readonly Named[]): 'us' | 'it' | null {
  const { text, words } = sentence
  if (placesOf(text, words.aboutUs).length > 0) return 'us'
  const harmless = [...placesOf(text, words.asksNot), ...mentionsIn(sentence, things).filter(m => m.isSure)]
  const isCovered = (place: { from: number; to: number }) =>
    harmless.some(h => h.from <= place.from && place.to <= h.to)
  return placesOf(text, words.asks).some(place => !isCovered(place)) ? 'it' : null
}

/** The sentence without its clauses that ask. */
export function withoutQuestions(sentence: Sentence, things: readonly Named[]): Sentence {
  const clauses = sentence.text.match(/[^\s,.!?;]+[\s,.!?;]*/g) ?? []
  const told = clauses.filter(clause => asksIn({ ...sentence, text: clause.trim() }, things) === null)
  return { ...sentence, text: told.join('').trim() }
}
