import type { Knowledge } from '../load.ts'
import { asServed } from '../served.ts'
import type { ReadTerms } from '../terms.ts'
import { candidateOfAdded } from './added.ts'
import { candidatesOf, evidenceFor } from './evidence.ts'
import { type Earlier, looksAt } from './look.ts'
import type { UnderstandingModel } from './model.ts'
import { type OwnAsks, withOwnAsk } from './own-asks.ts'
import { type Candidate, conceptCount, readsAsQuestion } from './question.ts'
import { probabilityOf } from './trees.ts'
import { leansBack, likely, untaughtThresholds } from './untaught.ts'

/** What a question was understood as. `candidates` holds the best few, best first; empty when nothing fits at all. */
export interface Understanding {
  outcome: 'answer' | 'clarify' | 'unknown'
  candidates: Candidate[]
  /** Whether it reads like a question or a call for help, rather than a remark. */
  asks: boolean
  /** How many concepts of the domain it names. */
  concepts: number
}

/** How likely the best candidate must be for what; measured in docs/models/understanding.md. */
export const thresholds = {
  /** The bot answers. */
  answer: 0.34,
  /** It offers choices, */
  clarify: 0.24,
  /** of which each is at least as likely as this. */
  choice: 0.08,
  /** What is named as nearest where nothing is known. */
  nearest: 0.2,
  /** It speaks in a group without being asked, */
  unprompted: 0.97,
  /** or there where a keyword stands. */
  keyword: 0.6,
  /** A message is taken for two questions where it is as likely as this that it asks both and both are answered rightly. */
  several: 0.38,
  /** Below an answer that is less sure than this */
  certain: 0.8,
  /** the next is offered, if it is as likely as this. */
  beside: 0.12,
  /** What was answered just before is said again. */
  again: 0.45,
} as const

/** How many candidates are kept. */
const kept = 5

export const nothingEarlier: Earlier = { texts: [], entry: null }

/** What one needs to know to understand a question. */
export type QuestionGround = Pick<Knowledge, 'reader' | 'index' | 'model' | 'serving'> & {
  entries?: Knowledge['entries']
  ownAsks?: OwnAsks
}

/** Whether a text asks about our subjects and its answer is as sure as `bar`: where nobody asked the bot, or only a part of a message did. */
export const isClear = ({ outcome, candidates, asks, concepts }: Understanding, bar: number): boolean =>
  outcome === 'answer' && candidates[0]!.score >= bar && asks && concepts > 0

/** The last question that each index was asked: several links of one turn ask the same. */
const latest = new WeakMap<
  QuestionGround['index'],
  Pick<QuestionGround, 'serving' | 'model' | 'entries' | 'ownAsks'> & { asked: string; understanding: Understanding }
>()

/** Understands a question, in the light of what was said before it. */
export function understand(knowledge: QuestionGround, text: string, earlier: Earlier = nothingEarlier): Understanding {
  const asked = [text, earlier.entry, ...earlier.texts, ...Object.values(earlier.facts ?? {})].join('\n')
  const known = latest.get(knowledge.index)
  const { serving, model, entries, ownAsks } = knowledge
  const isKnown = known?.asked === asked && known.serving === serving && known.model === model
  // Content with other texts of its entries may have the same index.
  if (isKnown && known.entries === entries && known.ownAsks === ownAsks) return known.understanding
  const understanding = knowledge.model
    ? weighed(knowledge, knowledge.model, { text, earlier })
    : untaught(knowledge, text, earlier.texts.at(-1))
  latest.set(knowledge.index, { asked, serving, model, entries, ownAsks, understanding })
  return understanding
}

/** Every likely entry is weighed by what speaks for and against it. */
function weighed(
  { reader, index, serving, entries, ownAsks }: QuestionGround,
  { guesser, kinds, weighing }: UnderstandingModel,
  { text, earlier }: { text: string; earlier: Earlier },
): Understanding {
  const looks = looksAt({ reader, index, guesser, kinds }, text, earlier)
  const taught = candidatesOf(looks)
    .filter(entry => index.has(entry) && guesser.knows(entry))
    .map(entry => {
      const direct = Object.keys(entries?.get(entry)?.direct ?? {})
      return { entry, score: probabilityOf(weighing, evidenceFor(entry, looks, { answered: earlier.entry, direct })) }
    })
  const candidates = [...taught, ...looks.added.map(hit => candidateOfAdded(hit, looks.reading))]
  const served = (serving ? asServed(candidates, serving) : candidates).sort((a, b) => b.score - a.score)
  const ranked = withOwnAsk(named(served, { text, entries }), text, { ownAsks, serving })
  return understood(looks.reading, notAgain(ranked, earlier.entry).slice(0, kept), thresholds)
}

/** Without a model the likeness of words decides; a short follow-up is read together with the question before it when it says too little alone. */
function untaught(
  { reader, index, serving, ownAsks }: QuestionGround,
  text: string,
  before: string | undefined,
): Understanding {
  const judge = (whole: string) => {
    const reading = reader.read(whole)
    const candidates = withOwnAsk(likely(reading, index.search(reading, kept, serving)), whole, { ownAsks, serving })
    return understood(reading, candidates, untaughtThresholds)
  }
  const alone = judge(text)
  if (before === undefined || !leansBack(text, alone)) return alone
  const together = judge(`${before} ${text}`)
  const isBetter = (together.candidates[0]?.score ?? 0) > (alone.candidates[0]?.score ?? 0)
  const leans = alone.outcome !== 'answer' || (alone.concepts === 0 && isBetter)
  return leans && together.outcome !== 'unknown' ? together : alone
}

/**
 * To the guesser all numbers are one; a number that somebody names and that is what an entry is asked by ("12356") puts that entry before those that are not
 * asked by it.
 */
function named(
  candidates: Candidate[],
  { text, entries }: { text: string; entries: Knowledge['entries'] | undefined },
): Candidate[] {
  const numbers = text.match(/(?<!\d)\d{3,6}(?!\d)/g) ?? []
  const isAskedBy = ({ entry: id }: Candidate) => {
    const entry = entries?.get(id)
    return entry !== undefined && numbers.some(n => entry.title.includes(n) || entry.asks.includes(n))
  }
  const own = numbers.length > 0 ? candidates.find(isAskedBy) : undefined
  if (!own || own === candidates[0]) return candidates
  const score = Math.max(own.score, candidates[0]!.score)
  return [{ ...own, score }, ...candidates.filter(c => c !== own && !isAskedBy(c))]
}

/** The entry that was answered last comes first again only where it is clearly meant: nobody wants to read the same twice. */
function notAgain(candidates: readonly Candidate[], answered: string | null): Candidate[] {
  const [best, ...others] = candidates
  if (!best || best.entry !== answered || best.score >= thresholds.again) return [...candidates]
  const [next] = others
  return next && next.score >= thresholds.choice ? [...others, best] : [best, ...others]
}

function understood(
  reading: ReadTerms,
  candidates: Candidate[],
  { answer, clarify, choice, nearest }: Record<'answer' | 'clarify' | 'choice' | 'nearest', number>,
): Understanding {
  const sureness = candidates[0]?.score ?? 0
  const outcome = sureness >= answer ? 'answer' : sureness >= clarify ? 'clarify' : 'unknown'
  // Choices that are next to impossible are worse than none.
  const least = outcome === 'unknown' ? nearest : choice
  return {
    outcome,
    candidates: candidates.filter((c, n) => c.score >= least || (n === 0 && outcome !== 'unknown')),
    asks: readsAsQuestion(reading),
    concepts: conceptCount(reading),
  }
}
