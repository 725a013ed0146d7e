import { type Broadcast, broadcastNumber, notLeft } from '../../src/core/broadcast.ts'
import { everyone } from '../../src/core/roster.ts'
import { saveBroadcastEffect } from '../../src/store/broadcasts/effects.ts'
import type { Database } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'

/** The number of the `n`th student, from 0. */
export const studentNumber = (n: number) => `s${String(n).padStart(6, '0')}`

/** A school of so many sample students in classes of fifty, each with a private chat on the channel `test`. */
export async function fillSchool(database: Database, people: number): Promise<void> {
  const rows = Array.from({ length: people }, (_, n) => ({
    number: studentNumber(n),
    name: `示例学生${n}`,
    role: 'student' as const,
    college: '示例学院',
    className: `${Math.floor(n / 50) + 1}班`,
    dorm: '',
    loan: '',
    counselor: '',
    scope: [],
    tags: [],
    left: '' as const,
  }))
  await savePeople(database, rows, new Date())
  await database.transact(async db => {
    for (let from = 0; from < rows.length; from += 1000)
      await db
        .insertInto('binding')
        .values(
          rows.slice(from, from + 1000).map(({ number }) => ({
            handle: number,
            number,
            channel: 'test',
            private_chat: `private/${number}`,
            at: 0,
          })),
        )
        .execute()
  })
}

/** A broadcast to everybody. */
export const aBroadcast = (broadcast: Partial<Broadcast> = {}): Broadcast => ({
  number: broadcastNumber(1),
  kind: '预警',
  template: '诈骗预警',
  level: '紧急',
  body: '有人冒充学校收钱，别转账。',
  text: '【诈骗预警】A01（紧急）\n示例学院 示例老师\n\n有人冒充学校收钱，别转账。\n\n看到请回复“收到 A01”。',
  picture: null,
  question: null,
  audience: everyone,
  audienceWords: '全校同学',
  sender: { number: 'c1', name: '示例老师', office: '示例学院' },
  state: 'draft',
  due: 0,
  of: null,
  createdAt: 0,
  ...notLeft,
  ...broadcast,
})

/** Saves a broadcast and releases it at once. */
export async function releaseBroadcast(
  { transact }: Database,
  { at, broadcast = aBroadcast() }: { at: number; broadcast?: Broadcast },
): Promise<void> {
  const ids = { next: () => 'id' }
  await transact(async db => {
    await saveBroadcastEffect(db, { do: 'save-broadcast', broadcast: { ...broadcast, createdAt: at } }, { ids, at })
    await saveBroadcastEffect(db, { do: 'approve-broadcast', number: broadcast.number, by: 'c2' }, { ids, at })
  })
}
