import type { BroadcastReads } from './broadcast.ts'
import type { CaseReads } from './case.ts'
import type { ReminderReads } from './reminder.ts'
import type { RosterReads } from './roster.ts'

/** What a turn may ask of the records while it decides: reads inside the turn's own transaction, never a network. */
export interface Reads {
  roster: RosterReads
  reminders: ReminderReads
  broadcasts: BroadcastReads
  cases: CaseReads
}

/** Records that hold nothing: for `ask`, for examples of flows, and for tests. */
export const noReads: Reads = {
  roster: {
    person: async () => null,
    bindings: async () => [],
    classOf: async () => null,
    chatsOf: async () => [],
    classes: async () => [],
    bindCode: async () => null,
    attempts: async () => 0,
  },
  reminders: { mine: async () => [] },
  broadcasts: {},
  cases: {},
}
