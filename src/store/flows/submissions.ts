import type { Selectable } from 'kysely'
import type { Answer, Submission } from '../../core/memory.ts'
import type { Database } from '../open.ts'
import type { Tables } from '../schema.ts'

/** What was handed in, for those who may read it: certificates by code, lists for the desk. */
export function makeSubmissions({ db }: Database) {
  return {
    /** The submission whose certificate bears this code, or null. */
    async byCode(code: string): Promise<Submission | null> {
      const row = await db.selectFrom('submission').selectAll().where('code', '=', code).executeTakeFirst()
      return row ? submissionOf(row) : null
    },
    /** Everything that was handed in and not deleted. */
    async all(): Promise<Submission[]> {
      return (await db.selectFrom('submission').selectAll().orderBy('at').execute()).map(submissionOf)
    },
  }
}

function submissionOf({
  number,
  flow,
  version,
  answers,
  state,
  code,
  at,
  revised_at,
}: Selectable<Tables['submission']>): Submission {
  return {
    number,
    flow,
    version,
    answers: JSON.parse(answers) as Record<string, Answer>,
    state: state as Submission['state'],
    code,
    at,
    revisedAt: revised_at,
  }
}
