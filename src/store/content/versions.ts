import type { Kysely } from 'kysely'
import {
  type ContentEffect,
  type ContentReads,
  type ContentVersion,
  type Layer,
  layerOf,
} from '../../core/content/item.ts'
import type { Tables } from '../schema.ts'
import { listReads } from './lists.ts'
import { endQuestions, openAgain, questionReads } from './questions.ts'
import { saidTo } from './told.ts'

/** What is read of the school's own content. */
export function contentReads(db: Kysely<Tables>): ContentReads {
  return {
    newest: () => newestVersions(db),
    history: ({ kind, key }) =>
      versions(db).where('kind', '=', kind).where('key', '=', key).orderBy('version', 'desc').execute(),
    ...questionReads(db),
    said: words => saidTo(db, words),
    ...listReads(db),
  }
}

const versions = (db: Kysely<Tables>) =>
  db.selectFrom('content_version').select(['kind', 'key', 'version', 'text', 'by', 'at', 'why'])

/** The newest version of each item, in the order in which they were saved. */
const newestVersions = (db: Kysely<Tables>): Promise<ContentVersion[]> =>
  versions(db)
    .where(
      'seq',
      'in',
      db
        .selectFrom('content_version')
        .select(eb => eb.fn.max('seq').as('seq'))
        .groupBy(['kind', 'key']),
    )
    .orderBy('seq')
    .execute()

/** The school's own content that holds. */
export const layerIn = async (db: Kysely<Tables>): Promise<Layer> => layerOf(await newestVersions(db))

/** Changes with every version that is saved, by whichever process. */
export async function lastVersionSaved(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('content_version')
    .select(eb => eb.fn.max('seq').as('seq'))
    .executeTakeFirst()
  return Number(row?.seq ?? 0)
}

/** Saves what staff changed: a version of an item (throws where somebody else saved it meanwhile), or what became of questions. */
export async function saveContentEffect(
  db: Kysely<Tables>,
  effect: Exclude<ContentEffect, { do: 'tell-new' }>,
  at: number,
): Promise<void> {
  if (effect.do === 'end-questions') return endQuestions(db, effect, at)
  if (effect.do === 'reopen-questions') return openAgain(db, effect)
  await db
    .insertInto('content_version')
    .values({ ...effect.version, at })
    .execute()
}
