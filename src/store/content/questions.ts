import type { Kysely } from 'kysely'
import type { ContentEffect, ContentReads, EndedQuestion } from '../../core/content/item.ts'
import type { ListReads } from '../../core/content/lists.ts'
import { numberOfOwner } from '../../core/roster.ts'
import type { Effect } from '../../core/turn.ts'
import type { Tables } from '../schema.ts'

/** The most values that one statement names. */
const chunk = 500

/** What is read of questions that nobody could answer. */
export function questionReads(db: Kysely<Tables>): Omit<ContentReads, 'newest' | 'history' | 'said' | keyof ListReads> {
  return {
    async ended(most, search = '') {
      const all = endedRows(db).orderBy('ended_at', 'desc').orderBy('question').limit(most)
      // `instr` is not everywhere: what stands for anything in a pattern is taken as any one character.
      const some = search === '' ? all : all.where('question', 'like', `%${search.replace(/[%_\\]/g, '_')}%`)
      return (await some.execute()).map(endedOf)
    },
    async endedAmong(questions) {
      return (await byChunks(questions, some => endedRows(db).where('question', 'in', some).execute())).map(endedOf)
    },
    askedFrom: questions =>
      byChunks(questions, some =>
        db
          .selectFrom('unanswered_class')
          .select(['question', 'college', 'class_name as name', 'times'])
          .where('question', 'in', some)
          .orderBy('times', 'desc')
          .execute(),
      ),
    async awaiting(questions) {
      const rows = await byChunks(questions, some =>
        db
          .selectFrom('awaited_answer')
          .select(['question', 'person'])
          .where('question', 'in', some)
          .where('told_at', 'is', null)
          .execute(),
      )
      return rows.flatMap(({ question, person }) => {
        const number = numberOfOwner(person)
        return number === null ? [] : [{ question, number }]
      })
    },
  }
}

const endedRows = (db: Kysely<Tables>) => db.selectFrom('unanswered').selectAll().where('ended_at', 'is not', null)

type EndedRow = Awaited<ReturnType<ReturnType<typeof endedRows>['execute']>>[number]

const endedOf = ({ question, times, last_at, ended_at, ended_as, ended_entry }: EndedRow): EndedQuestion => {
  return { question, times, lastAt: last_at, endedAt: ended_at!, as: ended_as!, entry: ended_entry }
}

async function byChunks<T>(all: readonly string[], read: (some: readonly string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let from = 0; from < all.length; from += chunk) found.push(...(await read(all.slice(from, from + chunk))))
  return found
}

/** Counts a question that nobody could answer, and the class that it came from. One that seemed to have an answer is open again; one that is not ours stays so. */
export async function countQuestion(
  db: Kysely<Tables>,
  { question, nearest, unit }: Extract<Effect, { do: 'ask-counselor' }>,
  at: number,
): Promise<void> {
  const known = { nearest: nearest.join(' '), last_at: at }
  await db
    .insertInto('unanswered')
    .values({ question, times: 1, first_at: at, ...known })
    .onConflict(c => c.column('question').doUpdateSet(eb => ({ times: eb('unanswered.times', '+', 1), ...known })))
    .execute()
  await db
    .updateTable('unanswered')
    .set({ ended_at: null, ended_as: null, ended_entry: null })
    .where('question', '=', question)
    .where('ended_as', 'in', ['wording', 'entry'])
    .execute()
  if (!unit) return
  await db
    .insertInto('unanswered_class')
    .values({ question, college: unit.college, class_name: unit.name, times: 1, last_at: at })
    .onConflict(c =>
      c
        .columns(['question', 'college', 'class_name'])
        .doUpdateSet(eb => ({ times: eb('unanswered_class.times', '+', 1), last_at: at })),
    )
    .execute()
}

/** Remembers who wants to be told of an answer. */
export async function awaitAnswer(
  db: Kysely<Tables>,
  row: { person: string; question: string; at: number },
): Promise<void> {
  await db
    .insertInto('awaited_answer')
    .values(row)
    .onConflict(c => c.columns(['person', 'question']).doUpdateSet({ at: row.at, told_at: null }))
    .execute()
}

/** Ends questions that are open. Whoever waited for an answer has been told where there is one; of what was dismissed nobody hears, until it is opened again. */
export async function endQuestions(
  db: Kysely<Tables>,
  { questions, as, entry }: Extract<ContentEffect, { do: 'end-questions' }>,
  at: number,
): Promise<void> {
  for (let from = 0; from < questions.length; from += chunk) {
    const some = questions.slice(from, from + chunk)
    await db
      .updateTable('unanswered')
      .set({ ended_at: at, ended_as: as, ended_entry: entry })
      .where('question', 'in', some)
      .execute()
    if (as === 'dismissed') continue
    await db
      .updateTable('awaited_answer')
      .set({ told_at: at })
      .where('question', 'in', some)
      .where('told_at', 'is', null)
      .execute()
  }
}

/** Opens ended questions again, and whoever was told by their ending waits as before. */
export async function openAgain(
  db: Kysely<Tables>,
  { questions }: Extract<ContentEffect, { do: 'reopen-questions' }>,
): Promise<void> {
  for (let from = 0; from < questions.length; from += chunk) {
    const some = questions.slice(from, from + chunk)
    await db
      .updateTable('awaited_answer')
      .set({ told_at: null })
      .where('question', 'in', some)
      .where('told_at', '=', eb =>
        eb.selectFrom('unanswered').select('ended_at').whereRef('unanswered.question', '=', 'awaited_answer.question'),
      )
      .execute()
    await db
      .updateTable('unanswered')
      .set({ ended_at: null, ended_as: null, ended_entry: null })
      .where('question', 'in', some)
      .execute()
  }
}
