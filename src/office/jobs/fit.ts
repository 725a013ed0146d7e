import { unspaced } from '../../content/normalize.ts'
import type { Posting, PostingText, SoughtJobs } from '../../core/work/jobs.ts'
import type { JobLists } from './asked.ts'
import { traitsOffered, workNamed } from './kinds.ts'
import { citiesOf, placesNamed } from './places.ts'

/** What a posting is found by. */
interface PostingReading {
  /** Its cities; none where it names no place, as one that is done from anywhere. */
  cities: ReadonlySet<string>
  /** Its kinds of work with their families. */
  kinds: ReadonlySet<string>
  traits: readonly string[]
  /** Its title and employer, in one writing. */
  names: string
}

type Lists = Pick<JobLists, 'places' | 'kinds'>

/** Readings of postings under what they say: one search reads them all, and the next the same. */
const readings = new WeakMap<Lists['kinds'], Map<string, PostingReading>>()
const mostRemembered = 2000

function readingOf({ title, employer, place, kind, about }: PostingText, lists: Lists): PostingReading {
  const known = readings.get(lists.kinds) ?? new Map<string, PostingReading>()
  readings.set(lists.kinds, known)
  const id = [title, employer, place, kind, about].join('\n')
  const before = known.get(id)
  if (before) return before
  if (known.size >= mostRemembered) known.clear()
  const own = workNamed(lists.kinds, unspaced(`${title}，${kind}`)).map(({ name }) => name)
  const reading = {
    cities: citiesOf(
      lists.places,
      placesNamed(lists.places, unspaced(place)).map(({ name }) => name),
    ),
    kinds: new Set(own.flatMap(name => [name, lists.kinds.families.get(name) ?? name])),
    traits: traitsOffered(lists.kinds, unspaced(id)),
    names: unspaced(title + employer),
  }
  known.set(id, reading)
  return reading
}

/** Postings that are what is looked for, and those that are only near: the work without what was wanted besides, or another of the same family. Each in its order. */
export function fitting<P extends PostingText>(
  postings: readonly P[],
  sought: SoughtJobs,
  lists: Lists,
): { exact: P[]; near: P[] } {
  const cities = citiesOf(lists.places, sought.places)
  const read = postings.map(posting => ({ posting, reading: readingOf(posting, lists) }))
  const there = read.filter(
    ({ reading }) =>
      cities.size === 0 || reading.cities.size === 0 || [...reading.cities].some(city => cities.has(city)),
  )
  const named = there.filter(({ reading }) => sought.words.some(word => reading.names.includes(word)))
  // Words that are in a title or an employer's name say more than a place alone; else they were only said.
  const isNamed = sought.kinds.length === 0 && named.length > 0
  const ofKind = isNamed ? named : there.filter(({ reading }) => isOfKind(reading, sought.kinds))
  const exact = ofKind.filter(({ reading }) => sought.traits.every(trait => reading.traits.includes(trait)))
  const families = sought.kinds.map(kind => lists.kinds.families.get(kind) ?? kind)
  const near = ofKind.length > 0 ? ofKind : there.filter(({ reading }) => isOfKind(reading, families))
  const all = (some: typeof read) => some.map(({ posting }) => posting)
  return { exact: all(exact), near: exact.length > 0 || sought.kinds.length === 0 ? [] : all(near) }
}

const isOfKind = ({ kinds }: PostingReading, wanted: readonly string[]) =>
  wanted.length === 0 || wanted.some(kind => kinds.has(kind))

/** The same, those whose last day comes first in front. */
export const soonestFirst = (postings: readonly Posting[]): Posting[] =>
  postings.toSorted((a, b) => a.until.localeCompare(b.until) || b.at - a.at)
