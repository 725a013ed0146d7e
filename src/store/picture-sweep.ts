import type { Kysely } from 'kysely'
import type { Chore } from '../core/chore.ts'
import type { Database } from './open.ts'
import { graceMs, lookAgain, picturesInUse, unusedPictures } from './pictures.ts'
import type { Tables } from './schema.ts'

/** The files that pictures are. */
export interface PictureFiles {
  /** All there are; called once. */
  survey(): Promise<string[]>
  size(name: string): Promise<number | null>
  /** Deletes one at once; one that is gone stays gone. */
  drop(name: string): void
}

/** The most pictures of one look; the others are due with the next. */
const most = 500

/**
 * Deletes pictures that nothing shows: an hour or so before the day after they came is over, or within a day of the deletion of what showed
 * them. Begins with noting what lies in the folder and stands in no row: from an earlier version, or left by a process that was killed.
 */
export function makePictureSweep(database: Database, files: PictureFiles): Chore {
  let isSurveyed = false
  return {
    name: 'picture-sweep',
    isFinal: true,
    async nextDue() {
      if (!isSurveyed) return new Date(0)
      const row = await database.db
        .selectFrom('picture')
        .select(eb => eb.fn.min('look_at').as('at'))
        .executeTakeFirst()
      return row?.at == null ? null : new Date(Number(row.at))
    },
    async run(now) {
      if (!isSurveyed) await adopt(database, files, now.getTime())
      isSurveyed = true
      await database.transact(async tx => {
        if (await sweep(tx, files, now.getTime())) database.soil()
      })
    },
    async rewind(now) {
      const look_at = lookAgain(now.getTime())
      await database.transact(tx => tx.updateTable('picture').set({ look_at }).where('look_at', '>', look_at).execute())
    },
  }
}

/**
 * The file goes before its row, and both within the transaction that finds it unused: a process that is killed between the two finds the row again,
 * and whoever keeps the same picture meanwhile waits until the row is gone and puts a new file. True when any went.
 */
async function sweep(db: Kysely<Tables>, files: PictureFiles, now: number): Promise<boolean> {
  const due = await db.selectFrom('picture').select('name').distinct().where('look_at', '<=', now).limit(most).execute()
  if (due.length === 0) return false
  const unused = new Set(await unusedPictures(db, new Date(now - graceMs)))
  for (const { name } of due) {
    const rows = db.selectFrom('picture').where('name', '=', name)
    if (unused.has(name)) {
      files.drop(name)
      await db.deleteFrom('picture').where('name', '=', name).execute()
    } else {
      const { at } = await rows.select(eb => eb.fn.max('at').as('at')).executeTakeFirstOrThrow()
      const next = lookAgain(at > now - graceMs ? at : now)
      await db.updateTable('picture').set({ look_at: next }).where('name', '=', name).execute()
    }
  }
  return due.some(({ name }) => unused.has(name))
}

/** Notes the files that have no row: in use, for those whose messages and answers show them; in no use, to be gone within a day. */
async function adopt(database: Database, files: PictureFiles, now: number): Promise<void> {
  const known = await database.db.selectFrom('picture').select('name').distinct().execute()
  const names = new Set(await files.survey())
  for (const { name } of known) names.delete(name)
  if (names.size === 0) return
  const sizes = new Map<string, number>()
  for (const name of names) sizes.set(name, (await files.size(name)) ?? 0)
  await database.transact(async tx => {
    const used = await picturesInUse(tx)
    for (const [name, bytes] of sizes) {
      const owners = [...(used.get(name) ?? [])]
      // What is in use came long ago and counts for nobody's day.
      const at = used.has(name) ? 0 : now
      for (const holder of owners.length > 0 ? owners : [''])
        await tx
          .insertInto('picture')
          .values({ name, holder, bytes, code: null, at, look_at: lookAgain(now) })
          .onConflict(c => c.doNothing())
          .execute()
    }
  })
}
