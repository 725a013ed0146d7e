import { candidateOfAdded } from './added.ts'
import { candidatesOf, evidenceFor, logOf } from './evidence.ts'
import { type Earlier, type Looks, looksAt } from './look.ts'
import { probabilityOf } from './trees.ts'
import type { QuestionGround } from './understand.ts'

/** What can speak for or against an entry, in the words of people: the message by itself, its words, that it may be about nothing of ours, its parts, the kind of question, what was said before. */
export const witnesses = ['guess', 'words', 'other', 'parts', 'kind', 'before'] as const
export type Witness = (typeof witnesses)[number]

/** One entry as the trees saw it. */
export interface Speaking {
  entry: string
  /** How likely it is, 0..1. */
  score: number
  /** By how much it would be less likely without a witness (above 0: it speaks for the entry; below: against). */
  by: Record<Witness, number>
  /** How likely the guesser holds it by the message alone, how like the entry's own words are, and how many of its words they cover; all 0..1. */
  guessed: number
  likeness: number
  coverage: number
}

/** Where each witness stands in what `evidenceFor` makes, and what stands there while nothing is known of it. */
const places: Record<Witness, { at: readonly number[]; unknown: number }> = {
  guess: { at: [0, 1, 2, 13], unknown: -99 },
  words: { at: [3, 4, 5, 6, 7, 8, 9, 14], unknown: 0 },
  other: { at: [11, 12], unknown: logOf(0) },
  parts: { at: [24, 25, 26], unknown: -99 },
  kind: { at: [15, 16, 27], unknown: 0 },
  before: { at: [17, 18, 19, 20, 21, 22, 23], unknown: -99 },
}

const most = 5

/** What speaks for and against each of the likeliest entries, the likeliest first; null without a model. Entries that are served to others stand in it too. */
export function whatSpeaks(
  { reader, index, model, entries }: QuestionGround,
  text: string,
  earlier: Earlier,
): Speaking[] | null {
  if (!model) return null
  const { guesser, kinds, weighing } = model
  const looks = looksAt({ reader, index, guesser, kinds }, text, earlier)
  const taught = candidatesOf(looks)
    .filter(entry => index.has(entry) && guesser.knows(entry))
    .map((entry): Speaking => {
      const direct = Object.keys(entries?.get(entry)?.direct ?? {})
      const evidence = evidenceFor(entry, looks, { answered: earlier.entry, direct })
      const score = probabilityOf(weighing, evidence)
      const by = (witness: Witness) => score - probabilityOf(weighing, without(evidence, witness))
      const all = Object.fromEntries(witnesses.map(w => [w, by(w)])) as Record<Witness, number>
      return { entry, score, by: all, ...seen(entry, looks) }
    })
  // Of what the school added nothing but words is known.
  const nothing = Object.fromEntries(witnesses.map(w => [w, 0])) as Record<Witness, number>
  const added = looks.added.map((hit): Speaking => {
    const { entry, score } = candidateOfAdded(hit, looks.reading)
    const { score: likeness, coverage } = hit
    return { entry, score, by: { ...nothing, words: score }, guessed: 0, likeness, coverage }
  })
  return [...taught, ...added].sort((a, b) => b.score - a.score).slice(0, most)
}

/** The same evidence as if one of those who speak had said nothing. */
function without(evidence: Float32Array, witness: Witness): Float32Array {
  const { at, unknown } = places[witness]
  const rest = evidence.slice()
  for (const place of at) rest[place] = unknown
  return rest
}

function seen(entry: string, { alone, hits }: Looks): Pick<Speaking, 'guessed' | 'likeness' | 'coverage'> {
  const hit = hits.find(h => h.entry === entry)
  return { guessed: alone.of(entry) ?? 0, likeness: hit?.score ?? 0, coverage: hit?.coverage ?? 0 }
}
