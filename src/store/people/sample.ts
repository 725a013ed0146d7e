import type { Sample } from '../../office/people/sample.ts'
import type { Database } from '../open.ts'
import { bindHandle } from './binding.ts'
import { hasRealPeople, rosterRow } from './roster.ts'

/**
 * Puts the made-up roster of the sandbox in place, bound to the cast, unless it is there or the school's own people are. What was undone or changed
 * in the sandbox stays so.
 */
export async function seedSample(
  { transact }: Database,
  { people, groups }: Sample,
  { channel, at }: { channel: string; at: Date },
): Promise<void> {
  await transact(async db => {
    if (await hasRealPeople({ db })) return
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('roster')
      .values(people.map(({ handle, ...person }) => rosterRow(person, at)))
      .onConflict(c => c.doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return
    for (const { handle, name, number } of people) {
      const home = { id: `${handle}:private`, channel, kind: 'private' as const, title: '' }
      await bindHandle(
        db,
        { id: handle, name, role: 'student', privateChat: home },
        { number, channel, at: at.getTime() },
      )
    }
    for (const { chat, to } of groups)
      await db
        .insertInto('group_class')
        .values({ chat, channel, college: to.college, class_name: to.name, by: 'sample', at: at.getTime() })
        .onConflict(c => c.doNothing())
        .execute()
  })
}
