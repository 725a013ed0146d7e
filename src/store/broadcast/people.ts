import type { Kysely } from 'kysely'
import type { Broadcast, RecipientState } from '../../core/broadcast.ts'
import { inAudience } from '../people/audience.ts'
import type { Tables } from '../schema.ts'

/** Someone whom a round is for. */
export interface Planned {
  number: string
  college: string
  className: string
}

/** States of people who may have seen a broadcast: they hear of its recall. */
export const mayHaveSeen: readonly RecipientState[] = ['sent', 'confirmed', 'late', 'unconfirmed', 'uncertain']

/** States of people to whom a broadcast is sent again: all who have not confirmed. */
export const notConfirmed: readonly RecipientState[] = ['unreachable', 'failed', 'uncertain', 'sent', 'unconfirmed']

/** The next people of a round by roster number: of the roster, of the broadcast that is recalled, or those who have not confirmed. */
export async function peopleAfter(
  db: Kysely<Tables>,
  broadcast: Broadcast,
  { round, after, limit }: { round: number; after: string; limit: number },
): Promise<Planned[]> {
  if (round > 0) return ofBroadcast(db, { number: broadcast.number, states: notConfirmed, after, limit })
  const { of } = broadcast
  if (of?.as === 'recall') return ofBroadcast(db, { number: of.number, states: mayHaveSeen, after, limit })
  return inAudience(db, broadcast.audience)
    .select(['roster.number', 'college', 'class_name as className'])
    .where('roster.number', '>', after)
    .orderBy('roster.number')
    .limit(limit)
    .execute()
}

function ofBroadcast(
  db: Kysely<Tables>,
  { number, states, after, limit }: { number: string; states: readonly RecipientState[]; after: string; limit: number },
): Promise<Planned[]> {
  return db
    .selectFrom('broadcast_recipient')
    .select(['number', 'college', 'class_name as className'])
    .where('broadcast', '=', number)
    .where('state', 'in', [...states])
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
}
