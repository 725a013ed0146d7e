import type { Kysely } from 'kysely'
import type { Hearer } from '../../office/reminders/planning.ts'
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
      ? people.map(({ number, name, className, college, home }): Hearer => {
          return { id: number, home: home && { chat: home.chat, to: home.handle }, who: { name, className, college } }
        })
      : await groupsOf(db, new Set(people.map(p => classId(p))))
  return targets.sort((a, b) => (a.id < b.id ? -1 : 1))
}

const classId = ({ college, className }: { college: string; className: string }) => `${college}/${className}`

/** The groups of these classes; a class without a group is a target that nothing reaches. */
async function groupsOf(db: Kysely<Tables>, classes: ReadonlySet<string>): Promise<Hearer[]> {
  const groups = await classGroups(db).selectAll('group_class').execute()
  const wanted = groups.filter(g => classes.has(classId({ college: g.college, className: g.class_name })))
  const served = new Set(wanted.map(g => classId({ college: g.college, className: g.class_name })))
  const targets = wanted.map(
    ({ chat, channel, college, class_name }): Hearer => ({
      id: chat,
      home: { chat: { id: chat, channel, kind: 'group' }, to: null },
      who: { name: '', className: class_name, college },
    }),
  )
  const without = [...classes].filter(c => !served.has(c) && !c.endsWith('/'))
  const alone = without.map((c): Hearer => {
    const [college = '', className = ''] = c.split('/')
    return { id: `class:${c}`, home: null, who: { name: '', className, college } }
  })
  return [...targets, ...alone]
}
