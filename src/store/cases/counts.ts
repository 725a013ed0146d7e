import type { Kysely } from 'kysely'
import type { CaseReads } from '../../core/case.ts'
import type { Tables } from '../schema.ts'

/** What is counted and kept of cases. */
export function caseCounts(db: Kysely<Tables>): Pick<CaseReads, 'tally' | 'crisisLabels'> {
  return {
    async tally() {
      const scams = await db
        .selectFrom('scam_case')
        .select(['type', 'state', eb => eb.fn.countAll<number>().as('count')])
        .groupBy(['type', 'state'])
        .execute()
      const crises = await db
        .selectFrom('crisis_label')
        .select(['type', 'mark', eb => eb.fn.countAll<number>().as('count')])
        .groupBy(['type', 'mark'])
        .execute()
      const { count } = await db
        .selectFrom('crisis_case')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow()
      return { scams: scams.map(counted), crises: crises.map(counted), unacknowledged: Number(count) }
    },
    async crisisLabels() {
      const crises = await db
        .selectFrom('crisis_label')
        .select(['type', 'grade', 'mark', 'text', 'about'])
        .orderBy('type')
        .orderBy('text')
        .execute()
      return crises.map(row => ({ of: 'crisis', ...row, score: null }))
    },
  }
}

const counted = <Row extends { count: number }>(row: Row): Row => ({ ...row, count: Number(row.count) })
