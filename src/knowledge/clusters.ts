import { SearchIndex } from './search/search.ts'
import type { TermReader } from './terms.ts'

/** Two questions are taken for one when their words are as alike as this. */
const alike = 0.35
/** To so many others a question is compared. */
const neighbours = 12

/**
 * Questions that ask alike put together, by the likeness of words that the search goes by; the first of each is the first given. Every question is in one
 * cluster, if only with itself.
 */
export function clustersOf(questions: readonly string[], reader: TermReader): readonly string[][] {
  const asked = questions.join('\n')
  const before = latest.get(reader)
  if (before?.asked === asked) return before.clusters
  const clusters = clustered(questions, reader)
  latest.set(reader, { asked, clusters })
  return clusters
}

/** What was clustered last: whoever works through questions looks at the same again and again. */
const latest = new WeakMap<TermReader, { asked: string; clusters: readonly string[][] }>()

function clustered(questions: readonly string[], reader: TermReader): string[][] {
  const readings = questions.map(question => reader.read(question))
  const index = new SearchIndex(readings.map(({ terms }, n) => ({ id: String(n), wordings: [terms], answer: [] })))
  const heads = questions.map((_, n) => n)
  const headOf = (n: number): number => (heads[n] === n ? n : headOf(heads[n]!))
  for (const [n, reading] of readings.entries())
    for (const { entry, nearest } of index.search(reading, neighbours)) {
      const [a, b] = [headOf(n), headOf(Number(entry))]
      if (nearest >= alike) heads[Math.max(a, b)] = Math.min(a, b)
    }
  return [...Map.groupBy(questions.keys(), headOf).values()].map(members => members.map(n => questions[n]!))
}
