import { bareWords } from '../phrases.ts'
import type { UnderstandingModel } from './model.ts'
import { partingOf, partsAtMarks } from './parting.ts'
import { type Candidate, readsAsQuestion } from './question.ts'
import { probabilityOf } from './trees.ts'
import { type QuestionGround, thresholds, type Understanding, understand } from './understand.ts'

/** A part of a message and what answers it. */
export interface PartAnswered extends Candidate {
  part: string
}

const mostQuestions = 3

/**
 * The questions in one message, each with what answers it: "退宿几号截止档案寄哪" is two. Null when it is one. Two parts that are answered by the same entry
 * are one question, and a part that only tells something is none; what the school wrote as one way of asking is one.
 */
export function questionsIn(known: QuestionGround, text: string): PartAnswered[] | null {
  if (known.ownAsks?.has(bareWords(text))) return null
  const { parts, probability } = partsOf(known, text, mostQuestions)
  if (parts.length < 2) return null
  const answered = parts.flatMap(part => {
    const { outcome, candidates }: Understanding = understand(known, part)
    return outcome === 'answer' ? [{ ...candidates[0]!, part }] : []
  })
  const different = answered.filter((one, n) => answered.findIndex(other => other.entry === one.entry) === n)
  const isSure = probability * Math.min(...different.map(({ score }) => score)) >= thresholds.several
  return different.length > 1 && isSure ? different : null
}

/** A message cut into parts that may ask different things, and how likely (0..1) they do. */
interface Parts {
  parts: string[]
  probability: number
}

/** The parts of a message that may ask different things, at most so many; the message itself where it asks one. */
export function partsOf(known: QuestionGround, text: string, most: number): Parts {
  const two = most > 1 ? (known.model ? learntParts(known, known.model, text) : markedParts(known, text)) : null
  if (!two) return { parts: [text], probability: 1 }
  const first = partsOf(known, two.parts[0]!, most - 1)
  const second = partsOf(known, two.parts[1]!, most - first.parts.length)
  return {
    parts: [...first.parts, ...second.parts],
    probability: two.probability * first.probability * second.probability,
  }
}

function learntParts({ reader }: QuestionGround, model: UnderstandingModel, text: string): Parts | null {
  const parting = partingOf({ reader, guesser: model.guesser, kinds: model.kinds }, text)
  const probability = parting ? probabilityOf(model.parting, parting.evidence) : 0
  return parting && probability >= thresholds.several ? { parts: [...parting.parts], probability } : null
}

/** Without a model a message is parted at a plain mark between two parts that both ask. */
function markedParts({ reader }: QuestionGround, text: string): Parts | null {
  const found = partsAtMarks(text).find(parts => parts.every(part => readsAsQuestion(reader.read(part))))
  return found ? { parts: [...found], probability: 1 } : null
}
