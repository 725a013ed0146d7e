import type { Entry } from './entry.ts'

/** Who asks: somebody known to be a student, somebody known to be staff, or anybody. */
export type WhoAsks = 'student' | 'staff' | 'anybody'

/** How entries are served to somebody. */
export interface ServedEntries {
  /** The entry that is theirs in the place of another, where it fits nearly as well. */
  instead: ReadonlyMap<string, string>
  /** Entries that are never said to them. */
  never: ReadonlySet<string>
  /** Entries that are hardly theirs: they must fit much better than others. */
  hardly: ReadonlySet<string>
}

const known = new WeakMap<ReadonlyMap<string, Entry>, Record<WhoAsks, ServedEntries>>()

/**
 * How these entries are served to whoever asks. Staff get their own entry where it stands for a student's and fits; students never get one that is for
 * staff, but the one that it stands for. Anybody, and whoever asks where others read along, gets what fits the words best, and what is for staff only where it
 * fits very well: most of them are students.
 */
export function servedTo(entries: ReadonlyMap<string, Entry>, asking: WhoAsks): ServedEntries {
  const before = known.get(entries)
  if (before) return before[asking]
  const forStaff = [...entries.values()].filter(e => e.isForStaff)
  const pairs = forStaff.flatMap(({ id, insteadOf }) => insteadOf.map(theirs => ({ staff: id, student: theirs })))
  const staffs = new Set(forStaff.map(e => e.id))
  const none = { instead: new Map(), never: new Set<string>(), hardly: new Set<string>() }
  const all: Record<WhoAsks, ServedEntries> = {
    staff: { ...none, instead: new Map(pairs.map(p => [p.student, p.staff])) },
    student: { ...none, instead: new Map(pairs.map(p => [p.staff, p.student])), never: staffs },
    anybody: { ...none, hardly: staffs },
  }
  known.set(entries, all)
  return all[asking]
}

/** What fits at least this share of what fits best fits nearly as well. */
const nearly = 0.6
/** What fits those whom an entry is hardly for fits them as this share of what fits others. */
const doubt = 0.7

/** What fits a question, as it is served: an entry in the place of another fits as well as the better of the two. */
export function asServed<Hit extends { entry: string; score: number }>(
  hits: readonly Hit[],
  { instead, never, hardly }: ServedEntries,
): Hit[] {
  const scores = new Map(hits.map(h => [h.entry, h.score]))
  const best = new Map<string, Hit>()
  for (const hit of hits) {
    const other = instead.get(hit.entry)
    const fits = other !== undefined && (scores.get(other) ?? 0) >= nearly * hit.score
    const entry = fits ? other : hit.entry
    const score = hardly.has(entry) ? doubt * hit.score : hit.score
    if (!never.has(entry) && (best.get(entry)?.score ?? 0) < score) best.set(entry, { ...hit, entry, score })
  }
  return [...best.values()]
}
