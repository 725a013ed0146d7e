import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import { numberOfOwner } from '../../core/roster.ts'
import { holdings, type Tables } from '../schema.ts'
import type { Whose } from '../tables/holding.ts'
import { handlesOf } from './reads.ts'

/** Somebody as the tables know them: by the id of their own matters, the handles they write under, their number, their private chats with the bot. */
export interface Known {
  owner: string
  handles: readonly string[]
  number: string | null
  privateChats: readonly string[]
}

/** All names of whoever `owner` is; `handle` and `chat` are those of this very turn, which need not be bound. */
export async function knownOf(
  db: Kysely<Tables>,
  { owner, handle, chat }: { owner: string; handle: string; chat?: string | null },
): Promise<Known> {
  const handles = [...new Set([...(await handlesOf(db, owner)), handle])]
  const bound = await db
    .selectFrom('binding')
    .select('private_chat')
    .where('handle', 'in', handles)
    .where('private_chat', 'is not', null)
    .execute()
  // A chat that only the bot ever wrote to is theirs too.
  const written = await db
    .selectFrom('delivery')
    .select('chat')
    .distinct()
    .where('person', 'in', handles)
    .where('chat_kind', '=', 'private')
    .execute()
  const privateChats = new Set([
    ...bound.map(b => b.private_chat!),
    ...written.map(w => w.chat),
    ...(chat ? [chat] : []),
  ])
  return { owner, handles, number: numberOfOwner(owner), privateChats: [...privateChats] }
}

/** Rows of tables that are only known by name. */
export type AnyTables = Record<string, Record<string, unknown>>
/** The database without the types of its tables, for what goes by the declarations. */
export const untyped = (db: Kysely<Tables>) => db as unknown as Kysely<AnyTables>

const valuesOf = (by: Whose<string>['by'], { owner, handles, number, privateChats }: Known): readonly string[] => {
  switch (by) {
    case 'owner':
      return [owner]
    case 'handle':
      return handles
    case 'number':
      return number === null ? [] : [number]
    case 'private-chat':
      return privateChats
  }
}

/** The condition that a row of a table is somebody's; null where no row can be. */
export function theirs(
  table: keyof Tables,
  known: Known,
): ((eb: ExpressionBuilder<AnyTables, string>) => Expression<SqlBool>) | null {
  const found = (holdings[table]?.whose ?? [])
    .map(({ by, column }) => ({ column, values: valuesOf(by, known) }))
    .filter(({ values }) => values.length > 0)
  if (found.length === 0) return null
  return eb => eb.or(found.map(({ column, values }) => eb(column, 'in', values)))
}
