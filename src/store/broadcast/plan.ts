import type { Kysely } from 'kysely'
import type { Chore } from '../../core/chore.ts'
import { knownChannels } from '../channels.ts'
import type { Database } from '../open.ts'
import { firstHomes } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { addCopies, type Planning, type PlanParts } from './copies.ts'
import { planGroups } from './groups.ts'
import { type Planned, peopleAfter } from './people.ts'
import { finishIfDone } from './receipt.ts'
import { addRecipients, reachAgain } from './recipients.ts'
import { broadcastOf } from './record.ts'
import { start } from './start.ts'

/** People planned in one transaction: others get their turn in between, and memory stays flat. */
const chunk = 500

/** Turns released broadcasts and resends into deliveries when their time comes, some hundred people at a time; what a kill interrupts goes on. */
export function makePlanner(database: Database, parts: PlanParts): Chore {
  return {
    name: 'broadcasts',
    async nextDue() {
      const next = await waitingRounds(database.db).select('broadcast_round.due').limit(1).executeTakeFirst()
      return next ? new Date(next.due) : null
    },
    async run(now) {
      const due = await waitingRounds(database.db)
        .select(['broadcast_round.broadcast', 'broadcast_round.round'])
        .where('broadcast_round.due', '<=', now.getTime())
        .execute()
      for (const { broadcast, round } of due)
        while ((await database.transact(db => step(db, broadcast, { round, now: now.getTime(), parts }))) === 'more') {
          // Each step is saved before the next begins.
        }
    },
    async rewind(now, before) {
      const [at, due] = [now.getTime(), before.getTime()]
      // What was begun goes on, and what was due is due.
      await database.transact(db =>
        db
          .updateTable('broadcast_round')
          .set({ due: at })
          .where('planned_at', 'is', null)
          .where('due', '>', at)
          .where(eb => eb.or([eb('started_at', 'is not', null), eb('due', '<=', due)]))
          .execute(),
      )
    },
  }
}

/** Rounds that are not planned to the end, the earliest first. A recall waits until nothing of what it recalls is on its way. */
function waitingRounds(db: Kysely<Tables>) {
  return db
    .selectFrom('broadcast_round')
    .innerJoin('broadcast', 'broadcast.number', 'broadcast_round.broadcast')
    .leftJoin('broadcast as original', join =>
      join.onRef('original.number', '=', 'broadcast.of_number').on('broadcast.of_as', '=', 'recall'),
    )
    .where('planned_at', 'is', null)
    .where('broadcast.state', 'in', ['approved', 'queued', 'sent'])
    .where(eb => eb.or([eb('original.pending', 'is', null), eb('original.pending', '<=', 0)]))
    .orderBy('broadcast_round.due')
}

/** Plans the next people of a round; the first step begins it and plans its groups. */
async function step(
  db: Kysely<Tables>,
  number: string,
  { round, now, parts }: { round: number; now: number; parts: PlanParts },
): Promise<'more' | 'done'> {
  const row = await waitingRounds(db)
    .select(['broadcast_round.started_at', 'cursor'])
    .where('broadcast', '=', number)
    .where('round', '=', round)
    .where('broadcast_round.due', '<=', now)
    .executeTakeFirst()
  const broadcast = await broadcastOf(db, number)
  // Since it was found due it was recalled, or somebody else has planned it.
  if (!row || !broadcast) return 'done'
  const channels = await knownChannels(db)
  const planning: Planning = { db, broadcast, round, now, parts, channels }
  if (row.started_at === null) {
    await start(db, broadcast, { round, now, times: parts.timesOf(broadcast, now) })
    await addPending(db, number, await planGroups(planning))
  }
  const people = await peopleAfter(db, broadcast, { round, after: row.cursor, limit: chunk })
  await addPending(db, number, await planPeople(planning, people))
  const isLast = people.length < chunk
  await db
    .updateTable('broadcast_round')
    .set({
      cursor: people.at(-1)?.number ?? row.cursor,
      planned_at: isLast ? now : null,
      started_at: row.started_at ?? now,
    })
    .where('broadcast', '=', number)
    .where('round', '=', round)
    .execute()
  if (isLast) await finishIfDone(db, number, now)
  return isLast ? 'done' : 'more'
}

/** Plans copies for people who can be written to, and notes how the others are reached. Returns how many copies were added. */
async function planPeople(planning: Planning, people: readonly Planned[]): Promise<number> {
  const { db, broadcast, round, now } = planning
  const numbers = people.map(p => p.number)
  const homes = await firstHomes(db, { numbers, at: now })
  if (round === 0) await addRecipients(db, broadcast, { people, homes })
  else await reachAgain(db, broadcast.number, [...homes.keys()])
  return addCopies(planning, homes)
}

async function addPending(db: Kysely<Tables>, number: string, count: number): Promise<void> {
  await db
    .updateTable('broadcast')
    .set(eb => ({ pending: eb('pending', '+', count) }))
    .where('number', '=', number)
    .execute()
}
