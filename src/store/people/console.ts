import type { Kysely } from 'kysely'
import type { ConsoleEffect, ConsoleReads, ConsoleSession } from '../../core/work/console.ts'
import type { Tables } from '../schema.ts'

/** Saves what was changed in the ways into the console, within the transaction of the act. `at` is epoch milliseconds. */
export async function saveConsoleEffect(db: Kysely<Tables>, effect: ConsoleEffect, at: number): Promise<void> {
  switch (effect.do) {
    case 'make-console-link': {
      const { hash, number, until, voidsAfter } = effect
      if (voidsAfter !== null)
        await db
          .deleteFrom('console_link')
          .where('number', '=', number)
          .where('used_at', 'is', null)
          .where('until', '>', voidsAfter)
          .execute()
      await db.insertInto('console_link').values({ hash, number, until }).execute()
      return
    }
    case 'open-console-session': {
      const { id, hash, number, agent, until } = effect
      await db.updateTable('console_link').set({ used_at: at }).where('hash', '=', effect.link).execute()
      await db
        .insertInto('console_session')
        .values({ id, hash, number, agent, at, seen_at: at, fresh_at: at, until })
        .execute()
      return
    }
    case 'see-console-session':
      await db
        .updateTable('console_session')
        .set({ seen_at: at, ...(effect.isFresh ? { fresh_at: at } : {}) })
        .where('id', '=', effect.id)
        .execute()
      return
    case 'end-console-session':
      await db.deleteFrom('console_session').where('id', '=', effect.id).execute()
  }
}

/** Takes back every way of somebody into the console, sessions and links that nobody used yet. */
export async function endConsole(db: Kysely<Tables>, number: string): Promise<void> {
  await db.deleteFrom('console_session').where('number', '=', number).execute()
  await db.deleteFrom('console_link').where('number', '=', number).execute()
}

/** What can be asked of the ways into the console; `at` is now (epoch milliseconds). */
export function consoleReads(db: Kysely<Tables>, at: number): ConsoleReads {
  const open = db
    .selectFrom('console_session')
    .leftJoin('roster', 'roster.number', 'console_session.number')
    .select([
      'id',
      'console_session.number',
      'roster.name',
      'agent',
      'console_session.at',
      'seen_at',
      'fresh_at',
      'until',
    ])
    .where('until', '>', at)
  return {
    async link(hash) {
      const row = await db.selectFrom('console_link').selectAll().where('hash', '=', hash).executeTakeFirst()
      return row ? { hash, number: row.number, until: row.until, isUsed: row.used_at !== null } : null
    },
    async session(hash) {
      const row = await open.where('hash', '=', hash).executeTakeFirst()
      return row ? sessionFrom(row) : null
    },
    async sessions(number) {
      const ordered = open.orderBy('seen_at', 'desc').orderBy('id')
      const rows = await (number === undefined
        ? ordered
        : ordered.where('console_session.number', '=', number)
      ).execute()
      return rows.map(sessionFrom)
    },
  }
}

type SessionRow = Omit<ConsoleSession, 'name' | 'seenAt' | 'freshAt'> & {
  name: string | null
  seen_at: number
  fresh_at: number
}

const sessionFrom = ({ name, seen_at, fresh_at, ...row }: SessionRow): ConsoleSession => ({
  ...row,
  name: name ?? '',
  seenAt: seen_at,
  freshAt: fresh_at,
})
