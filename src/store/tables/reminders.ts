import { type Holding, ofNobody } from './holding.ts'

/** Reminders of people's own, and how far the standing ones have come. */
export interface RemindersTables {
  /** What someone asked to be reminded of. `wake` is when to look at it: at `due`, or later where it waits for quiet hours to end. */
  reminder: {
    id: string
    person: string
    n: number
    name: string | null
    handle: string
    channel: string
    chat: string
    text: string
    reply: string | null
    /** A `Rule`, in JSON. */
    rule: string
    due: number
    wake: number
    until: number
    at: number
  }
  /** Up to when a standing reminder has been given; nothing of it is looked at before `hold`. */
  reminder_cursor: { reminder: string; upto: number; hold: number }
  /**
   * What staff changed in a standing reminder: a pause from `instant` until `until`, the time `instant` left out, or moved to `until` (and given then,
   * where `is_done`). `units` are parts of the school, in JSON. It says nothing any more from `over_at` on.
   */
  reminder_change: {
    id: string
    kind: 'pause' | 'skip' | 'move'
    reminder: string
    units: string
    instant: number
    until: number
    is_done: number
    over_at: number
    reason: string
    /** The roster number of who changed it. */
    by: string
    at: number
  }
  /** A card of the week that somebody was sent: a real case, and whether its question was answered right; null while it was not answered. */
  safety_card: { person: string; story: string; at: number; is_right: number | null }
  /** What came of one time of a reminder; `held` did not hear it, because staff had it so. `position` is the last recipient that was planned. */
  reminder_run: {
    reminder: string
    instant: number
    state: 'planning' | 'planned' | 'skipped'
    reason: string | null
    audience: number
    planned: number
    unreachable: number
    held: number
    position: string
    at: number
  }
}

/** What of people these tables hold. */
export const reminderHoldings: { [Name in keyof RemindersTables]: Holding<RemindersTables[Name]> } = {
  reminder: {
    kind: 'reminder',
    whose: [
      { by: 'owner', column: 'person' },
      { by: 'handle', column: 'handle' },
    ],
    ends: { at: 'until' },
    shows: 'all',
    forget: 'delete',
    moves: 'own',
  },
  reminder_cursor: null,
  reminder_change: {
    kind: 'audit',
    whose: [{ by: 'number', column: 'by' }],
    ends: { after: 'over_at' },
    shows: ['kind', 'reminder', 'at'],
    forget: 'stays',
    moves: 'stays',
  },
  safety_card: {
    kind: 'card',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'at' },
    shows: 'all',
    forget: 'delete',
    moves: 'renamed',
  },
  // Counts, and the number up to which the planner has come.
  reminder_run: { kind: 'talk', ends: { after: 'at' }, ...ofNobody },
}
