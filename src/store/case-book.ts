import type { About, CrisisCase, DangerKind, Mark } from '../core/case.ts'
import { auditCommand, writeAudit } from './audit.ts'
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

/** How the crises of one kind came out that staff have marked; `precision` as in `KindCount`. */
export interface CrisisCount extends Pick<KindCount, 'confirmed' | 'false' | 'precision'> {
  type: DangerKind
}

/** A marked case as labelled data, without a person and a case number; longer numbers are masked. Crises have no score, scams are about nobody. */
export interface Labelled {
  of: 'scam' | 'crisis'
  type: string
  grade: string
  score: number | null
  mark: Mark
  text: string
  about: About | null
}

const precisionOf = (right: number, wrong: number) => (right + wrong === 0 ? null : right / (right + wrong))

/** What is counted and kept of cases, for the command line. */
export function makeCaseBook(database: Database) {
  const { db, transact } = database
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
        const all = open + confirmed + wrong
        return { type, all, open, confirmed, false: wrong, precision: precisionOf(confirmed, wrong) }
      })
      return kinds.sort((a, b) => b.all - a.all || a.type.localeCompare(b.type))
    },
    /** Crises that staff have marked, by kind, most first. */
    async crisisKinds(): Promise<CrisisCount[]> {
      const rows = await db
        .selectFrom('crisis_label')
        .select(['type', 'mark', eb => eb.fn.countAll<number>().as('count')])
        .groupBy(['type', 'mark'])
        .execute()
      const kinds = [...Map.groupBy(rows, r => r.type)].map(([type, list]) => {
        const of = (mark: Mark) => Number(list.find(r => r.mark === mark)?.count ?? 0)
        const [confirmed, wrong] = [of('confirmed'), of('false')]
        return { type, confirmed, false: wrong, precision: precisionOf(confirmed, wrong) }
      })
      return kinds.sort((a, b) => b.confirmed + b.false - a.confirmed - a.false || a.type.localeCompare(b.type))
    },
    /** Everything that staff have marked: scams as they came, then crises in an order that tells nothing of when they were. */
    async labelled(): Promise<Labelled[]> {
      const rows = await db
        .selectFrom('scam_case')
        .select(['type', 'grade', 'score', 'state', 'text'])
        .where('state', '!=', 'open')
        .orderBy('at')
        .execute()
      const crises = await db
        .selectFrom('crisis_label')
        .select(['type', 'grade', 'mark', 'text', 'about'])
        .orderBy('type')
        .orderBy('text')
        .execute()
      return [
        ...rows.map(({ state, ...row }) => ({ of: 'scam' as const, ...row, mark: state as Mark, about: null })),
        ...crises.map(row => ({ of: 'crisis' as const, ...row, score: null })),
      ]
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
      { reader, at }: { reader: string; at: Date },
      isTheirs: (found: CrisisCase) => boolean,
    ): Promise<CrisisCase[]> {
      return transact(async tx => {
        const rows = await tx.selectFrom('crisis_case').selectAll().orderBy('at', 'desc').execute()
        const all = await Promise.all(rows.map(row => crisisOf(tx, row)))
        const theirs = all.filter(isTheirs)
        const detail = theirs.map(c => c.number).join(' ')
        await auditCommand(tx, { act: 'list-cases', detail, by: reader }, at)
        return theirs
      })
    },
    /** Writes into the audit log that someone asked for the crises and was refused. */
    async refused(reader: string, at: Date): Promise<void> {
      await writeAudit(database, { act: 'refused-case', detail: 'list', by: reader }, at)
    },
  }
}
