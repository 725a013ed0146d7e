import type { Kysely } from 'kysely'
import type { Ids } from '../../core/clock.ts'
import type { ArrivalRecords, Arrivals } from '../../office/broadcasts/arriving.ts'
import { holding } from '../../office/broadcasts/states.ts'
import type { Database } from '../open.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'
import { copyRecords, type Now } from './copies.ts'
import { classGroup, groupsOfClasses } from './recipients.ts'
import { broadcastOf } from './record.ts'

/** Where those stand who can be reached since a broadcast could not be sent to them. */
export function makeArrivals({ db, transact }: Database, { ids }: { ids: Ids }): Arrivals {
  return {
    async nextDue(now) {
      return (await db.selectFrom('arrival').select('number').limit(1).executeTakeFirst()) ? now : null
    },
    transact: (now, step) => transact(tx => step(arrivalRecords(tx, { ids, at: now.getTime() }))),
  }
}

function arrivalRecords(db: Kysely<Tables>, now: Now): ArrivalRecords {
  return {
    ...copyRecords(db, now),
    async arrived(limit) {
      const rows = await db.selectFrom('arrival').select('number').orderBy('number').limit(limit).execute()
      return rows.map(r => r.number)
    },
    async missed(numbers, since) {
      const rows = await missedBy(db, numbers, since)
      return rows.map(({ broadcast, number, ...of }) => ({ broadcast, number, of }))
    },
    broadcast: number => broadcastOf(db, number),
    async classGroups({ college, name }) {
      const rows = await groupsOfClasses(db).where('college', '=', college).where('class_name', '=', name).execute()
      return rows.map(classGroup)
    },
    async wait(broadcast, whom) {
      const lost = db
        .updateTable('broadcast_recipient')
        .set({ via: 'numbers' in whom ? 'private' : 'group', state: 'queued', reason: '' })
        .where('broadcast', '=', broadcast)
        .where('state', '=', 'unreachable')
        .where('via', '=', 'none')
      await ('numbers' in whom
        ? lost.where(isAmong('number', whom.numbers))
        : lost.where('college', '=', whom.of.college).where('class_name', '=', whom.of.name)
      ).execute()
    },
    async settle(numbers) {
      await db.deleteFrom('arrival').where(isAmong('number', numbers)).execute()
    },
  }
}

/** What of the broadcasts that hold could not be sent to these people. */
function missedBy(db: Kysely<Tables>, numbers: readonly string[], since: number) {
  return db
    .selectFrom('broadcast_recipient as r')
    .innerJoin('broadcast', 'broadcast.number', 'r.broadcast')
    .select(['r.broadcast', 'r.number', 'r.college', 'r.class_name as name'])
    .where(isAmong('r.number', numbers))
    .where('r.state', '=', 'unreachable')
    .where('r.via', '=', 'none')
    .where('broadcast.state', 'in', [...holding])
    .where('corrected_by', 'is', null)
    .where('started_at', '>=', since)
    .orderBy('broadcast.seq')
    .orderBy('r.number')
    .execute()
}
