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
