import { canonical } from '../../content/names.ts'
import type { Knowledge } from '../../knowledge/load.ts'
import { type Guess, guesserOf } from '../../knowledge/understanding/guess.ts'
import { questionTraits } from '../../knowledge/understanding/traits.ts'
import type { StaffFunction, StaffGuide } from './words.ts'

// Chosen on hands that the model had not seen (docs/models/understanding.md, "Staff"); the neighbours are flat, so they are round.
/** How likely any request must be, as a multiple of none: whoever is led beside what they want is told how to go on, so that less than even will do. */
const overNothing = 0.3
/** The share of the likeliest among all functions, alone or with the second, at which it is led to. */
const least = 0.5
/** What is this nearly as likely is named too. */
const nearly = 0.3
/** So much like the words of an entry that it asks what the entry answers: 领证地点. */
const answered = 0.45
/** How likely any function must be for the nearest to be named where nothing is sure. */
const faint = 0.05

/** The functions that a request asks for: `sure` (two where either may be meant), or those that are nearest where none is. */
export interface FoundFunctions {
  sure: readonly StaffFunction[]
  near: readonly StaffFunction[]
}

/** Which functions a member of staff asks for, in whatever words. What is written just as a guide has it is sure; else what the model makes of it. */
export function functionsFor(
  { functions, entries, model }: StaffGuide,
  { reader, index, serving }: Pick<Knowledge, 'reader' | 'index' | 'serving'>,
  text: string,
): FoundFunctions {
  const said = canonical(text)
  const named = functions.find(f => [f.name, ...f.asks].some(ask => canonical(ask) === said))
  if (named) return { sure: [named], near: [named] }
  if (!model) return { sure: [], near: [] }
  const reading = reader.read(text)
  const guesser = guesserOf(model)
  const found = chosen(functions, guesser.guess(guesser.sketch(questionTraits(text, reading.terms))))
  const hits = found.sure.length === 0 ? [] : index.search(reading, entries.length + 1, serving)
  const other = hits.find(hit => !entries.includes(hit.entry))
  return other && other.score >= answered ? { sure: [], near: found.near } : found
}

/** What was learnt may know functions that the guide has not: what is nearest to one of those asks for none here. */
function chosen(functions: readonly StaffFunction[], { best, nothing }: Guess): FoundFunctions {
  const any = 1 - nothing
  const [first, second] = best
  if (!first) return { sure: [], near: [] }
  const either = second && second.probability >= nearly * first.probability ? [first, second] : [first]
  const found = either.flatMap(({ entry }) => functions.find(f => f.id === entry) ?? [])
  const share = either.reduce((sum, { probability }) => sum + probability, 0) / any
  const isSure = any >= overNothing * nothing && share >= least
  return { sure: isSure ? found : [], near: any >= faint ? found : [] }
}
