/** The whole season of a sample college, 15 May to 30 June: everything that its people write, made by numbers that look random and are always the same. */
import type { RosterPerson } from '../../src/core/roster.ts'
import { seeded } from '../bench/measure.ts'
import { type Line, rosterOf, type Size } from './week.ts'

const firstDay = Date.parse('2027-05-15T00:00:00+08:00')
const dayMs = 86_400_000
const minuteMs = 60_000

/** Days of the season, the first one being 0. */
const last = 46

/** An instant on a day of the season, at so many minutes after midnight. */
const at = (day: number, minutes: number, seconds = 0) =>
  new Date(firstDay + day * dayMs + minutes * minuteMs + seconds * 1000).toISOString()

/** Which day of the season a day of June is. */
const june = (day: number) => 16 + day

/** What students ask, some of which nobody has written an answer for. */
const questions = [
  '退宿什么时候截止',
  '毕业证什么时候发',
  '档案寄到哪里去',
  '户口要不要迁',
  '生源地贷款怎么确认',
  '宿舍钥匙交给谁',
  '行李可以寄存吗',
  '报到证还有吗',
  '党组织关系怎么转',
  '租房押金不退怎么办',
  '校园卡余额怎么退',
  '学士服什么时候还',
  '图书馆的书还没还会怎样',
  '体育馆的储物柜要不要清',
  '学校的猫毕业以后谁喂',
  '操场的看台能不能拍毕业照',
]

const wishes = [
  '谢谢图书馆三楼靠窗的那张桌子，陪我过了四个冬天。',
  '愿学校的凤凰花年年都开得这么好，愿食堂阿姨身体健康。',
  '四年里最好的事是认识了六个室友，谢谢学校把我们分在一起。',
]
const advice = [
  '基础课的笔记一定要自己整理一遍，考前会感谢自己的。',
  '早点去实习，哪怕只有一个月，也会知道自己不想做什么。',
  '不要怕问老师，老师其实很喜欢有人去问。',
]
const proposals = ['希望毕业季多开两个行李托运点，离宿舍近一点。', '希望离校手续能在网上排号，不用站着等。']

/** Everything that is written in the season, in order. */
export function seasonLines(size: Size): Line[] {
  const random = seeded(20270515)
  const roster = rosterOf(size)
  const students = roster.filter(p => p.className !== '')
  const book = writingBook()
  const some = (share: number) => random() < share
  const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!
  /** A time of day at which people write, in minutes. */
  const daytime = () => 8 * 60 + Math.floor(random() * 13 * 60)
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))

  for (const student of students) {
    if (!some(0.9)) continue
    book.talk(student, at(between(0, 9), daytime()), ['你好'])
    if (some(0.9))
      book.talk(student, at(between(10, june(10)), daytime()), pledgeOf(student, oneOf(['1 2 7', '全部', '1 2 3 9'])))
    if (student.loan !== '' && some(0.92)) book.talk(student, at(between(10, june(12)), daytime()), loan)
    if (some(0.3)) {
      const { kind, texts } = oneOf(pieces)
      book.talk(student, at(between(june(1), june(18)), daytime()), messageOf({ kind, text: oneOf(texts) }, some(0.5)))
    }
    if (some(0.1)) book.talk(student, at(between(june(1), june(18)), daytime()), suggestion(oneOf(proposals)))
    if (some(0.1)) book.talk(student, at(between(june(1), june(18)), daytime()), letter)
    if (some(0.1)) book.talk(student, at(between(june(1), june(18)), daytime()), photosOf(between(10, 14)))
    if (some(0.7)) book.talk(student, at(between(june(18), june(21)), daytime()), ['退宿清单', '1 4', '提交'])
    if (some(0.6)) book.talk(student, at(between(june(22), june(26)), daytime()), ['退宿清单', '全部', '提交'])
    if (some(0.6))
      book.talk(student, at(between(june(26), june(30)), daytime()), [
        '我到家了',
        oneOf(['广州', '佛山', '湛江', '南宁']),
        '提交',
      ])
    for (let n = between(0, 3); n > 0; n--) book.talk(student, at(between(0, last), daytime()), [oneOf(questions)])
    if (some(0.05)) book.talk(student, at(between(5, last - 3), daytime()), request)
  }
  for (const [k, staff] of roster.filter(p => p.role === 'counselor').entries())
    counselorsSeason(book, staff, { k, size })
  leadersSeason(book, { students, some })
  return book.lines.sort((a, b) => a.at.localeCompare(b.at))
}

const pieces = [
  { kind: '给母校的祝福', texts: wishes },
  { kind: '给学弟学妹的建议', texts: advice },
]

/** Where the pictures of a season lie in its data folder, by number. */
export const seasonPicture = (n: number) => `/pictures/season-${n}.png`

const picture = (n: number) => `[图]${n}`

const pledgeOf = ({ name, className }: RosterPerson, items: string) => [
  '签承诺',
  name,
  className,
  items,
  '可以',
  '提交',
]

const loan = ['助学贷款毕业确认', '生源地', '不读了', '已经办好', '记下', '提交']

const messageOf = ({ kind, text }: { kind: string; text: string }, isSigned: boolean) => [
  ...['毕业感言', kind, text, '说完了', '不配图'],
  ...(isSigned ? ['公开署名', '示例同学'] : ['匿名']),
  '提交',
]

const photosOf = (n: number) => [
  ...[
    '交素材',
    '照片',
    '都问过了',
    picture(n),
    '大一军训',
    '最后一天会操完，全排在操场上合影。',
    '跳过',
    '匿名',
    '可以',
    '提交',
  ],
]

const suggestion = (text: string) => ['提建议', '宿舍和后勤', '学院', text, '说完了', '不署名', '提交']

const letter = [
  '写给老师',
  '示例辅导员1',
  '大二那次您留下来帮我改方案，我一直记得。',
  '说完了',
  '没有照片',
  '不署名',
  '提交',
]

const request = ['找辅导员', '档案', '这几天', '单位没有档案接收资格，想请老师看看。', '不用', '提交']

/** What one counselor does: a meeting of each class, talks, visits, what is answered on the way. */
function counselorsSeason(book: WritingBook, staff: RosterPerson, { k, size }: { k: number; size: Size }): void {
  const mine = Array.from({ length: size.classes }, (_, c) => c).filter(c => c % size.counselors === k)
  book.talk(staff, at(0, 8 * 60 + k), ['你好'])
  for (const [n, c] of mine.entries()) {
    const about = ['1 4 5', '2 3', '1 2 3 4 5'][n % 3]!
    const where = ['线下', `教学楼${301 + c}`]
    book.talk(staff, at(7 + 4 * n + k, 20 * 60), [
      ...['主题班会', '今天', `${c + 1}班`, ...where, staff.name, '38', about],
      ...['租房押金和实习合同问得最多。', picture(k), '跳过', '提交'],
    ])
  }
  for (let week = 0; week < 6; week++)
    book.talk(staff, at(3 + 7 * week + (k % 3), 17 * 60 + k), [
      '谈心谈话',
      '今天',
      '当面',
      String(1 + (week % 3)),
      '1 2',
      '跳过',
      '提交',
    ])
}

/** What leaders do, and alerts with those who confirm them. */
function leadersSeason(
  book: WritingBook,
  { students, some }: { students: readonly RosterPerson[]; some(share: number): boolean },
): void {
  const [first, second] = [{ number: 'D1' }, { number: 'D2' }]
  book.talk(first, at(0, 9 * 60), ['你好'])
  book.talk(second, at(0, 9 * 60 + 5), ['你好'])
  for (const [n, day] of [12, 20, june(8), june(16)].entries())
    book.talk(first, at(day, 19 * 60), [
      ...['走访宿舍', '今天', `示例公寓${n + 1}栋`, '示例副书记1', '12', '40', '1 3'],
      ...['几位同学都说托运点离宿舍太远。', picture(5 + n), '后勤老师一周内答复能不能加一个托运点。', '提交'],
    ])
  for (const [n, day] of [15, june(3)].entries())
    book.talk(second, at(day, 17 * 60), [
      ...['座谈会报告会', '座谈会', '今天', '学生活动中心', '示例副书记2', '1 2', String(60 + n), '1 3'],
      ...['考研时间怎么安排问得最多。', picture(9), '跳过', '提交'],
    ])
  for (const [n, { day, text }] of alerts.entries()) {
    const number = `A${String(n + 1).padStart(2, '0')}`
    book.say(at(day, 10 * 60), 'D1', text)
    book.say(at(day, 10 * 60, 40), 'D1', '发布')
    for (const student of students)
      if (some(0.75))
        book.say(at(day, 10 * 60 + 2, Math.floor(60 + seconds(student, n))), student.number, `收到 ${number}`)
  }
}

const alerts = [
  {
    day: 5,
    text: '发布通知 活动 普通 给：示例学院 时间：现在 内容：党的二十大精神主题党日、主题团日本周五下午在学生活动中心，欢迎毕业生参加。',
  },
  {
    day: 13,
    text: '发布预警 诈骗预警 重要 给：示例学院 时间：现在 内容：有人冒充辅导员加微信收“毕业押金”，学校没有这项收费，别转账。',
  },
  {
    day: 24,
    text: '发布预警 安全提醒 重要 给：示例学院 时间：现在 内容：聚餐别劝酒，出行坐正规车，宿舍里不用违章电器。',
  },
  {
    day: june(10),
    text: '发布通知 截止提醒 重要 给：示例学院 时间：现在 内容：国家助学贷款毕业确认本周截止，请有贷款的同学尽快办。',
  },
  {
    day: june(20),
    text: '发布通知 截止提醒 普通 给：示例学院 时间：现在 内容：退宿请把东西分类放到指定地点，把宿舍打扫干净。',
  },
]

/** How long after an alert somebody confirms it, in seconds. */
const seconds = ({ number }: RosterPerson, n: number) => (Number(number) * 7919 + n * 104_729) % 7200

type WritingBook = ReturnType<typeof writingBook>

/** Collects what is written, one line after the other with some seconds between. */
function writingBook() {
  const lines: Line[] = []
  const say = (when: string, from: string, text: string, more: Partial<Line> = {}) => {
    const role = from.startsWith('T') ? 'counselor' : from.startsWith('D') ? 'college' : 'student'
    lines.push({ at: when, from, number: from, role, text, ...more })
  }
  return {
    lines,
    say,
    /** Somebody writes several lines in a private chat; `[图]3` is the third picture. */
    talk(person: Pick<RosterPerson, 'number'>, begin: string, texts: readonly string[]) {
      for (const [n, text] of texts.entries()) {
        const when = new Date(Date.parse(begin) + n * 25_000).toISOString()
        if (text.startsWith('[图]')) say(when, person.number, '', { image: seasonPicture(Number(text.slice(3))) })
        else say(when, person.number, text)
      }
    },
  }
}
