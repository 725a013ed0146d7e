import { type Kysely, sql } from 'kysely'
import type { ProgressReads, SeekingProgress } from '../../core/work/progress.ts'
import { givingWayTo, recipientStates } from '../../office/broadcasts/states.ts'
import { recipientWithinAny } from '../broadcasts/recipients.ts'
import { hasLoan, isWithinAny } from '../people/audience.ts'
import type { Tables } from '../schema.ts'
import { countByClass, hasDone, students } from './counts.ts'
import { withReach } from './reach.ts'
import { remindedSince } from './reminded.ts'

/** Reads of how far people are, within a turn's transaction; `at` is now. */
export const progressReads = (db: Kysely<Tables>, at: number): ProgressReads => ({
  byClass: (scope, doings) => countByClass(db, scope, doings),
  async people(doing, { scope, isDone }) {
    const found = await students(db)
      .select(['number', 'name', 'college', 'class_name as className'])
      .where(isWithinAny(scope))
      .$if(doing.onlyBorrowers, q => q.where(hasLoan(true)))
      .where(eb => (isDone ? hasDone(doing) : eb.not(hasDone(doing))))
      .orderBy('college')
      .orderBy('class_name')
      .orderBy('number')
      .execute()
    return withReach(db, found, { at, flow: doing.flow })
  },
  readers: async (broadcast, seeking) => withReach(db, await readersOf(db, broadcast, seeking), { at, flow: null }),
  reminded: (item, since) => remindedSince(db, item, since),
})

/** Whom a broadcast was meant for, those who confirmed or those who did not; who left the roster is named by their number. */
function readersOf(db: Kysely<Tables>, broadcast: string, { scope, isDone }: SeekingProgress) {
  const open = givingWayTo('confirmed')
  return db
    .selectFrom('broadcast_recipient')
    .leftJoin('roster', 'roster.number', 'broadcast_recipient.number')
    .select(['broadcast_recipient.number', 'broadcast_recipient.college'])
    .select([
      'broadcast_recipient.class_name as className',
      sql<string>`coalesce(roster.name, broadcast_recipient.number)`.as('name'),
    ])
    .where('broadcast', '=', broadcast)
    .where(recipientWithinAny(scope))
    .where('state', 'in', isDone ? recipientStates.filter(s => !open.includes(s)) : open)
    .orderBy('broadcast_recipient.college')
    .orderBy('broadcast_recipient.class_name')
    .orderBy('broadcast_recipient.number')
    .execute()
}
