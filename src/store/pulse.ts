import type { Database } from './open.ts'

/** Writes down that the bot lives. It is saved for good like anything else, so that it fails when nothing can be saved. */
export async function beat({ transact }: Database, at: Date): Promise<void> {
  const row = { at: at.getTime() }
  await transact(db =>
    db
      .insertInto('pulse')
      .values({ id: 1, ...row })
      .onConflict(c => c.column('id').doUpdateSet(row))
      .execute(),
  )
}

/** What the clock showed at the last beat, of this process or one before; null when there was none. */
export async function lastBeat({ db }: Database): Promise<Date | null> {
  const row = await db.selectFrom('pulse').select('at').executeTakeFirst()
  return row ? new Date(Number(row.at)) : null
}
