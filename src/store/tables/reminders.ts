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
  /** What came of one time of a reminder. `position` is the last recipient that was planned. */
  reminder_run: {
    reminder: string
    instant: number
    state: 'planning' | 'planned' | 'skipped'
    reason: string | null
    audience: number
    planned: number
    unreachable: number
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
  // Counts, and the number up to which the planner has come.
  reminder_run: { kind: 'talk', ends: { after: 'at' }, ...ofNobody },
}
