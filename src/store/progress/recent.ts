import type { DialectAdapter, Kysely } from 'kysely'
import type { Unit } from '../../core/roster.ts'
import type { ClassProgress, Doing } from '../../core/work/progress.ts'
import type { Tables } from '../schema.ts'
import { countByClass } from './counts.ts'

/** Counts of so many people and more take long enough that every page that is open would be felt by those who chat. */
const manyPeople = 5000
/** So long they are shown again before they are counted anew. */
const recentMs = 10_000
const mostKept = 50

interface Counted {
  at: number
  counts: ClassProgress[]
}

// The adapter is what all that is handed out of one open database has in common.
const keptFor = new WeakMap<DialectAdapter, Map<string, Counted>>()

/** How far the students of each class are at `at`; of very many people as it was some seconds ago, where it was asked then. */
export async function recentCounts(
  db: Kysely<Tables>,
  at: number,
  { scope, doings }: { scope: readonly Unit[]; doings: readonly Doing[] },
): Promise<ClassProgress[]> {
  const { adapter } = db.getExecutor()
  const kept = keptFor.get(adapter) ?? new Map<string, Counted>()
  keptFor.set(adapter, kept)
  const key = JSON.stringify([scope, doings.map(d => [d.flow, d.tag, d.onlyBorrowers, d.hasStages])])
  const before = kept.get(key)
  if (before && at >= before.at && at - before.at < recentMs) return before.counts
  const counts = await countByClass(db, scope, doings)
  if (kept.size >= mostKept) kept.clear()
  if (counts.reduce((sum, c) => sum + c.people, 0) >= manyPeople) kept.set(key, { at, counts })
  return counts
}
