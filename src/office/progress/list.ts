import type { Unit } from '../../core/roster.ts'
import type { PersonProgress } from '../../core/work/progress.ts'
import type { ProgressItem } from './items.ts'

/** Some of those who are left: `waits` while the day of which they spoke has not passed, so that nobody asks them yet. */
export interface LeftGroup {
  label: string | null
  waits: boolean
  people: readonly PersonProgress[]
}

/** Who has not done something (or who has), of how many. */
export interface ProgressList {
  item: ProgressItem
  scope: readonly Unit[]
  isDone: boolean
  done: number
  all: number
  groups: readonly LeftGroup[]
  /** Whether whoever asks may write to those who are left. */
  mayRemind: boolean
  /** Who was reminded by staff so lately that they are left in peace, and when (epoch milliseconds), by number. */
  lately: ReadonlyMap<string, number>
}

/** Those whom it is time to ask. */
export const askedNow = ({ groups }: Pick<ProgressList, 'groups'>): PersonProgress[] =>
  groups.filter(g => !g.waits).flatMap(g => g.people)

/** Those of them whom something reaches, and who were left in peace for long enough. */
export const remindable = (list: Pick<ProgressList, 'groups' | 'lately'>): PersonProgress[] =>
  askedNow(list).filter(p => p.reach.by === 'private' && !list.lately.has(p.number))
