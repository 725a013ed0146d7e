import { type Kysely, sql } from 'kysely'
import type { ClassRef } from '../../core/roster.ts'
import type { Tables } from '../schema.ts'

/** Notes that somebody may be reached where they were not before; what they missed and still holds is sent to them. */
export async function noteArrival(db: Kysely<Tables>, number: string): Promise<void> {
  await db
    .insertInto('arrival')
    .values({ number })
    .onConflict(c => c.doNothing())
    .execute()
}

/** As `noteArrival`, for a class whose group was found. */
export async function noteGroup(db: Kysely<Tables>, { college, name }: ClassRef): Promise<void> {
  await sql`insert into arrival (number) select number from roster
    where college = ${college} and class_name = ${name} on conflict do nothing`.execute(db)
}

/** As `noteArrival`, for all whom some broadcast did not reach: a bot that starts may have other channels. */
export async function noteUnreached(db: Kysely<Tables>): Promise<void> {
  await sql`insert into arrival (number) select distinct r.number from broadcast_recipient as r
    join broadcast on broadcast.number = r.broadcast
    where r.state = 'unreachable' and r.via = 'none' and broadcast.state in ('queued', 'sent') and corrected_by is null
    on conflict do nothing`.execute(db)
}
