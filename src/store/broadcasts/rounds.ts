import { type Kysely, sql } from 'kysely'
import type { ClassGroup } from '../../core/broadcast.ts'
import type { Ids } from '../../core/clock.ts'
import type { DueRound, Meant, NewRecipient, RoundRecords, Rounds } from '../../office/broadcasts/leaving.ts'
import type { GroupsMeant, PeopleMeant } from '../../office/broadcasts/meant.ts'
import { holding } from '../../office/broadcasts/states.ts'
import type { Database } from '../open.ts'
import { inAudience } from '../people/audience.ts'
import type { Tables } from '../schema.ts'
import { given, givenField, isAmong } from '../sqlite/sql.ts'
import { copyRecords, type Now } from './copies.ts'
import { audienceGroups, classGroup } from './recipients.ts'
import { begin, broadcastOf, finishIfDone, replace } from './record.ts'

/** Where rounds of broadcasts wait to leave. */
export function makeRounds({ db, transact }: Database, { ids }: { ids: Ids }): Rounds {
  return {
    async nextDue() {
      const next = await waitingRounds(db).select('broadcast_round.due').limit(1).executeTakeFirst()
      return next ? new Date(next.due) : null
    },
    transact: (now, step) => transact(tx => step(roundRecords(tx, { ids, at: now.getTime() }))),
    async dueAgain(now, before) {
      const at = now.getTime()
      await transact(tx =>
        tx
          .updateTable('broadcast_round')
          .set({ due: at })
          .where('planned_at', 'is', null)
          .where('due', '>', at)
          .where(eb => eb.or([eb('started_at', 'is not', null), eb('due', '<=', before.getTime())]))
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
    .where('broadcast.state', 'in', ['approved', ...holding])
    .where(eb => eb.or([eb('original.pending', 'is', null), eb('original.pending', '<=', 0)]))
    .orderBy('broadcast_round.due')
}

function roundRecords(db: Kysely<Tables>, now: Now): RoundRecords {
  const { at } = now
  return {
    ...copyRecords(db, now),
    next: () => nextRound(db, at),
    begin: (broadcast, times) => begin(db, broadcast, { at, ...times }),
    replace: (original, by) => replace(db, original, { number: by, at }),
    people: (meant, page) => peopleAfter(db, meant, page),
    groups: meant => groupsOf(db, meant),
    async carriers(broadcast) {
      const rows = await db.selectFrom('broadcast_group').selectAll().where('broadcast', '=', broadcast).execute()
      return rows.map(row => ({ group: classGroup(row), state: row.state, reason: row.reason }))
    },
    async bound(numbers) {
      if (numbers.length === 0) return new Set()
      const among = db.selectFrom('binding').select('number').where(isAmong('number', numbers))
      return new Set((await among.distinct().execute()).map(r => r.number))
    },
    addRecipients: (broadcast, people) => addRecipients(db, broadcast, people),
    async reachPrivately(broadcast, numbers) {
      const theirs = db.updateTable('broadcast_recipient').where('broadcast', '=', broadcast)
      await theirs.where(isAmong('number', numbers)).set({ via: 'private' }).execute()
    },
    planned: (round, { isLast }) => notePlanned(db, round, { isLast, at }),
  }
}

async function nextRound(db: Kysely<Tables>, at: number): Promise<DueRound | null> {
  const row = await waitingRounds(db)
    .select(['broadcast_round.broadcast', 'round', 'broadcast_round.started_at as startedAt', 'cursor as after'])
    .where('broadcast_round.due', '<=', at)
    .limit(1)
    .executeTakeFirst()
  return row ? { ...row, broadcast: (await broadcastOf(db, row.broadcast))! } : null
}

async function notePlanned(
  db: Kysely<Tables>,
  { broadcast, round, after }: { broadcast: string; round: number; after: string },
  { isLast, at }: { isLast: boolean; at: number },
): Promise<void> {
  await db
    .updateTable('broadcast_round')
    .set(eb => ({
      cursor: after,
      planned_at: isLast ? at : null,
      started_at: eb.fn.coalesce('started_at', eb.val(at)),
    }))
    .where('broadcast', '=', broadcast)
    .where('round', '=', round)
    .execute()
  if (isLast) await finishIfDone(db, broadcast, at)
}

async function peopleAfter(
  db: Kysely<Tables>,
  meant: PeopleMeant,
  { after, limit }: { after: string; limit: number },
): Promise<Meant[]> {
  const rows =
    meant.from === 'roster'
      ? inAudience(db, meant.audience)
          .select(['roster.number', 'college', 'class_name as name'])
          .where('roster.number', '>', after)
          .orderBy('roster.number')
          .limit(limit)
          .execute()
      : db
          .selectFrom('broadcast_recipient')
          .select(['number', 'college', 'class_name as name'])
          .where('broadcast', '=', meant.number)
          .where('state', 'in', [...meant.states])
          .where('number', '>', after)
          .orderBy('number')
          .limit(limit)
          .execute()
  return (await rows).map(({ number, ...of }) => ({ number, of }))
}

async function groupsOf(db: Kysely<Tables>, meant: GroupsMeant): Promise<ClassGroup[]> {
  if (meant.from === 'classes') return (await audienceGroups(db, meant.audience).execute()).map(classGroup)
  const { number, states, forThose } = meant
  const rows = await db
    .selectFrom('broadcast_group as g')
    .select(['chat', 'channel', 'college', 'class_name'])
    .where('broadcast', '=', number)
    .where('state', 'in', [...states])
    .$if(forThose !== null, q =>
      q.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('broadcast_recipient as r')
            .select('r.number')
            .where('r.broadcast', '=', number)
            .whereRef('r.college', '=', 'g.college')
            .whereRef('r.class_name', '=', 'g.class_name')
            .where('r.via', '=', 'group')
            .where('r.state', 'in', [...forThose!]),
        ),
      ),
    )
    .orderBy('chat')
    .execute()
  return rows.map(classGroup)
}

async function addRecipients(db: Kysely<Tables>, broadcast: string, people: readonly NewRecipient[]): Promise<void> {
  const rows = people.map(({ number, of, via, state, reason, sentAt }) => [
    ...[number, of.college, of.name, via, state, reason],
    sentAt === null ? null : String(sentAt),
  ])
  await sql`insert into broadcast_recipient (broadcast, number, college, class_name, via, state, reason, sent_at)
    select ${broadcast}, ${givenField(0)}, ${givenField(1)}, ${givenField(2)}, ${givenField(3)}, ${givenField(4)}, ${givenField(5)},
      cast(${givenField(6)} as integer)
    from ${given(rows)} where true
    on conflict do nothing`.execute(db)
}
