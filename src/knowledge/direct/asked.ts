import type { Entry, Situation } from '../entry.ts'
import type { Knowledge } from '../load.ts'
import { lookAlone } from '../understanding/look.ts'
import type { UnderstandingModel } from '../understanding/model.ts'
import { probabilityOf } from '../understanding/trees.ts'
import { type AskedKind, askedKinds, askedOf, kindsOf, sureKind } from './kind.ts'
import type { AskedLine } from './lines.ts'
import { situationsNear } from './situations.ts'

/** What one needs to know to tell what a question asks for. */
export type KindGround = Pick<Knowledge, 'lexicon' | 'reader' | 'model' | 'index'>

type Asked = Pick<Entry, 'id' | 'title' | 'direct' | 'situations'>

/** Beside a line that is as likely as 1 another is said that is at least as likely as this. */
const beside = 0.35
/** So much the likelier is the kind that words tell for sure. */
const told = 0.1
const mostLines = 2

/** A situation that is at least as likely meant as this is answered beside the kind of question, before it from `clearly`, alone from `surely`. */
const bars = { maybe: 0.2, clearly: 0.3, surely: 0.65 }

/**
 * Which lines of an entry a question asks for, the likeliest first: the one of its situation, or that of its kind, or two where it may be either. Empty where the
 * entry has none.
 */
export function linesAsked(ground: KindGround, question: string, entry: Asked): AskedLine[] {
  const situation = situationMeant(ground, question, entry)
  const own = situation && { of: 'situation' as const, say: situation.say }
  if (own && situation.probability >= bars.surely) return [own]
  const lines = kindsAsked(ground, question, entry).map(kind => ({ of: kind, say: entry.direct[kind]! }))
  if (!own || situation.probability < bars.maybe) return lines
  return situation.probability >= bars.clearly ? [own, ...lines.slice(0, 1)] : [...lines.slice(0, 1), own]
}

/** Of the lines that are asked for now those that the entry did not say to the question before. */
export function linesNotSaid(
  ground: KindGround,
  asked: readonly AskedLine[],
  { entry, before }: { entry: Asked; before: string },
): AskedLine[] {
  const said = linesAsked(ground, before, entry).map(({ say }) => say)
  return asked.filter(({ say }) => !said.includes(say))
}

/** The likeliest situation of an entry for a question, with the probability (0..1) that it is meant; null where there is none that is like it at all. */
function situationMeant(
  { reader, model }: KindGround,
  question: string,
  entry: Asked,
): (Situation & { probability: number }) | null {
  const hits = situationsNear({ reader, guesser: model?.situations ?? null }, question, entry)
  const likely = hits.map(({ situation, score, evidence }) => {
    const probability = model ? probabilityOf(model.telling, evidence) : Number(score >= enough)
    return { ...situation, probability }
  })
  return likely.reduce<(typeof likely)[number] | null>(
    (best, next) => (best && best.probability >= next.probability ? best : next),
    null,
  )
}

/** Without a model a situation of this score is taken for meant. */
const enough = 3

/** Which of an entry's kinds of line a question asks for: the likeliest, or two where it may be either. */
function kindsAsked(ground: KindGround, question: string, entry: Asked): AskedKind[] {
  const { model, lexicon } = ground
  const { kinds } = lexicon
  const has = (kind: AskedKind) => entry.direct[kind] !== undefined
  if (!model) return askedOf(kinds, question, entry).filter(has).slice(0, 1)
  const guess = guessed(ground, model, question)
  const sure = sureKind(kinds, question)
  const likely = askedKinds
    .filter(has)
    .map(kind => ({ kind, score: (guess.of(kind) ?? 0) + (kind === sure ? told : 0) }))
    .sort((a, b) => b.score - a.score)
  return likely.filter(({ score }, n) => n < mostLines && score >= beside * likely[0]!.score).map(({ kind }) => kind)
}

/** A question may be of a kind that is at least as likely as this. */
const maybe = 0.25

/** Which kinds of question a text is, the likeliest first; empty where it is none. */
export function kindsMeant(ground: KindGround, text: string): AskedKind[] {
  const { model, lexicon } = ground
  if (!model) return kindsOf(lexicon.kinds, text)
  const guess = guessed(ground, model, text)
  return askedKinds.filter(kind => guess.of(kind)! >= maybe).sort((a, b) => guess.of(b)! - guess.of(a)!)
}

/** The guess at the kind of question, as it was made when the question was looked at. */
const guessed = ({ reader }: KindGround, { guesser, kinds }: UnderstandingModel, text: string) =>
  lookAlone({ reader, guesser, kinds }, text).kind
