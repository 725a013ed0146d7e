import type { Broadcast, ClassTally, Level, Tally } from '../../core/broadcast.ts'
import type { Ids } from '../../core/clock.ts'
import type { Saying } from '../../core/delivery.ts'

/** A class with where its people stand; `names` are those who have not confirmed. */
export type ClassNames = ClassTally & { names: string[] }

/** What the chore needs to know of the content. */
export interface MindParts {
  ids: Ids
  /** How long (milliseconds) groups wait to hear how many have confirmed, at most. */
  progressEvery(): number
  /** When those in charge are first told, of a broadcast that leaves at `at`; null when never. */
  escalateAt(broadcast: Broadcast, at: number): number | null
  /** The most progress lines of one broadcast in one group. */
  progressMost(): number
  progressOf(broadcast: Broadcast, ofClass: Tally): Saying
  /** When and below which percentage those in charge are told, and what is said to them; null where the level knows none. */
  ruleOf(level: Level): { below: number; thenMinutes: number } | null
  /** The time itself, or the end of the quiet hours that it falls into. */
  awake(level: Level, at: number): number
  toMonitor(broadcast: Broadcast, of: ClassNames): Saying
  toStaff(broadcast: Broadcast, classes: readonly ClassNames[]): Saying
}
