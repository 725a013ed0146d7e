import type { CrisisCase } from '../core/case.ts'
import { crisisOf } from './cases.ts'
import type { Database } from './open.ts'

/** How the cases of one kind came out. `precision` is the share of marked ones that were right; null while none is marked. */
export interface KindCount {
  type: string
  all: number
  open: number
  confirmed: number
  false: number
  precision: number | null
}

/** A marked case as labelled data; numbers are masked. */
export interface Labelled {
  type: string
  grade: string
  score: number
  mark: 'confirmed' | 'false'
  text: string
}

/** What is counted and kept of cases, for the command line. */
export function makeCaseBook({ db, transact }: Database) {
  return {
    /** Scam cases by kind, most first. */
    async kinds(): Promise<KindCount[]> {
      const rows = await db
        .selectFrom('scam_case')
        .select(['type', 'state', eb => eb.fn.countAll<number>().as('count')])
        .groupBy(['type', 'state'])
        .execute()
      const kinds = [...Map.groupBy(rows, r => r.type)].map(([type, list]) => {
        const of = (state: string) => Number(list.find(r => r.state === state)?.count ?? 0)
        const [open, confirmed, wrong] = [of('open'), of('confirmed'), of('false')]
        const marked = confirmed + wrong
        const precision = marked === 0 ? null : confirmed / marked
        return { type, all: open + marked, open, confirmed, false: wrong, precision }
      })
      return kinds.sort((a, b) => b.all - a.all || a.type.localeCompare(b.type))
    },
    /** Everything that counselors have marked. */
    async labelled(): Promise<Labelled[]> {
      const rows = await db
        .selectFrom('scam_case')
        .select(['type', 'grade', 'score', 'state', 'text'])
        .where('state', '!=', 'open')
        .orderBy('at')
        .execute()
      return rows.map(({ state, ...row }) => ({ ...row, mark: state as Labelled['mark'] }))
    },
    /** How many crises nobody has acknowledged, and nothing else of them. */
    async unacknowledged(): Promise<number> {
      const { count } = await db
        .selectFrom('crisis_case')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    /** The crises that `isTheirs` lets this member of staff read; the reading itself is audited with their numbers. */
    async crises(
      { reader, at }: { reader: string; at: number },
      isTheirs: (found: CrisisCase) => boolean,
    ): Promise<CrisisCase[]> {
      return transact(async tx => {
        const rows = await tx.selectFrom('crisis_case').selectAll().orderBy('at', 'desc').execute()
        const all = await Promise.all(rows.map(row => crisisOf(tx, row)))
        const theirs = all.filter(isTheirs)
        const detail = theirs.map(c => c.number).join(' ')
        await tx
          .insertInto('audit')
          .values({ at, person: `n:${reader}`, chat: 'command-line', act: 'list-cases', detail })
          .execute()
        return theirs
      })
    },
    /** Writes into the audit log that someone asked for the crises and was refused. */
    async refused(reader: string, at: number): Promise<void> {
      await db
        .insertInto('audit')
        .values({ at, person: `n:${reader}`, chat: 'command-line', act: 'refused-case', detail: 'list' })
        .execute()
    },
  }
}
