import type { Database } from './open.ts'

/** Everything that is stored about one person, for that person: plain rows, no one else's. */
export function makeRecords({ db }: Database) {
  return {
    async of(person: string): Promise<Record<string, unknown>> {
      const own = (table: 'submission' | 'handoff' | 'tag' | 'session' | 'rating') =>
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
        tags: await own('tag'),
        sessions: await own('session'),
        ratings: await own('rating'),
        replies: await db
          .selectFrom('delivery')
          .select(['at', 'chat', 'body', 'state'])
          .where('person', '=', person)
          .execute(),
        webMessages: await db
          .selectFrom('web_message')
          .select(['at', 'chat', 'body'])
          .where('person', '=', person)
          .execute(),
      }
    },
  }
}
