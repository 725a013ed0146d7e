import type { Kysely } from 'kysely'
import type { ProgressReads, SeekingProgress } from '../../core/work/progress.ts'
import { givingWayTo, recipientStates } from '../../office/broadcasts/states.ts'
import { hasLoan, isWithinAny } from '../people/audience.ts'
import type { Tables } from '../schema.ts'
import { doneByOne, hasDone, students } from './counts.ts'
import { courseOfDone } from './course.ts'
import { withReach } from './reach.ts'
import { recentCounts } from './recent.ts'
import { remindedSince } from './reminded.ts'

/** Reads of how far people are, within a turn's transaction; `at` is now. */
export const progressReads = (db: Kysely<Tables>, at: number): ProgressReads => ({
  byClass: (scope, doings) => recentCounts(db, at, { scope, doings }),
  async people(doing, { scope, isDone }) {
    const found = await students(db)
      .select(['roster.number', 'roster.name', 'roster.college', 'roster.class_name as className'])
      .where(isWithinAny(scope))
      .$if(doing.onlyBorrowers, q => q.where(hasLoan(true)))
      .where(eb => (isDone ? hasDone(doing) : eb.not(hasDone(doing))))
      .orderBy('roster.college')
      .orderBy('roster.class_name')
      .orderBy('roster.number')
      .execute()
    return withReach(db, found, { at, flow: doing.flow })
  },
  ofPerson: (number, doings) => doneByOne(db, number, doings),
  readers: async (broadcast, seeking) => withReach(db, await readersOf(db, broadcast, seeking), { at, flow: null }),
  reminded: (item, since) => remindedSince(db, item, since),
  course: (of, seeking) => courseOfDone(db, of, seeking),
})

/** The students on the roster for whom a broadcast was meant: those who confirmed, or those who did not; each where they are now. */
function readersOf(db: Kysely<Tables>, broadcast: string, { scope, isDone }: SeekingProgress) {
  const open = givingWayTo('confirmed')
  return students(db)
    .innerJoin('broadcast_recipient', 'broadcast_recipient.number', 'roster.number')
    .select(['roster.number', 'roster.name', 'roster.college', 'roster.class_name as className'])
    .where(isWithinAny(scope))
    .where('broadcast_recipient.broadcast', '=', broadcast)
    .where('broadcast_recipient.state', 'in', isDone ? recipientStates.filter(s => !open.includes(s)) : open)
    .orderBy('roster.college')
    .orderBy('roster.class_name')
    .orderBy('roster.number')
    .execute()
}
