import type { Kysely } from 'kysely'
import type { ListEffect, ListReads } from '../../core/content/lists.ts'
import type { Tables } from '../schema.ts'

const shownColumns = ['id', 'name', 'count', 'expected', 'by', 'at', 'used_at as usedAt'] as const

/** What is read of the lists of questions that staff keep. */
export function listReads(db: Kysely<Tables>): ListReads {
  return {
    lists: () => db.selectFrom('question_list').select(shownColumns).orderBy('at', 'desc').orderBy('name').execute(),
    async list(id) {
      const row = await db
        .selectFrom('question_list')
        .select([...shownColumns, 'questions'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? { ...row, questions: JSON.parse(row.questions) } : null
    },
  }
}

/** Saves what staff changed of a list; throws where another one has its name. */
export async function saveListEffect(db: Kysely<Tables>, effect: ListEffect, at: number): Promise<void> {
  if (effect.do === 'drop-question-list') {
    await db.deleteFrom('question_list').where('id', '=', effect.id).execute()
    return
  }
  if (effect.do === 'use-question-list') {
    await db.updateTable('question_list').set({ used_at: at }).where('id', '=', effect.id).execute()
    return
  }
  const { id, name, by, questions } = effect.list
  const row = {
    ...{ name, by, at, used_at: at, count: questions.length },
    questions: JSON.stringify(questions),
    expected: questions.filter(q => q.expected !== null).length,
  }
  await db
    .insertInto('question_list')
    .values({ id, ...row })
    .onConflict(c => c.column('id').doUpdateSet(row))
    .execute()
}
