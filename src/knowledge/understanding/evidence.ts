import type { Guess } from './guess.ts'
import type { Looks } from './look.ts'
import { conceptCount } from './question.ts'

/** The entries that are worth weighing: what is found and guessed by any look. */
export function candidatesOf({ hits, alone, clauses, withLast, withAll }: Looks): string[] {
  const guessed = (guess: Guess | null, most: number) => guess?.best.slice(0, most) ?? []
  return [
    ...new Set(
      [
        ...guessed(alone, 5),
        ...hits.slice(0, 4),
        ...guessed(withLast, 5),
        ...guessed(withAll, 4),
        ...clauses.flatMap(clause => guessed(clause, 2)),
      ].map(c => c.entry),
    ),
  ]
}

/** Stands for what cannot be known, because there is no such look or the guesser does not know the entry. */
export const absent = -99
const lowest = 1e-5
/** The logarithm of a probability, of next to nothing too. */
export const logOf = (probability: number): number => Math.log(probability + lowest)

/**
 * What speaks for and against an entry as the answer to a message, as numbers in a fixed order: the trees of the model file are grown on exactly these. `answered`
 * is the entry that was answered last, `direct` the kinds of question that this entry has a direct line for.
 */
export function evidenceFor(
  entry: string,
  looks: Looks,
  { answered, direct }: { answered: string | null; direct: readonly string[] },
): Float32Array {
  const { kind, reading, alone, before, clauses, withLast, withAll } = looks
  const senses = (sign: string) => reading.senses.filter(s => s.sense.startsWith(sign)).length
  return Float32Array.from([
    ...fitOf(entry, alone),
    ...likenessOf(entry, looks),
    reading.text.length,
    logOf(alone.nothing),
    logOf(alone.leaning),
    logOf(alone.best[0]?.probability ?? 0),
    conceptCount(reading),
    senses('!'),
    senses('?'),
    before === null ? absent : logOf(before.of(entry) ?? 0),
    ...fitOf(entry, withLast),
    ...fitOf(entry, withAll),
    ...fitOf(entry, bestClause(entry, clauses)),
    direct.reduce((sum, name) => sum + (kind.of(name) ?? 0), 0),
    clauses.length,
    answered === null ? 0 : 1,
    answered === entry ? 1 : 0,
    answered !== null && topicOf(answered) === topicOf(entry) ? 1 : 0,
  ])
}

/** How likely an entry is by a guess: by itself, beside its rival, beside none. */
function fitOf(entry: string, guess: Guess | null): number[] {
  const probability = guess?.of(entry) ?? null
  if (guess === null || probability === null) return [absent, absent, absent]
  const guessed = logOf(probability)
  const rival = guess.best.find(c => c.entry !== entry)?.probability ?? 0
  return [guessed, guessed - logOf(rival), guessed - logOf(guess.nothing)]
}

/** How like the message an entry's own words are. */
function likenessOf(entry: string, { hits }: Looks): number[] {
  const hit = hits.find(h => h.entry === entry)
  const score = hit?.score ?? 0
  const rival = hits.find(h => h.entry !== entry)?.score ?? 0
  return [
    score,
    score - rival,
    hit?.nearest ?? 0,
    hit?.whole ?? 0,
    hit?.coverage ?? 0,
    hits[0]?.score ?? 0,
    hits[0]?.coverage ?? 0,
  ]
}

function bestClause(entry: string, clauses: readonly Guess[]): Guess | null {
  const fit = (guess: Guess) => logOf(guess.of(entry) ?? 0) - logOf(guess.nothing)
  return clauses.reduce<Guess | null>((best, guess) => (best === null || fit(guess) > fit(best) ? guess : best), null)
}

/** The subject that an entry belongs to, by the first word of its id. */
export const topicOf = (entry: string) => entry.split('-')[0]!
