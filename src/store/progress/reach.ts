import type { Kysely } from 'kysely'
import { ownerOfNumber } from '../../core/roster.ts'
import type { PersonProgress } from '../../core/work/progress.ts'
import { classGroups, firstHomes } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'

type Found = Pick<PersonProgress, 'number' | 'name' | 'college' | 'className'>

/** These people with what they last told in a conversation, and how each can be reached at `at`. */
export async function withReach(
  db: Kysely<Tables>,
  people: readonly Found[],
  { at, flow }: { at: number; flow: string | null },
): Promise<PersonProgress[]> {
  const numbers = people.map(p => p.number)
  const homes = await firstHomes(db, { numbers, at })
  const grouped = new Set((await classGroups(db).select(['college', 'class_name']).execute()).map(classKey))
  const bound = await db.selectFrom('binding').select('number').distinct().where(isAmong('number', numbers)).execute()
  const isBound = new Set(bound.map(b => b.number))
  const told = flow === null ? new Map() : await toldIn(db, flow, numbers)
  return people.map(({ number, name, college, className }) => {
    const home = homes.get(number)
    const none = { by: 'none', why: isBound.has(number) ? 'cannotPush' : 'notBound' } as const
    const byGroup = grouped.has(classKey({ college, class_name: className })) ? ({ by: 'group' } as const) : none
    const reach = home ? ({ by: 'private', channel: home.chat.channel } as const) : byGroup
    return { number, name, college, className, told: told.get(ownerOfNumber(number)) ?? null, reach }
  })
}

const classKey = (of: { college: string; class_name: string }) => JSON.stringify([of.college, of.class_name])

/** What each of these people last told in a conversation, by the id of their own matters. */
async function toldIn(
  db: Kysely<Tables>,
  flow: string,
  numbers: readonly string[],
): Promise<Map<string, NonNullable<PersonProgress['told']>>> {
  const rows = await db
    .selectFrom('submission')
    .select(['person', 'answers', 'at', 'revised_at'])
    .where('flow', '=', flow)
    .where('state', '!=', 'withdrawn')
    .where(isAmong('person', numbers.map(ownerOfNumber)))
    .orderBy('at')
    .execute()
  return new Map(rows.map(r => [r.person, { answers: JSON.parse(r.answers), at: r.revised_at ?? r.at }]))
}
