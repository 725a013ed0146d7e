import type { Answer, Submission } from '../core/memory.ts'
import type { Database } from './open.ts'

/** What was handed in, for those who may read it: certificates by code, lists for the desk. */
export function makeSubmissions({ db }: Database) {
  return {
    /** The submission whose certificate bears this code, or null. */
    async byCode(code: string): Promise<Submission | null> {
      const row = await db.selectFrom('submission').selectAll().where('code', '=', code).executeTakeFirst()
      if (!row) return null
      const { number, flow, version, answers, state, at, revised_at } = row
      return {
        number,
        flow,
        version,
        answers: JSON.parse(answers) as Record<string, Answer>,
        state: state as Submission['state'],
        code: row.code,
        at,
        revisedAt: revised_at,
      }
    },
  }
}
