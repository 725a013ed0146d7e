import type { EntryHit, SearchIndex } from './search.ts'
import type { Serving } from './served.ts'
import type { ReadTerms, TermReader } from './terms.ts'

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
export const thresholds = { answer: 0.6, clarify: 0.35, unprompted: 0.97, keyword: 0.85 } as const

/** Above this share of the best score the second is as likely: of such questions the first was right only half the time. */
const tie = 0.97

/** How many candidates are kept. */
const kept = 5

/** The last text that each index was asked for: several links of one turn ask for the same. */
const latest = new WeakMap<SearchIndex, { text: string; serving: Serving | undefined; understanding: Understanding }>()

/** Understands one question that stands alone, asked by whoever is served so. */
export function understand(
  { reader, index, serving }: { reader: TermReader; index: SearchIndex; serving?: Serving },
  text: string,
): Understanding {
  const known = latest.get(index)
  if (known?.text === text && known.serving === serving) return known.understanding
  const reading = reader.read(text)
  const understanding = judge(reading, index.search(reading, kept, serving))
  latest.set(index, { text, serving, understanding })
  return understanding
}

function judge(reading: ReadTerms, hits: EntryHit[]): Understanding {
  const candidates = hits
    .map((hit, n) => ({ entry: hit.entry, score: confidence(hit, hits[n === 0 ? 1 : 0] ?? null, reading) }))
    .sort((a, b) => b.score - a.score)
  const best = candidates[0]?.score ?? 0
  const isTie = hits.length > 1 && hits[1]!.score > tie * hits[0]!.score
  const outcome = best >= thresholds.answer && !isTie ? 'answer' : best >= thresholds.clarify ? 'clarify' : 'unknown'
  return { outcome, candidates, asks: isQuestion(reading), concepts: conceptCount(reading) }
}

/**
 * Features of a hit and its strongest rival as a probability. The weights are a logistic regression on labelled questions;
 * `tests/bench/fit.ts` prints them.
 */
export function confidence(hit: EntryHit, rival: EntryHit | null, reading: ReadTerms): number {
  return (
    1 /
    (1 + Math.exp(-features(hit, rival, reading).reduce((sum, feature, i) => sum + feature * confidenceWeights[i]!, 0)))
  )
}

/** What the confidence is made of; the first is the constant. */
export function features(hit: EntryHit, rival: EntryHit | null, reading: ReadTerms): number[] {
  const margin = hit.score - (rival?.score ?? 0)
  const concepts = conceptCount(reading)
  const length = Math.min(1, reading.text.length / 30)
  const elsewhere = reading.senses.filter(s => s.sense.startsWith('!')).length
  return [
    1,
    hit.nearest,
    hit.third,
    hit.whole,
    hit.coverage,
    margin,
    Math.min(concepts, 3) / 3,
    length,
    Math.min(elsewhere, 2),
  ]
}

export const confidenceWeights: readonly number[] = [-5.87, 0.68, 5.01, 5.54, 2.75, 6.09, 0.82, 5.53, -2.22]

function conceptCount(reading: ReadTerms): number {
  return new Set(reading.senses.filter(s => s.sense.startsWith('#')).map(s => s.sense)).size
}

const questionWords =
  /[?？]|吗|嘛(?!的)|(?<![这那要多])么(?![样的些])|呢(?=$|[^\p{L}])|咋|啥|怎|如何|什么(?!的)|哪|谁|几[号天点月个]|多少|多久|是不是|能不能|可不可以|要不要|需不需要|有没有|会不会|该不该|用不用|行不行|求助|求问|请问/u

function isQuestion(reading: ReadTerms): boolean {
  return questionWords.test(reading.text) || reading.senses.some(s => s.sense.startsWith('?'))
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

/** Whether a message leans on the one before: short, and it begins like a follow-up ("那要几天？") or names no subject of its own ("在哪办呢"). */
export function leansBack(text: string, { concepts, asks }: Understanding): boolean {
  const bare = text.trim()
  if (!asks || bare.length > 16) return false
  return /^(那|它|这个|那个|这|还要|还得|如果|要是|具体|然后|所以)/.test(bare) || (concepts === 0 && bare.length <= 10)
}
