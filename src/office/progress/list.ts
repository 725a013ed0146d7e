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
}
