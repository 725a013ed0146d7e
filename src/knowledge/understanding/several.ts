import type { Candidate } from './question.ts'
import type { QuestionGround, Understanding } from './understand.ts'
import { thresholds, understand } from './understand.ts'

/** A part of a message and what answers it. */
export interface PartAnswered extends Candidate {
  part: string
}

const mostQuestions = 3
const shortestPart = 3

/** What parts two questions: the end of a sentence, a new line, a number in front, a word that adds one, or a comma or space. */
const ends = /[?？!！。；;\n]+|(?:^|\s)(?:[1-9１-９一二三][.、)）．]|[①②③])\s*/
const adding =
  /[,，、\s]*(?:还有就是|还有|另外|顺便问下|顺便问|顺便|以及|再问一个|再问下|再问|对了|然后|再就是|同时|and also|also)[,，\s]*/i
const stops = /[,，]|\s{1,}/

/**
 * The questions in one message, each with what answers it: "退宿几号截止？档案寄哪？" is two. Null when it is one. Two parts that are answered by the same entry
 * are one question, and a part that only tells something is none.
 */
export function questionsIn(known: QuestionGround, text: string): PartAnswered[] | null {
  for (const separator of [ends, adding, stops]) {
    const parts = partsOf(text, separator)
    if (parts.length < 2 || parts.length > 6) continue
    const found = parts.flatMap(part => {
      const understanding = understand(known, part)
      return isSure(understanding) ? [{ ...understanding.candidates[0]!, part }] : []
    })
    const different = found.filter((one, n) => found.findIndex(other => other.entry === one.entry) === n)
    if (different.length >= 2) return different.slice(0, mostQuestions)
  }
  return null
}

const isSure = ({ outcome, candidates, asks, concepts }: Understanding) =>
  outcome === 'answer' && candidates[0]!.score >= thresholds.part && asks && concepts > 0

/** The pieces of a text between separators that are long enough to say something. */
export function partsOf(text: string, separator: RegExp = ends): string[] {
  const parts = text
    .split(new RegExp(separator, `${separator.flags.replace('g', '')}g`))
    .map(part => part.trim())
    .filter(part => part.length >= shortestPart)
  return parts.length > 1 ? parts : [text]
}
