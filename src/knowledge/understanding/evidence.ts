import type { Look, Looks } from './look.ts'

/** The entries that are worth weighing: what is found and guessed by any look. */
export function candidatesOf({ whole, clauses, withLast, withAll }: Looks): string[] {
  const of = (look: Look | null, guessed: number, found: number) =>
    look === null ? [] : [...look.guess.best.slice(0, guessed), ...look.hits.slice(0, found)].map(c => c.entry)
  const large = [whole, withLast, withAll].flatMap(look => of(look, 5, 4))
  return [...new Set([...large, ...clauses.flatMap(clause => of(clause, 2, 1))])]
}

/** Stands for what cannot be known, because there is no such look. */
const absent = -99
const lowest = 1e-5
const log = (probability: number) => Math.log(probability + lowest)

/**
 * What speaks for and against an entry as the answer to a message, as numbers in a fixed order: the trees of the model file are grown on exactly these. `answered`
 * is the entry that was answered last.
 */
export function evidenceFor(entry: string, looks: Looks, answered: string | null): Float32Array {
  const { whole, clauses, withLast, withAll } = looks
  const { reading, hits, guess } = whole
  const counted = (sign: string) => reading.senses.filter(s => s.sense.startsWith(sign)).map(s => s.sense)
  return Float32Array.from([
    ...fitOf(entry, whole),
    hits[0]?.score ?? 0,
    log(guess.nothing),
    new Set(counted('#')).size,
    counted('!').length,
    counted('?').length,
    ...fitOf(entry, withLast).slice(0, 8),
    ...fitOf(entry, withAll).slice(0, 4),
    ...fitOf(entry, bestClause(entry, clauses)).slice(0, 8),
    clauses.length,
    answered === null ? 0 : 1,
    answered === entry ? 1 : 0,
    answered !== null && topicOf(answered) === topicOf(entry) ? 1 : 0,
    log(guess.best[0]?.probability ?? 0),
    reading.text.length,
  ])
}

/** How an entry fits one look. */
function fitOf(entry: string, look: Look | null): number[] {
  if (look === null) return [absent, absent, absent, 0, 0, 0, 0, 0, 0, 0]
  const { guess, hits, reading } = look
  const guessed = log(guess.of(entry))
  const rival = guess.best.find(c => c.entry !== entry)?.probability ?? 0
  const hit = hits.find(h => h.entry === entry)
  const score = hit?.score ?? 0
  return [
    guessed,
    guessed - log(rival),
    guessed - log(guess.nothing),
    score,
    score - (hits.find(h => h.entry !== entry)?.score ?? 0),
    hit?.nearest ?? 0,
    hit?.whole ?? 0,
    hit?.coverage ?? 0,
    hits[0]?.coverage ?? 0,
    reading.text.length,
  ]
}

function bestClause(entry: string, clauses: readonly Look[]): Look | null {
  const fit = ({ guess }: Look) => log(guess.of(entry)) - log(guess.nothing)
  return clauses.reduce<Look | null>((best, look) => (best === null || fit(look) > fit(best) ? look : best), null)
}

/** The subject that an entry belongs to, by the first word of its id. */
const topicOf = (entry: string) => entry.split('-')[0]!
