import { asksOfOurs, type Candidate } from './question.ts'
import { isClear, type QuestionGround, thresholds, understand } from './understand.ts'

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
const stops = /[,，]|\s+/

/**
 * The questions in one message, each with what answers it: "退宿几号截止？档案寄哪？" is two. Null when it is one. Two parts that are answered by the same entry
 * are one question, and a part that only tells something is none.
 */
export function questionsIn(known: QuestionGround, text: string): PartAnswered[] | null {
  for (const separator of [ends, adding, stops]) {
    const parts = partsOf(text, separator)
    if (parts.length < 2 || parts.length > 6) continue
    // Reading a part is cheap beside weighing it, and of most messages hardly one part asks.
    const asking = parts.filter(part => asksOfOurs(known.reader.read(part)))
    if (asking.length < 2) continue
    const found = asking.flatMap(part => {
      const understanding = understand(known, part)
      return isClear(understanding, thresholds.part) ? [{ ...understanding.candidates[0]!, part }] : []
    })
    const different = found.filter((one, n) => found.findIndex(other => other.entry === one.entry) === n)
    if (different.length >= 2) return different.slice(0, mostQuestions)
  }
  return null
}

/** The pieces of a text between separators that are long enough to say something. */
export function partsOf(text: string, separator: RegExp = ends): string[] {
  const parts = text
    .split(separator)
    .map(part => part.trim())
    .filter(part => part.length >= shortestPart)
  return parts.length > 1 ? parts : [text]
}
