import { ownerOf } from '../core/roster.ts'
import type { Database } from './open.ts'
import { handlesOf, identityOf } from './roster.ts'

/** Everything that is stored about one person, for that person: plain rows, no one else's. */
export function makeRecords({ db }: Database) {
  return {
    /** Of the person who writes under this handle. */
    async of(handle: string): Promise<Record<string, unknown>> {
      const who = await identityOf(db, { id: handle, name: '', role: 'student', privateChat: null })
      const person = ownerOf({ id: handle }, who)
      const handles = (await handlesOf(db, person)).concat(handle)
      const own = (table: 'submission' | 'handoff' | 'tag' | 'rating' | 'reminder') =>
        db.selectFrom(table).selectAll().where('person', '=', person).execute()
      const memory = await db
        .selectFrom('person_memory')
        .select('state')
        .where('person', '=', person)
        .executeTakeFirst()
      return {
        person,
        memory: memory ? JSON.parse(memory.state) : null,
        submissions: await own('submission'),
        handoffs: await own('handoff'),
        crises: await db
          .selectFrom('crisis_case')
          .select(['number', 'type', 'grade', 'excerpt', 'at', 'state', 'by', 'delete_at'])
          .where('person', '=', person)
          .execute(),
        tags: await own('tag'),
        reminders: await own('reminder'),
        sessions: await db.selectFrom('session').selectAll().where('person', 'in', handles).execute(),
        consents: await db.selectFrom('consent').selectAll().where('person', 'in', handles).execute(),
        bindings: await db.selectFrom('binding').selectAll().where('handle', 'in', handles).execute(),
        roster:
          who.number === null
            ? null
            : await db.selectFrom('roster').selectAll().where('number', '=', who.number).executeTakeFirst(),
        broadcasts:
          who.number === null
            ? []
            : await db.selectFrom('broadcast_recipient').selectAll().where('number', '=', who.number).execute(),
        ratings: await own('rating'),
        replies: await db
          .selectFrom('delivery')
          .select(['at', 'chat', 'body', 'state'])
          .where('person', 'in', handles)
          .execute(),
        webMessages: await db
          .selectFrom('web_message')
          .select(['at', 'chat', 'body'])
          .where('person', 'in', handles)
          .execute(),
      }
    },
  }
}
