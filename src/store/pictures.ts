import { type Kysely, sql } from 'kysely'
import type { Holdings } from '../assets/keep.ts'
import { dailyPictures, picturesRoom, type Viewer } from '../core/asset.ts'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'
import { holds } from './sqlite/sql.ts'

type Db = Kysely<Tables>

const dayMs = 86_400_000
const hourMs = 3_600_000
/** How long a picture may stand without anything that shows it, from when it was sent or uploaded; with the hour below it is gone within a day. */
export const graceMs = 22 * hourMs

/** When a picture that was kept, or found in use, at an instant is looked at again: on a full hour, so that many are looked at together. */
export const lookAgain = (at: number) => Math.ceil((at + graceMs) / hourMs) * hourMs

/** The bot itself, or nobody any more. */
const nobody = ''

/**
 * Everything that may show a picture; `person` names whose it is. Each has an index over its pictured rows (migrations 013, 032), so that none of these
 * is ever read as a whole. People cannot write what marks an address: in JSON their quotation marks are escaped.
 */
const carriers = [
  { table: 'web_message', column: 'body', person: 'person' },
  { table: 'delivery', column: 'body', person: null },
  { table: 'broadcast', column: 'body', person: null },
  { table: 'submission', column: 'answers', person: 'person' },
  { table: 'person_memory', column: 'state', person: 'person' },
  { table: 'session', column: 'state', person: 'person' },
  { table: 'door', column: 'frame', person: null },
  { table: 'duty_note', column: 'picture', person: null },
] as const

/** Whether a document shows a picture; the same words as in the indexes. */
const isPictured = (column: string) => holds(sql.ref(column), sql.lit('"url":"/pictures/'))

/** The names of the pictures that a saved document shows. */
export function picturesIn(json: string): string[] {
  return [...json.matchAll(/"url":"\/pictures\/([a-z0-9.-]+)"/g)].map(found => found[1]!)
}

/** Every picture that something shows, with those whose it is. */
export async function picturesInUse(db: Db): Promise<Map<string, Set<string>>> {
  const used = new Map<string, Set<string>>()
  for (const { table, column, person } of carriers) {
    const whose = person === null ? sql<null>`null` : sql<string | null>`${sql.ref(person)}`
    const { rows } = await sql<{ json: string; whose: string | null }>`
      select ${sql.ref(column)} as json, ${whose} as whose from ${sql.table(table)}
      where ${isPictured(column)}`.execute(db)
    for (const { json, whose: owner } of rows)
      for (const name of picturesIn(json)) {
        const owners = used.get(name) ?? new Set()
        used.set(name, owner === null ? owners : owners.add(owner))
      }
  }
  return used
}

/** The kept pictures that nothing shows and nobody has sent or uploaded after `before`. */
export async function unusedPictures(db: Db, before: Date): Promise<string[]> {
  const used = await picturesInUse(db)
  const old = await db
    .selectFrom('picture')
    .select('name')
    .groupBy('name')
    .having(eb => eb(eb.fn.max('at'), '<=', before.getTime()))
    .execute()
  return old.map(row => row.name).filter(name => !used.has(name))
}

/**
 * Takes pictures away from people who give their data up: all that they hold, or those of `names`. One that nobody else holds and that nothing
 * shows any more is deleted with the next look at chores, so this belongs after the deletion of what showed it, in the same transaction.
 */
export async function dropPictures(db: Db, holders: readonly string[], names?: readonly string[]): Promise<void> {
  if (holders.length === 0) return
  const taken = await db
    .deleteFrom('picture')
    .where('holder', 'in', holders)
    .$if(names !== undefined, q => q.where('name', 'in', names ?? []))
    .returning(['name', 'bytes'])
    .execute()
  for (const { name, bytes } of taken) {
    const other = await db.selectFrom('picture').select('name').where('name', '=', name).executeTakeFirst()
    if (other) continue
    await db.insertInto('picture').values({ name, holder: nobody, bytes, code: null, at: 0, look_at: 0 }).execute()
  }
}

/** What is known of a picture that may be seen. */
export interface SeenPicture {
  /** What a QR code in it says, or null. */
  code: string | null
}

/** Who holds which picture and who may see it, over SQL. */
export function makeHoldings({ db, transact }: Database): Holdings & {
  /** Those of these pictures that the viewer may see: what they hold, and what a message of their chats shows. */
  seen(names: readonly string[], viewer: Viewer): Promise<Map<string, SeenPicture>>
  /** The same for what `holder` is about to send; they hold it from then on, so that nobody can take it from under their message. */
  send(names: readonly string[], viewer: Viewer, by: { holder: string; at: Date }): Promise<Map<string, SeenPicture>>
} {
  return {
    hold: picture => transact(tx => hold(tx, picture)),
    async release(name, holder) {
      await db
        .deleteFrom('picture')
        .where('name', '=', name)
        .where('holder', '=', holder ?? nobody)
        .execute()
    },
    seen: (names, viewer) => seenBy(db, names, viewer),
    send: (names, viewer, { holder, at }) =>
      transact(async tx => {
        const found = await seenBy(tx, names, viewer)
        for (const [name, { code, bytes }] of found) await put(tx, { name, holder, bytes, code, at: at.getTime() })
        return found
      }),
  }
}

async function hold(
  db: Db,
  { name, holder, bytes, code, at: when }: Parameters<Holdings['hold']>[0],
): ReturnType<Holdings['hold']> {
  const at = when.getTime()
  if (holder !== null) {
    const lately = await db
      .selectFrom('picture')
      .select([eb => eb.fn.countAll<number>().as('count'), eb => eb.fn.sum<number | null>('bytes').as('bytes')])
      .where('holder', '=', holder)
      .where('at', '>', at - dayMs)
      .where('name', '!=', name)
      .executeTakeFirstOrThrow()
    if (Number(lately.count) >= dailyPictures.count || Number(lately.bytes) + bytes > dailyPictures.bytes)
      return 'too-many-pictures'
  }
  if ((await takenRoom(db)).bytes + bytes > picturesRoom) return 'no-room'
  await put(db, { name, holder: holder ?? nobody, bytes, code, at })
  return 'held'
}

/** How many pictures are kept, and what they take. */
export async function takenRoom(db: Db): Promise<{ count: number; bytes: number }> {
  const each = db
    .selectFrom('picture')
    .select(eb => eb.fn.max('bytes').as('bytes'))
    .groupBy('name')
  const { count, bytes } = await db
    .selectFrom(each.as('each'))
    .select([eb => eb.fn.countAll<number>().as('count'), eb => eb.fn.sum<number | null>('bytes').as('bytes')])
    .executeTakeFirstOrThrow()
  return { count: Number(count), bytes: Number(bytes) }
}

async function put(db: Db, { at, ...picture }: Omit<Tables['picture'], 'look_at'>): Promise<void> {
  const times = { at, look_at: lookAgain(at) }
  await db
    .insertInto('picture')
    .values({ ...picture, ...times })
    .onConflict(c => c.columns(['name', 'holder']).doUpdateSet({ ...times, code: picture.code }))
    .execute()
}

async function seenBy(
  db: Db,
  names: readonly string[],
  { people, chats }: Viewer,
): Promise<Map<string, SeenPicture & { bytes: number }>> {
  const found = new Map<string, SeenPicture & { bytes: number }>()
  for (const name of new Set(names)) {
    const rows = await db.selectFrom('picture').selectAll().where('name', '=', name).execute()
    const isShown = async () => (await shownIn(db, name, chats)).rows.length > 0
    if (rows.some(row => people.includes(row.holder)) || (await isShown()))
      found.set(name, { code: rows.find(row => row.code !== null)?.code ?? null, bytes: rows[0]?.bytes ?? 0 })
  }
  return found
}

/** A message of these chats that shows a picture, if there is one; looks at their pictured messages only. */
function shownIn(db: Db, name: string, chats: readonly string[]) {
  return sql<{ seq: number }>`
    select seq from web_message
    where chat in (${sql.join(chats)}) and ${isPictured('body')} and ${holds(sql.ref('body'), sql.val(`"url":"/pictures/${name}"`))}
    limit 1`.execute(db)
}
