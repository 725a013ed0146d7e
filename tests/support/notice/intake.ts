import { saveNoticeEffect } from '../../../src/store/content/notices.ts'
import type { Database } from '../../../src/store/open.ts'
import { aCounselor, aPerson } from '../office.ts'
import { aStanding } from '../standing.ts'

const college = '示例学院'

/** A notice of one school year with a value, something for students, a duty, and a telephone of nobody's. */
export const aNotice = `学工部〔2026〕25号
关于做好2026届毕业生离校工作的通知

各学院：
现将有关事项通知如下。
一、退宿
毕业生须于6月28日前办完退宿手续。毕业生离校前须在6月20日前提交毕业感言。
二、活动
（一）主题班会
各学院须于6月15日前组织召开毕业生主题班会。
（二）毕业体检
毕业生须于6月12日到校医院参加毕业体检。

联系电话：0571-12345678。

学生工作部
2026年5月17日`

/** A student, their counselor, their college and the school. */
export const noticePeople = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aCounselor('c1'),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college }] }),
  aPerson('u1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]

/** A reminder that goes by the day until which one checks out. */
export const noticeReminders = [
  aStanding(
    'checkout',
    'title: 退宿截止提醒\nwhen: { date: checkout.end, days: [1], at: "10:00" }\nsay: "{{checkout.end}} 截止。"',
  ),
]

/** Keeps a notice that proposes a day until which one checks out, something for students, and a duty, by their order; it is x1's, and called N1. */
export async function keepSample({ db }: Pick<Database, 'db'>): Promise<void> {
  const said = {
    field: null,
    name: '班会',
    value: '开班会',
    when: null,
    who: null,
    scope: {},
    clause: '一',
    words: '班会',
  }
  const proposals = [
    { ...said, kind: 'value', of: 'date', field: 'checkout.end', value: '2026-06-28' },
    { ...said, kind: 'task', of: 'date' },
    { ...said, kind: 'duty', of: 'date' },
  ].map((one, n) => ({ n: n + 1, said: { doubt: null, contradicts: null, ...one }, duties: [24] }))
  const about = { id: 'N1', sha256: 'N1', file: 'a.docx', title: '通知', number: null, issued: null, year: 2026 }
  await saveNoticeEffect(db, { do: 'keep-notice', notice: { ...about, by: 'x1', clauses: [] }, proposals }, 0)
}
