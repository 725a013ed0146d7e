import type { Kysely } from 'kysely'
import {
  type KeptProposal,
  type NoticeEffect,
  type NoticeReads,
  type ProposalState,
  proposalStates,
  type TakenProposal,
} from '../../core/content/notice.ts'
import type { Tables } from '../schema.ts'

const aboutNotice = ['id', 'file', 'title', 'number', 'issued', 'year', 'by', 'at'] as const

/** What is read of the notices that were put in. */
export function noticeReads(db: Kysely<Tables>): NoticeReads {
  return {
    async notices() {
      const found = await db.selectFrom('notice').select(aboutNotice).orderBy('at', 'desc').orderBy('id').execute()
      const counted = await db
        .selectFrom('notice_proposal')
        .select(eb => ['notice', 'state', eb.fn.countAll<number>().as('count')])
        .groupBy(['notice', 'state'])
        .execute()
      const countOf = (id: string, state: ProposalState) =>
        Number(counted.find(c => c.notice === id && c.state === state)?.count ?? 0)
      return found.map(notice => {
        const counts = Object.fromEntries(proposalStates.map(state => [state, countOf(notice.id, state)]))
        return { ...notice, counts: counts as Record<ProposalState, number> }
      })
    },
    async notice(id) {
      const query = db.selectFrom('notice').select([...aboutNotice, 'sha256', 'clauses'])
      const row = await query.where('id', '=', id).executeTakeFirst()
      return row ? { ...row, clauses: JSON.parse(row.clauses) } : null
    },
    async proposals(id) {
      const query = db.selectFrom('notice_proposal').select(['n', 'said', 'state', 'taken', 'duties', 'by', 'at'])
      return (await query.where('notice', '=', id).orderBy('n').execute()).map(proposalOf)
    },
    acceptedDuties: () => dutiesTaken(db),
  }
}

const proposalOf = ({ said, taken, duties, ...row }: { said: string; taken: string | null; duties: string }) =>
  ({ ...row, said: JSON.parse(said), taken: taken && JSON.parse(taken), duties: JSON.parse(duties) }) as KeptProposal

async function dutiesTaken(db: Kysely<Tables>): ReturnType<NoticeReads['acceptedDuties']> {
  const rows = await db
    .selectFrom('notice_proposal as p')
    .innerJoin('notice', 'notice.id', 'p.notice')
    .select(['notice.id', 'notice.title', 'notice.number', 'notice.issued'])
    .select(['p.n', 'p.said', 'p.taken', 'p.by', 'p.at'])
    .where('p.state', 'in', ['accepted', 'changed'])
    .orderBy('notice.at')
    .orderBy('p.notice')
    .orderBy('p.n')
    .execute()
  return rows.flatMap(({ id, title, number, issued, n, by, at, ...row }) => {
    const taken: TakenProposal = JSON.parse(row.taken!)
    if (taken.as !== 'duty') return []
    const { value, duties } = taken
    return [{ notice: { id, title, number, issued }, n, said: JSON.parse(row.said), duties, value, by, at: at! }]
  })
}

/** Saves what staff changed of the notices. */
export async function saveNoticeEffect(db: Kysely<Tables>, effect: NoticeEffect, at: number): Promise<void> {
  if (effect.do === 'drop-notice') {
    await db.deleteFrom('notice_proposal').where('notice', '=', effect.id).execute()
    await db.deleteFrom('notice').where('id', '=', effect.id).execute()
    return
  }
  if (effect.do === 'keep-notice') {
    const { clauses, ...notice } = effect.notice
    await db
      .insertInto('notice')
      .values({ ...notice, clauses: JSON.stringify(clauses), at })
      .execute()
    const rows = effect.proposals.map(({ n, said, duties }) => {
      const open = { state: 'open' as const, taken: null, by: null, at: null }
      return { notice: notice.id, n, said: JSON.stringify(said), duties: JSON.stringify(duties), ...open }
    })
    for (let from = 0; from < rows.length; from += 100)
      await db
        .insertInto('notice_proposal')
        .values(rows.slice(from, from + 100))
        .execute()
    return
  }
  for (const { n, state, taken, by } of effect.of)
    await db
      .updateTable('notice_proposal')
      .set({ state, by, taken: taken && JSON.stringify(taken), at: state === 'open' ? null : at })
      .where('notice', '=', effect.id)
      .where('n', '=', n)
      .execute()
}
