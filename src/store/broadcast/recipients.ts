import { type Kysely, sql } from 'kysely'
import type { Broadcast } from '../../core/broadcast.ts'
import type { Home } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'
import { field, given, isAmong } from '../sqlite/sql.ts'
import type { Planned } from './people.ts'

/** Lines of the broadcast for people; those of a group take the state that the group already has. */
export async function addRecipients(
  db: Kysely<Tables>,
  { number }: Broadcast,
  { people, homes }: { people: readonly Planned[]; homes: ReadonlyMap<string, Home> },
): Promise<void> {
  const groups = await db.selectFrom('broadcast_group').selectAll().where('broadcast', '=', number).execute()
  const groupOf = Map.groupBy(groups, g => JSON.stringify([g.college, g.class_name]))
  const bound = await boundOf(
    db,
    people.filter(p => !homes.has(p.number)).map(p => p.number),
  )
  const rows = people.map(({ number: person, college, className }) => {
    const ofClass = groupOf.get(JSON.stringify([college, className]))
    const via = homes.has(person) ? 'private' : ofClass ? 'group' : 'none'
    const best = via === 'group' ? (ofClass!.find(g => g.state === 'sent') ?? ofClass![0]!) : null
    const state = via === 'none' ? 'unreachable' : (best?.state ?? 'queued')
    const reason = via === 'none' ? (bound.has(person) ? 'cannot-push' : 'not-bound') : (best?.reason ?? '')
    return [person, college, className, via, state, reason]
  })
  await sql`insert into broadcast_recipient (broadcast, number, college, class_name, via, state, reason, sent_at)
    select ${number}, ${field(0)}, ${field(1)}, ${field(2)}, ${field(3)}, ${field(4)}, ${field(5)},
      case when ${field(4)} = 'sent' then (select started_at from broadcast where number = ${number}) end
    from ${given(rows)} where true
    on conflict do nothing`.execute(db)
}

/** Those of them who are bound on any channel. */
async function boundOf(db: Kysely<Tables>, numbers: readonly string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set()
  const rows = await db.selectFrom('binding').select('number').where(isAmong('number', numbers)).distinct().execute()
  return new Set(rows.map(r => r.number))
}

/** In a resend: people who could not be written to before and now can. */
export async function reachAgain(db: Kysely<Tables>, number: string, people: readonly string[]): Promise<void> {
  await db
    .updateTable('broadcast_recipient')
    .set({ via: 'private' })
    .where('broadcast', '=', number)
    .where(isAmong('number', people))
    .execute()
}
