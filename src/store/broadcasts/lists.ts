import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Counts, RecipientState, Unreached } from '../../core/broadcast.ts'
import type { Audience, Unit } from '../../core/roster.ts'
import { meansWholeClasses } from '../../office/broadcasts/meant.ts'
import { inAudience } from '../people/audience.ts'
import { classGroups, rankedHomes } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'

/** Whether a recipient is in any of these parts of the tree. */
export const recipientWithinAny = (scope: readonly Unit[]) => (eb: ExpressionBuilder<Tables, 'broadcast_recipient'>) =>
  eb.or(scope.map(unit => recipientWithin(eb, unit)))

/** Whether a recipient is in a part of the tree. */
function recipientWithin(eb: ExpressionBuilder<Tables, 'broadcast_recipient'>, unit: Unit) {
  if (unit.of === 'school') return eb.lit(true)
  if (unit.of === 'college') return eb('broadcast_recipient.college', '=', unit.college)
  return eb.and([
    eb('broadcast_recipient.college', '=', unit.college),
    eb('broadcast_recipient.class_name', '=', unit.name),
  ])
}

const isIn = (states: readonly RecipientState[], state: RecipientState) => states.includes(state)

/** How broadcasts stand within parts of the tree, by number. */
export async function countsOf(
  db: Kysely<Tables>,
  broadcasts: readonly string[],
  scope: readonly Unit[],
): Promise<ReadonlyMap<string, Counts>> {
  const rows = await db
    .selectFrom('broadcast_recipient')
    .select(['broadcast', 'state'])
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where(isAmong('broadcast', broadcasts))
    .where(recipientWithinAny(scope))
    .groupBy(['broadcast', 'state'])
    .execute()
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
    .leftJoin(rankedHomes(db, { at }).as('home'), join =>
      join.onRef('home.number', '=', 'roster.number').on('home.place', '=', 1),
    )
    .select(['roster.college', 'roster.class_name as name', 'roster.number', 'roster.name as person'])
    .select(sql<Unreached['reason']>`case when ${isBound} then 'cannot-push' else 'not-bound' end`.as('reason'))
    .where('home.channel', 'is', null)
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
