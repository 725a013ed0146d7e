import type { Kysely } from 'kysely'
import { nowhere, type Recipient } from '../../core/roster.ts'
import type { Hearer } from '../../office/reminders/occasions.ts'
import type { Standing } from '../../office/reminders/standing.ts'
import type { Tables } from '../schema.ts'
import { recipientsOf } from './audience.ts'
import { classGroups } from './homes.ts'

/** Everyone that a reminder is for at `at`, those that no channel reaches included. */
export async function targetsOf(
  db: Kysely<Tables>,
  { to, audience }: Pick<Standing, 'to' | 'audience'>,
  at: number,
): Promise<Hearer[]> {
  const people = await recipientsOf(db, audience, at)
  const targets =
    to === 'person'
      ? people.map(({ number, role, home, ...who }): Hearer => {
          return { id: number, home: home && { chat: home.chat, to: home.handle }, who }
        })
      : await groupsOf(db, Map.groupBy(people, classId))
  return targets.sort((a, b) => (a.id < b.id ? -1 : 1))
}

const classId = ({ college, className }: { college: string; className: string }) => `${college}/${className}`

/** The groups of these classes; a class without a group is a target that nothing reaches. */
async function groupsOf(db: Kysely<Tables>, classes: ReadonlyMap<string, readonly Recipient[]>): Promise<Hearer[]> {
  const groups = await classGroups(db).selectAll('group_class').execute()
  const idOf = (g: (typeof groups)[number]) => classId({ college: g.college, className: g.class_name })
  const wanted = groups.filter(g => classes.has(idOf(g)))
  const served = new Set(wanted.map(idOf))
  const targets = wanted.map(
    (group): Hearer => ({
      id: group.chat,
      home: { chat: { id: group.chat, channel: group.channel, kind: 'group' }, to: null },
      who: whoOf(classes.get(idOf(group))!),
    }),
  )
  const without = [...classes.values()].filter(
    people => !served.has(classId(people[0]!)) && people[0]!.className !== '',
  )
  return [
    ...targets,
    ...without.map((people): Hearer => ({ id: `class:${classId(people[0]!)}`, home: null, who: whoOf(people) })),
  ]
}

/** Where a class belongs: nothing in it is of one person, and the counselor is whom all of them have. */
function whoOf(people: readonly Recipient[]): Hearer['who'] {
  const { college, className, counselor, counselorName } = people[0]!
  const place = { ...nowhere, college, className, name: '' }
  return people.every(p => p.counselor === counselor) ? { ...place, counselor, counselorName } : place
}
