import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import { numberOfOwner, ownerOfNumber } from '../core/roster.ts'
import type { AuditLine } from '../core/turn.ts'
import type { AuditReads, AuditSearch, AuditSpan } from '../core/work/audit.ts'
import type { Tables } from './schema.ts'
import { holds, isAmong, isAmongWords } from './sqlite/sql.ts'

/** Who did something (see `ownerOf`), through what (a chat, the command line, a link), and when (epoch milliseconds). */
export interface Deed {
  by: string
  through: string
  at: number
}

/** Puts a line into the audit log, which only grows; within the transaction of what it tells. */
export async function saveAudit(
  db: Kysely<Tables>,
  { act, detail }: AuditLine,
  { by, through, at }: Deed,
): Promise<void> {
  await db.insertInto('audit').values({ at, person: by, chat: through, act, detail }).execute()
}

/** What was done from the command line, and by whom: the roster number that `--as` gave, or nobody but whoever has the shell. */
export interface CommandLine extends AuditLine {
  by?: string | undefined
}

/** Who acts on the command line, as the audit log names them. */
export const commandDeed = (by: string | undefined, at: Date): Deed => ({
  by: by === undefined || by === '' ? 'shell' : ownerOfNumber(by),
  through: 'command-line',
  at: at.getTime(),
})

/** Puts what was done from the command line into the audit log; within the transaction of the act itself. */
export const auditCommand = (db: Kysely<Tables>, line: CommandLine, at: Date): Promise<void> =>
  saveAudit(db, line, commandDeed(line.by, at))

/** What can be asked of the audit log. */
export function auditReads(db: Kysely<Tables>): AuditReads {
  return {
    async lines(search) {
      const rows = await found(db, search)
        .orderBy('audit.seq', 'desc')
        .limit(search.most + 1)
        .offset(search.skip)
        .execute()
      const names = await namesOf(
        db,
        rows.map(row => row.person),
      )
      const lines = rows.map(({ chat, person, ...line }) => ({
        ...line,
        by: person,
        name: names.get(person) ?? '',
        through: chat,
      }))
      return { lines: lines.slice(0, search.most), hasMore: lines.length > search.most }
    },
  }
}

/** What those are called who did something, as the roster has it now. */
async function namesOf(db: Kysely<Tables>, owners: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const numbers = [...new Set(owners.flatMap(owner => numberOfOwner(owner) ?? []))]
  const rows = await db.selectFrom('roster').select(['number', 'name']).where(isAmong('number', numbers)).execute()
  return new Map(rows.map(row => [ownerOfNumber(row.number), row.name]))
}

function found(db: Kysely<Tables>, { span, by, act, from, until, text }: AuditSearch) {
  let query = db
    .selectFrom('audit')
    .select(['audit.seq', 'audit.at', 'audit.person', 'audit.chat', 'audit.act', 'audit.detail'])
  if (span !== 'all') query = query.where(eb => within(eb, span))
  if (by) query = query.where('audit.person', 'in', [...by])
  if (act !== null) query = query.where('audit.act', '=', act)
  if (from !== null) query = query.where('audit.at', '>=', from)
  if (until !== null) query = query.where('audit.at', '<', until)
  if (text !== '') query = query.where(holds(sql.ref('audit.detail'), sql.val(text)))
  return query
}

/** Whether a line is of these people, or tells of people and classes of these colleges. */
function within(eb: ExpressionBuilder<Tables, 'audit'>, { by, about }: Exclude<AuditSpan, 'all'>): Expression<SqlBool> {
  const { colleges, classes, acts } = about
  const own = isAmong('audit.person', by.map(ownerOfNumber))
  const ofPeople = eb.exists(
    eb
      .selectFrom('roster')
      .select('roster.number')
      .whereRef('roster.number', '=', 'audit.detail')
      .where('roster.college', 'in', [...colleges]),
  )
  const places = classes.map(({ college, name }) => college + name)
  const ofClasses = isAmongWords('audit.detail', places)
  return eb.or([
    own,
    ...(colleges.length > 0 ? [ofPeople] : []),
    ...(classes.length > 0 ? [eb.and([isAmong('audit.act', acts), ofClasses])] : []),
  ])
}
