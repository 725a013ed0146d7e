import type { RosterPerson } from '../../src/core/roster.ts'
import { type Arrived, aCounselor, aPerson, type OfficeOptions, openOffice } from './office.ts'

export const college = '示例学院'

/** A message with plain signs of fraud, long enough to be recognized when it is changed a little. */
export const brushing =
  '同学们好，招聘刷单兼职，在家就能做，日结300元，先垫付后返佣，名额有限抓紧报名，加v：abc123456 联系电话13800138000'

/** Two students of 一班 and 二班, their counselor, another of 一班, the college and the school. */
export const staffed: RosterPerson[] = [
  aPerson('s1', { name: '示例同学甲', counselor: '示例辅导员一' }),
  aPerson('s2', { name: '示例同学乙', className: '二班' }),
  aCounselor('c1', { name: '示例辅导员一' }),
  aCounselor('c2', { name: '示例辅导员二', scope: [{ of: 'class', college, name: '一班' }] }),
  aPerson('k1', { name: '示例学院老师', role: 'college', className: '', scope: [{ of: 'college', college }] }),
  aPerson('x1', { name: '示例学校老师', role: 'school', className: '', scope: [{ of: 'school' }] }),
  aPerson('op', { name: '示例管理员', className: '' }),
]

/**
 * An office whose staff can all be written to (each has said hello once) and whose groups `g1`, `g1b`, `g2` are of 一班 twice and 二班; `g0` has
 * no class. `silent` are staff who never wrote, so that nothing reaches them.
 */
export async function openCaseOffice(options: OfficeOptions & { silent?: readonly string[] } = {}) {
  const { silent = [], ...rest } = options
  const office = await openOffice({ people: staffed, ...rest })
  await settle(
    office,
    (options.people ?? staffed).filter(p => !silent.includes(p.number)),
  )
  return office
}

/** Everybody says hello once, and the groups belong to their classes. */
export async function settle(office: Awaited<ReturnType<typeof openOffice>>, people = staffed): Promise<void> {
  for (const { number } of people) await office.say(number, '你好')
  const groups = [
    ['g1', '一班'],
    ['g1b', '一班'],
    ['g2', '二班'],
  ] as const
  for (const [room, name] of groups)
    await office.database.db
      .insertInto('group_class')
      .values({ chat: `room/${room}`, channel: 'test', college, class_name: name, by: 'c1', at: 0 })
      .execute()
}

/** What arrived in one chat. */
export const into = (arrived: readonly Arrived[], chat: string) => arrived.filter(a => a.chat === chat).map(a => a.text)
