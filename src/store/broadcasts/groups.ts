import type { Kysely } from 'kysely'
import type { ClassGroup } from '../../core/broadcast.ts'
import type { Audience } from '../../core/roster.ts'
import { inAudience } from '../people/audience.ts'
import { classGroups } from '../people/homes.ts'
import type { Tables } from '../schema.ts'

const columns = ['group_class.chat', 'group_class.channel', 'group_class.college', 'group_class.class_name'] as const

/** The group of a class in the words of the core. */
export const classGroup = (row: {
  chat: string
  channel: string
  college: string
  class_name: string
}): ClassGroup => ({ chat: row.chat, channel: row.channel, of: { college: row.college, name: row.class_name } })

/** Groups, on channels that may write to groups first, of the classes in an audience. */
export function audienceGroups(db: Kysely<Tables>, audience: Audience) {
  return classGroups(db)
    .innerJoin(inAudience(db, audience).select(['college', 'class_name']).distinct().as('meant'), join =>
      join.onRef('meant.college', '=', 'group_class.college').onRef('meant.class_name', '=', 'group_class.class_name'),
    )
    .select(columns)
    .orderBy('group_class.chat')
}
