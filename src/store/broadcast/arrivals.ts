import type { Kysely } from 'kysely'
import type { Broadcast } from '../../core/broadcast.ts'
import type { Chore } from '../../core/chore.ts'
import { knownChannels } from '../channels.ts'
import type { Database } from '../open.ts'
import { classGroups, firstHomes } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'
import { addCopies, type Planning, type PlanParts } from './copies.ts'
import { addGroup, meansWholeClasses } from './groups.ts'
import { broadcastOf } from './record.ts'

/** What is sent to those who arrive later stands on. */
export interface ArrivalParts extends PlanParts {
  /** How long after it began to leave a broadcast still holds, in milliseconds. */
  openMs(): number
}

/** People looked after in one transaction. */
const chunk = 500

/**
 * Whoever can be reached since a broadcast to them could not be sent (a binding, a link, a group of their class, a channel that runs again) is given it
 * then, while it holds: once, under the key that it would have had. A kill loses nothing: whoever arrived stands in a row until it is done.
 */
export function makeArrivals({ db, transact }: Database, parts: ArrivalParts): Chore {
  return {
    name: 'arrivals',
    async nextDue(now) {
      return (await db.selectFrom('arrival').select('number').limit(1).executeTakeFirst()) ? now : null
    },
    async run(now) {
      while (await transact(tx => welcome(tx, parts, now.getTime()))) {
        // Each chunk is saved before the next begins.
      }
    },
  }
}

/** Gives the next who arrived what they missed. True while there may be more. */
async function welcome(db: Kysely<Tables>, parts: ArrivalParts, now: number): Promise<boolean> {
  const arrived = await db.selectFrom('arrival').select('number').orderBy('number').limit(chunk).execute()
  const numbers = arrived.map(a => a.number)
  const homes = await firstHomes(db, { numbers, at: now })
  const channels = await knownChannels(db)
  const missed = await missedBy(db, numbers, now - parts.openMs())
  for (const [number, people] of Map.groupBy(missed, m => m.broadcast)) {
    const broadcast = (await broadcastOf(db, number))!
    const planning: Planning = { db, broadcast, round: 0, now, parts, channels }
    const theirs = new Map([...homes].filter(([person]) => people.some(p => p.number === person)))
    const rest = people.filter(p => !homes.has(p.number))
    const added = (await sendTo(planning, theirs)) + (await sendToGroups(planning, rest))
    await db
      .updateTable('broadcast')
      .set(eb => ({ pending: eb('pending', '+', added) }))
      .where('number', '=', number)
      .execute()
  }
  await db.deleteFrom('arrival').where('number', 'in', numbers).execute()
  return arrived.length === chunk
}

interface Missed {
  broadcast: string
  number: string
  college: string
  class_name: string
}

/** What of the broadcasts that still hold could not be sent to these people. */
function missedBy(db: Kysely<Tables>, numbers: readonly string[], since: number): Promise<Missed[]> {
  return db
    .selectFrom('broadcast_recipient as r')
    .innerJoin('broadcast', 'broadcast.number', 'r.broadcast')
    .select(['r.broadcast', 'r.number', 'r.college', 'r.class_name'])
    .where('r.number', 'in', [...numbers, ''])
    .where('r.state', '=', 'unreachable')
    .where('r.via', '=', 'none')
    .where('broadcast.state', 'in', ['queued', 'sent'])
    .where('corrected_by', 'is', null)
    .where('started_at', '>=', since)
    .orderBy('broadcast.seq')
    .orderBy('r.number')
    .execute()
}

async function sendTo(planning: Planning, homes: Parameters<typeof addCopies>[1]): Promise<number> {
  if (homes.size === 0) return 0
  const { db, broadcast } = planning
  await moved(db, broadcast, 'private')
    .where(isAmong('number', [...homes.keys()]))
    .execute()
  return addCopies(planning, homes)
}

/** The groups, found since, of classes whose people nothing else reaches. */
async function sendToGroups(planning: Planning, people: readonly Missed[]): Promise<number> {
  const { db, broadcast } = planning
  if (people.length === 0 || !meansWholeClasses(broadcast.audience)) return 0
  let count = 0
  const classes = new Map(people.map(p => [JSON.stringify([p.college, p.class_name]), p]))
  for (const { college, class_name } of classes.values()) {
    const groups = await classGroups(db)
      .select(['group_class.chat', 'group_class.channel', 'group_class.college', 'group_class.class_name'])
      .where('college', '=', college)
      .where('class_name', '=', class_name)
      .execute()
    if (groups.length === 0) continue
    for (const group of groups) if (await addGroup(planning, group)) count++
    await moved(db, broadcast, 'group').where('college', '=', college).where('class_name', '=', class_name).execute()
  }
  return count
}

/** Whom it could not be sent to waits for it again, now that there is a way. */
const moved = (db: Kysely<Tables>, { number }: Broadcast, via: 'private' | 'group') =>
  db
    .updateTable('broadcast_recipient')
    .set({ via, state: 'queued', reason: '' })
    .where('broadcast', '=', number)
    .where('state', '=', 'unreachable')
    .where('via', '=', 'none')
