import type { Knowledge } from '../../knowledge/load.ts'
import { SearchIndex } from '../../knowledge/search/search.ts'
import type { TermReader } from '../../knowledge/terms.ts'
import type { StaffFunction, StaffGuide } from './words.ts'

// Tuned on tests/content/staff with one hand left out each time (docs/benchmarks.md); the neighbours are flat, so they are round.
/** The least likeness to how a function is asked for. */
const floor = 0.28
/** What the likeness to an entry, of which somebody may be asking instead, takes from it, and what must be left. */
const against = 0.9
const least = 0.08
/** What is this nearly as likely is named too. */
const nearly = 0.8
/** What is named where nothing is sure. */
const faint = 0.15

/** The functions that a request asks for: `sure` (two where either may be meant), or those that are nearest where none is. */
export interface FoundFunctions {
  sure: readonly StaffFunction[]
  near: readonly StaffFunction[]
}

const indexes = new WeakMap<StaffGuide, { reader: TermReader; index: SearchIndex }>()

/** An index over the ways of asking, built when it is first asked. */
function indexOf(guide: StaffGuide, reader: TermReader): SearchIndex {
  const known = indexes.get(guide)
  if (known?.reader === reader) return known.index
  const terms = (text: string) => reader.readOwn(text).terms
  const index = new SearchIndex(
    guide.functions.map(({ id, name, about, asks }) => ({
      id,
      wordings: [name, ...asks].map(terms),
      answer: terms(about),
    })),
  )
  indexes.set(guide, { reader, index })
  return index
}

/** Which functions a member of staff asks for, in whatever words; a question that an entry answers better asks for none. */
export function functionsFor(
  guide: StaffGuide,
  { reader, index, serving }: Pick<Knowledge, 'reader' | 'index' | 'serving'>,
  text: string,
): FoundFunctions {
  const reading = reader.read(text)
  const [best, second] = indexOf(guide, reader).search(reading, 2)
  if (!best) return { sure: [], near: [] }
  const entry = index.search(reading, 1, serving)[0]?.score ?? 0
  const isSure = best.score >= floor && best.score - against * entry >= least
  const isEither = second !== undefined && second.score >= nearly * best.score
  const named = [best, ...(isEither ? [second] : [])].map(hit => guide.functions.find(f => f.id === hit.entry)!)
  return { sure: isSure ? named : [], near: best.score >= faint ? named : [] }
}
