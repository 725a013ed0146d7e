import type { Entry } from './entry.ts'
import { type AskedKind, askedKinds, askedOf, kindsOf, sureKind } from './kind.ts'
import type { Knowledge } from './load.ts'
import type { TermReader } from './terms.ts'
import type { UnderstandingModel } from './understanding/model.ts'
import { questionTraits } from './understanding/traits.ts'

/** What one needs to know to tell what a question asks for. */
export type KindGround = Pick<Knowledge, 'lexicon' | 'reader' | 'model'>

/** Beside a line that is as likely as 1 another is said that is at least as likely as this. */
const beside = 0.35
/** So much the likelier is the kind that words tell for sure. */
const told = 0.1
const mostLines = 2

/** Which lines of an entry a question asks for, the likeliest first: one, or two where it may be either. Empty where the entry has none. */
export function linesAsked(
  { lexicon, reader, model }: KindGround,
  question: string,
  entry: Pick<Entry, 'title' | 'direct'>,
): AskedKind[] {
  const { kinds } = lexicon
  if (!model)
    return askedOf(kinds, question, entry)
      .filter(kind => entry.direct[kind] !== undefined)
      .slice(0, 1)
  const guess = guessed(model, reader, question)
  const sure = sureKind(kinds, question)
  const likely = askedKinds
    .filter(kind => entry.direct[kind] !== undefined)
    .map(kind => ({ kind, score: (guess.of(kind) ?? 0) + (kind === sure ? told : 0) }))
    .sort((a, b) => b.score - a.score)
  return likely.filter(({ score }, n) => n < mostLines && score >= beside * likely[0]!.score).map(({ kind }) => kind)
}

/** A question may be of a kind that is at least as likely as this. */
const maybe = 0.25

/** Which kinds of question a text is, the likeliest first; empty where it is none. */
export function kindsMeant({ lexicon, reader, model }: KindGround, text: string): AskedKind[] {
  if (!model) return kindsOf(lexicon.kinds, text)
  const guess = guessed(model, reader, text)
  return askedKinds.filter(kind => guess.of(kind)! >= maybe).sort((a, b) => guess.of(b)! - guess.of(a)!)
}

const guessed = ({ kinds }: UnderstandingModel, reader: TermReader, text: string) =>
  kinds.guess(kinds.sketch(questionTraits(text, reader.read(text).terms)))
