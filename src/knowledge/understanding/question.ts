import type { ReadTerms } from '../terms.ts'

/** A guess at what was meant, with the probability (0..1) that it is right. */
export interface Candidate {
  entry: string
  score: number
}

/** How many concepts of the domain a text names. */
export function conceptCount(reading: ReadTerms): number {
  return new Set(reading.senses.filter(s => s.sense.startsWith('#')).map(s => s.sense)).size
}

const questionWords =
  /[?？]|吗|嘛(?!的)|(?<![这那要多])么(?![样的些])|呢(?=$|[^\p{L}])|咋|啥|怎|如何|什么(?!的)|哪|谁|多少|多久|是不是|能不能|可不可以|要不要|需不需要|有没有|会不会|该不该|用不用|行不行|求助|求问|请问/u

/** "Is it or not" asked by the verb said twice (交不交), by a closing negation (交不, 发了没, 要伐), or how many of something (几张). */
const unmarkedQuestions = [
  /([\u3400-\u9fff])[不没]\1/u,
  /[\p{L}\p{N}]{2,}(?<![我你他她它们也都就还并从是可能会了对])(?:不|没有?|伐|㗎|冇|未)[\s~。!！]*$/u,
  /了没有?[\s~。!！]*$/u,
  /(?<![这那好十前后过头末])几(?![乎何率])[\u3400-\u9fff]/u,
]

/** Whether a text reads like a question or a call for help. */
export function readsAsQuestion(reading: ReadTerms): boolean {
  return (
    questionWords.test(reading.text) ||
    unmarkedQuestions.some(pattern => pattern.test(reading.text)) ||
    reading.senses.some(s => s.sense.startsWith('?'))
  )
}

/** Whether a text asks, and of something that our vocabulary knows. */
export const asksOfOurs = (reading: ReadTerms): boolean => readsAsQuestion(reading) && conceptCount(reading) > 0
