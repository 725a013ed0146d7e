import type { Kysely } from 'kysely'
import type { Reads } from '../core/reads.ts'
import { broadcastReads } from './broadcast/reads.ts'
import { caseReads } from './cases.ts'
import { deskReads } from './handoffs.ts'
import { reminderReads } from './reminding.ts'
import { rosterReads } from './roster.ts'
import type { Tables } from './schema.ts'

/** What a turn may read, within its own transaction. */
export function readsIn(db: Kysely<Tables>): Reads {
  return {
    roster: rosterReads(db),
    reminders: reminderReads(db),
    broadcasts: broadcastReads(db),
    cases: caseReads(db),
    desk: deskReads(db),
  }
}
