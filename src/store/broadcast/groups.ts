import type { Kysely } from 'kysely'
import type { Broadcast } from '../../core/broadcast.ts'
import type { Audience } from '../../core/roster.ts'
import { inAudience } from '../people/audience.ts'
import { classGroups } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { addGroupCopy, type Planning } from './copies.ts'

/** Whether an audience means whole classes. Only then may their groups carry it: who has a loan is nobody else's matter. */
export function meansWholeClasses({ loan, numbers, progress, roles }: Audience): boolean {
  return (
    loan === 'any' && numbers.length === 0 && progress === null && (roles.length === 0 || roles.includes('student'))
  )
}

/** Groups of the classes that an audience means as a whole, on channels that may write to groups first. */
export function groupsOf(db: Kysely<Tables>, audience: Audience) {
  return classGroups(db)
    .innerJoin(inAudience(db, audience).select(['college', 'class_name']).distinct().as('meant'), join =>
      join.onRef('meant.college', '=', 'group_class.college').onRef('meant.class_name', '=', 'group_class.class_name'),
    )
    .select(['group_class.chat', 'group_class.channel', 'group_class.college', 'group_class.class_name'])
    .orderBy('group_class.chat')
}

/** Plans the copies of a round for groups. Returns how many were added. */
export async function planGroups(planning: Planning): Promise<number> {
  const { db, broadcast, round } = planning
  let count = 0
  for (const group of await groupsFor(db, broadcast, round)) if (await addGroup(planning, group)) count++
  return count
}

/** The group of a class, as the records of broadcasts name it. */
type ClassGroup = Pick<Tables['broadcast_group'], 'chat' | 'channel' | 'college' | 'class_name'>

/** Plans the copy of one group, which the broadcast then knows; false when it stands there already. */
export async function addGroup(planning: Planning, group: ClassGroup): Promise<boolean> {
  const { db, broadcast, round } = planning
  const fresh = { state: 'queued' as const, reason: '', progress_due: null, progress_lines: 0 }
  if (round === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('broadcast_group')
      .values({ broadcast: broadcast.number, ...group, ...fresh })
      .onConflict(c => c.doNothing())
      .executeTakeFirstOrThrow()
    // It may have heard it under another id.
    if (!numInsertedOrUpdatedRows) return false
  }
  return addGroupCopy(planning, group)
}

function groupsFor(db: Kysely<Tables>, broadcast: Broadcast, round: number): Promise<ClassGroup[]> {
  const carried = (number: string) =>
    db
      .selectFrom('broadcast_group')
      .select(['chat', 'channel', 'college', 'class_name'])
      .where('broadcast', '=', number)
      .where('state', 'in', ['sent', 'uncertain'])
      .orderBy('chat')
  if (round > 0)
    return carried(broadcast.number)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('broadcast_recipient as r')
            .select('r.number')
            .where('r.broadcast', '=', broadcast.number)
            .whereRef('r.college', '=', 'broadcast_group.college')
            .whereRef('r.class_name', '=', 'broadcast_group.class_name')
            .where('r.via', '=', 'group')
            .where('r.state', 'in', ['sent', 'unconfirmed', 'uncertain']),
        ),
      )
      .execute()
  if (broadcast.of?.as === 'recall') return carried(broadcast.of.number).execute()
  if (!meansWholeClasses(broadcast.audience)) return Promise.resolve([])
  return groupsOf(db, broadcast.audience).execute()
}
