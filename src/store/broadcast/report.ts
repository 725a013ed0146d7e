import type { Kysely } from 'kysely'
import type { ReportRow } from '../../core/broadcast.ts'
import type { Unit } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'
import { recipientWithin } from './tally.ts'

/** Everybody of a broadcast within these parts of the tree, by class and number; nothing of anything else that is kept of them. */
export async function reportRows(db: Kysely<Tables>, broadcast: string, scope: readonly Unit[]): Promise<ReportRow[]> {
  return db
    .selectFrom('broadcast_recipient')
    .leftJoin('roster', 'roster.number', 'broadcast_recipient.number')
    .select([
      'broadcast_recipient.college',
      'broadcast_recipient.class_name as className',
      'broadcast_recipient.number',
      'state',
      'reason',
      'sent_at as sentAt',
      'confirmed_at as confirmedAt',
      'confirmed_by as confirmedBy',
      'claimed_at as claimedAt',
    ])
    .select(eb => eb.fn.coalesce('roster.name', eb.val('')).as('name'))
    .where('broadcast', '=', broadcast)
    .where(eb => eb.or(scope.map(unit => recipientWithin(eb, unit))))
    .orderBy('broadcast_recipient.college')
    .orderBy('broadcast_recipient.class_name')
    .orderBy('broadcast_recipient.number')
    .execute()
}
