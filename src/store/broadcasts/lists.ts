import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { Counts, RecipientState, Unreached } from '../../core/broadcast.ts'
import type { Audience, Unit } from '../../core/roster.ts'
import { meansWholeClasses } from '../../office/broadcasts/meant.ts'
import { inAudience } from '../people/audience.ts'
import { classGroups, reachable } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { areAmong, isAmong } from '../sqlite/sql.ts'

/** Whether a recipient is in any of these parts of the tree: a list of classes is found class by class. */
export const recipientWithinAny =
  (scope: readonly Unit[]) =>
  (eb: ExpressionBuilder<Tables, 'broadcast_recipient'>): Expression<SqlBool> => {
    const [college, name] = ['broadcast_recipient.college', 'broadcast_recipient.class_name']
    if (scope.some(unit => unit.of === 'school')) return eb.lit(true)
    const colleges = scope.flatMap(unit => (unit.of === 'college' ? [unit.college] : []))
    const classes = scope.flatMap(unit => (unit.of === 'class' ? [[unit.college, unit.name]] : []))
    if (colleges.length === 0) return areAmong([college, name], classes)
    const inColleges = isAmong(college, colleges)
    return classes.length === 0 ? inColleges : eb.or([inColleges, areAmong([college, name], classes)])
  }

const isIn = (states: readonly RecipientState[], state: RecipientState) => states.includes(state)

/** How broadcasts stand within parts of the tree, by number. */
export async function broadcastCounts(
  db: Kysely<Tables>,
  broadcasts: readonly string[],
  scope: readonly Unit[],
): Promise<ReadonlyMap<string, Counts>> {
  const counted = db
    .selectFrom('broadcast_recipient')
    .select(['broadcast', 'state'])
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where(isAmong('broadcast', broadcasts))
  // Each is counted in the order of the index that has the fewest of its rows.
  const rows = await (scope.some(unit => unit.of === 'school')
    ? counted.groupBy(['broadcast', 'state'])
    : counted.where(recipientWithinAny(scope)).groupBy(['broadcast', 'college', 'class_name', 'state'])
  ).execute()
  const found = Map.groupBy(rows, r => r.broadcast)
  return new Map([...found].map(([number, states]) => [number, sumOfStates(states)]))
}

function sumOfStates(rows: readonly { state: RecipientState; count: number }[]): Counts {
  const sum = (states: readonly RecipientState[]) =>
    rows.reduce((all, row) => all + (isIn(states, row.state) ? Number(row.count) : 0), 0)
  return {
    people: rows.reduce((all, row) => all + Number(row.count), 0),
    confirmed: sum(['confirmed', 'late']),
    unreached: sum(['unreachable', 'failed']),
  }
}

/** Those of some broadcasts that went to anybody within parts of the tree: each is looked up until the first is found. */
export async function reachingOf(
  db: Kysely<Tables>,
  broadcasts: readonly string[],
  scope: readonly Unit[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('broadcast')
    .select('number')
    .where(isAmong('number', broadcasts))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('broadcast_recipient')
          .select('broadcast_recipient.number')
          .whereRef('broadcast_recipient.broadcast', '=', 'broadcast.number')
          .where(recipientWithinAny(scope)),
      ),
    )
    .execute()
  return new Set(rows.map(r => r.number))
}

/** Whom of an audience neither a chat reaches nor, where groups may carry it, a group of their class. */
export function unreachedOf(
  db: Kysely<Tables>,
  audience: Audience,
  { most, at }: { most: number; at: number },
): Promise<Unreached[]> {
  const isBound = sql<number>`exists (select 1 from binding where binding.number = roster.number)`
  return inAudience(db, audience)
    .select(['roster.college', 'roster.class_name as name', 'roster.number', 'roster.name as person'])
    .select(sql<Unreached['reason']>`case when ${isBound} then 'cannot-push' else 'not-bound' end`.as('reason'))
    .where('roster.number', 'not in', reachable(db, { at }))
    .$if(meansWholeClasses(audience), q =>
      q.where(({ not, exists }) =>
        not(
          exists(
            classGroups(db)
              .select('group_class.chat')
              .where('group_class.college', '=', sql.ref<string>('roster.college'))
              .where('group_class.class_name', '=', sql.ref<string>('roster.class_name')),
          ),
        ),
      ),
    )
    .orderBy('roster.college')
    .orderBy('roster.class_name')
    .orderBy('roster.number')
    .limit(most)
    .execute()
}
