import type { Hit, SearchIndex } from './search.ts'
import type { Reading } from './terms.ts'

/** A guess at what was meant, with the probability (0..1) that it is right. */
export interface Candidate {
  entry: string
  score: number
}

/** What a question was understood as. `candidates` holds the best few, best first; empty when nothing fits at all. */
export interface Understanding {
  outcome: 'answer' | 'clarify' | 'unknown'
  candidates: Candidate[]
  /** Whether it reads like a question or a call for help, rather than a remark. */
  asks: boolean
  /** How many concepts of the domain it names. */
  concepts: number
}

/** Above `answer` the bot answers, above `clarify` it offers choices, above `unprompted` it may speak without being asked. */
export const thresholds = { answer: 0.5, clarify: 0.3, unprompted: 0.97, keyword: 0.8 } as const

/** How many candidates are kept. */
const kept = 5

/** Understands one question that stands alone. */
export function understand(index: SearchIndex, text: string): Understanding {
  const { reading, hits } = index.find(text, kept)
  return judge(reading, hits)
}

function judge(reading: Reading, hits: Hit[]): Understanding {
  const candidates = hits.map((hit, n) => ({ entry: hit.entry, score: confidence(hit, hits[n === 0 ? 1 : 0] ?? null) }))
  const best = candidates[0]?.score ?? 0
  const outcome = best >= thresholds.answer ? 'answer' : best >= thresholds.clarify ? 'clarify' : 'unknown'
  const concepts = new Set(reading.senses.filter(s => s.sense.startsWith('#')).map(s => s.sense)).size
  return { outcome, candidates, asks: isQuestion(reading), concepts }
}

/**
 * Features of a hit and its strongest rival as a probability. The weights are a logistic regression on labelled questions;
 * `tests/bench/fit.ts` prints them.
 */
export function confidence(hit: Hit, rival: Hit | null): number {
  return 1 / (1 + Math.exp(-features(hit, rival).reduce((sum, feature, i) => sum + feature * confidenceWeights[i]!, 0)))
}

/** What the confidence is made of; the first is the constant. */
export function features(hit: Hit, rival: Hit | null): number[] {
  const margin = hit.score - (rival?.score ?? 0)
  return [1, hit.nearest, hit.whole, hit.coverage, margin, hit.nearest * hit.coverage]
}

export const confidenceWeights: readonly number[] = [-5, 5, 3, 2, 5, 0]

const questionMarks = /[?？]|吗|嘛|么|呢|咋|啥|怎|如何|什么|哪|谁|几|多少|多久|是不是|能不能|可不可以|要不要|需不需要|有没有|会不会|该不该|求助|求问|请问/

function isQuestion(reading: Reading): boolean {
  return questionMarks.test(reading.text) || reading.senses.some(s => s.sense.startsWith('?'))
}

/**
 * The questions in one message: "退宿几号截止？档案寄哪？" is two. A message that is one question comes back whole; at most three parts.
 */
export function partsOf(text: string): string[] {
  const parts = text
    .split(/[?？!！。；;\n]+|(?:，|,|\s)(?=(?:还有|另外|顺便|以及|然后|再问))/)
    .map(part => part.trim())
    .filter(part => part.length >= 3)
  return parts.length > 1 ? parts.slice(0, 4) : [text]
}

/** Whether a message leans on the one before: short, and begins or ends like a follow-up ("那要几天？", "在哪办呢"). */
export function leansBack(text: string): boolean {
  const bare = text.trim()
  return bare.length <= 14 && (/^(那|它|这个|那个|这|还|如果|要是|具体|然后|所以)/.test(bare) || bare.length <= 8)
}
