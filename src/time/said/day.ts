import { numberOf, numeral } from '../../core/text/numerals.ts'
import type { DayMeaning, PieceRule } from '../piece.ts'

const near: Record<string, number> = {
  大前: -3,
  前: -2,
  昨: -1,
  今: 0,
  本: 0,
  明: 1,
  次: 1,
  翌: 1,
  后: 2,
  大后: 3,
  大大后: 4,
}
const chinese = '〇零一二两三四五六七八九十廿卅'
const year = '\\d{4}|[〇零一二三四五六七八九]{4}'
/** What may not follow a day that is written without 日: it would be something else. */
const notDay = `(?![\\d${chinese}点时:个天周月年分小楼.%元块人米半])`
/** What a number with 号 names beside a day. */
const notPlace =
  '(?!楼|线|宿舍|公寓|门|机|馆|院|厅|教|食堂|房|店|铺|车|柜|床|桌|窗|口|码|称|召|文|站|库|厕|台|桥|路|街|选手|同学|位)'
const shift = '下+|上+|这|本|当|今|次'
const week = '(?:周|星期|礼拜)'
const weekdays = '一二三四五六日'

const aheadOf = (said: string | undefined) => {
  const first = said?.[0]
  if (first === '下') return said!.length
  if (first === '上') return -said!.length
  return first === '次' ? 1 : 0
}
const inRange = (n: number, least: number, most: number) => n >= least && n <= most
/** 元月 is January. */
const someMonth = `${numeral}|元`
const monthNumber = (text: string) => (text === '元' ? 1 : numberOf(text))
const yearOf = (text: string | undefined) => {
  if (text === undefined) return null
  const n = numberOf(text)
  return n < 100 ? 2000 + n : n
}

/** A day of the year; months and days that there are not are for `isRealDate` to refuse. */
function date(month: string, day: string, { year: said, isMarked }: { year?: string; isMarked: boolean }) {
  const [m, d] = [monthNumber(month), numberOf(day)]
  if (!inRange(m, 1, 99) || !inRange(d, 1, 99)) return null
  const isChinese = !isMarked && said === undefined && !/\d/.test(month + day)
  return { is: 'date', year: yearOf(said), month: m, day: d, isChinese } as const
}

const fullDates: readonly PieceRule[] = [
  [
    new RegExp(`(${year}|(?<!\\d)\\d{2})年的?(${someMonth})月份?的?(${numeral})(?:([日号])${notPlace}|${notDay})`, 'y'),
    ([, y, m, d, mark]) => date(m!, d!, { year: y!, isMarked: mark !== undefined }),
  ],
  [
    /(?<!\d)(\d{4})([-/.·])(\d{1,2})\2(\d{1,2})(?!\d)[日号]?(?:T(?=\d))?/y,
    ([, y, , m, d]) => date(m!, d!, { year: y!, isMarked: true }),
  ],
  [/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?=\d{2}:\d{2})/y, ([, y, m, d]) => date(m!, d!, { year: y!, isMarked: true })],
  [
    /(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/y,
    ([, y, m, d]) => date(m!, d!, { year: y!, isMarked: true }),
  ],
]

const monthDays: readonly PieceRule[] = [
  [
    new RegExp(`(${someMonth})月份?的?(${numeral})(?:([日号])${notPlace}|${notDay})`, 'y'),
    ([, m, d, mark]) => date(m!, d!, { isMarked: mark !== undefined }),
  ],
  [
    new RegExp(
      `(?<![\\d./·]|\\d:)(?<!\\d{4}-)(1[0-2]|0?[1-9])[-/.·](3[01]|[12]\\d|0?[1-9])(?:[日号]${notPlace}|${notDay}(?![-~到至]\\d{1,2}[点时:]))`,
      'y',
    ),
    ([, m, d]) => date(m!, d!, { isMarked: true }),
  ],
  [
    new RegExp(
      `(${numeral})(?:[日号]?(?:([-~到至]+)|[、和,])(${numeral}))?[日号](?!内|后|游|元|报|语)${notPlace}`,
      'y',
    ),
    ([, first, row, last]) => {
      const day = numberOf(first!)
      if (!inRange(day, 1, 31)) return null
      if (last === undefined || row !== undefined) return { is: 'day', day, isRow: last !== undefined }
      // 1、2号 are two days, 1-3号 a row of them.
      return [day, numberOf(last)].map(day => ({ is: 'day', day, isRow: false }))
    },
  ],
]

const monthsAndYears: readonly PieceRule[] = [
  [
    /(今|本|明|次|后|去|前)年的?/y,
    ([, which]) => ({ is: 'year', year: null, ahead: { 今: 0, 本: 0, 明: 1, 次: 1, 后: 2, 去: -1, 前: -2 }[which!]! }),
  ],
  [
    new RegExp(`(${year}|(?<!\\d)\\d{2})年(?!级|代|后|前|内|多|半)`, 'y'),
    ([, y]) => ({ is: 'year', year: yearOf(y), ahead: 0 }),
  ],
  [
    new RegExp(`(?:(${shift}|同)一?个?|(${someMonth}))月(?!球|饼|亮|薪|租|卡|票|考|经|嫂|光|台)份?`, 'y'),
    ([, which, named]) => monthOf(which, named),
  ],
  [
    new RegExp(
      `(?:(?:(${shift})一?个?|(${someMonth}))?月份?的?|(?=[上中下]旬))(底|末(?!尾)|初(?!中|恋|试|审|稿|步)|中(?!国|文|考|学|秋|午|间|等|心)旬?|上旬|下旬|头|尾)`,
      'y',
    ),
    ([, which, named, part]) => {
      const days = partsOfMonth[part!]
      const month = which || named ? monthOf(which, named) : null
      if (!days || ((which || named) && !month)) return null
      return {
        is: 'part',
        of: 'month',
        first: days[0],
        last: days[1],
        month: month?.month ?? null,
        ahead: month?.ahead ?? null,
      }
    },
  ],
  [
    /年(底|末|初|中|头|尾)/y,
    ([, part]) => ({ is: 'part', of: 'year', ...yearParts[part!]!, month: null, ahead: null }),
  ],
]

const partsOfMonth: Record<string, [number, number]> = {
  底: [32, 32],
  末: [32, 32],
  尾: [32, 32],
  初: [1, 10],
  头: [1, 10],
  上旬: [1, 10],
  中: [15, 20],
  中旬: [11, 20],
  下旬: [21, 32],
}
/** Months of the year. */
const yearParts: Record<string, { first: number; last: number }> = {
  底: { first: 12, last: 12 },
  末: { first: 12, last: 12 },
  尾: { first: 12, last: 12 },
  初: { first: 1, last: 2 },
  头: { first: 1, last: 2 },
  中: { first: 6, last: 7 },
}

function monthOf(which: string | undefined, named: string | undefined) {
  if (which) return { is: 'month', month: null, ahead: aheadOf(which) } as const
  const month = monthNumber(named!)
  return inRange(month, 1, 12) ? ({ is: 'month', month, ahead: 0 } as const) : null
}

const weekdayOf = (name: string) => (/\d/.test(name) ? Number(name) - 1 : weekdays.indexOf(name.replace('天', '日')))
const someWeek = `(?:(${shift})一?个?(?:${week}的?(?=${week}))?)`

const weeks: readonly PieceRule[] = [
  [
    new RegExp(`${someWeek}?${week}([一二三四五六日天](?!次|气)|[1-7](?![\\d点:时月日号.个天/-]))`, 'y'),
    ([, which, name]): DayMeaning => ({
      is: 'weekday',
      weekday: weekdayOf(name!),
      ahead: which ? aheadOf(which) : null,
    }),
  ],
  [
    new RegExp(`${someWeek}?(?:${week}末|双休日?|${week}六(?:和?${week})?[日天])(?:那?两天)?`, 'y'),
    ([, which]): DayMeaning => ({ is: 'weekend', ahead: which ? aheadOf(which) : null }),
  ],
  [
    new RegExp(`(${shift})一?个?${week}(?!后|內|内|前)`, 'y'),
    ([, which]): DayMeaning => ({ is: 'week', ahead: aheadOf(which) }),
  ],
  [
    new RegExp(
      `(?:(倒数)?第(${numeral})个?|最后一?个?|头一?个)(?:${week}([一二三四五六日天])|(工作日)|(天)|${week}(?![一二三四五六日天末]))`,
      'y',
    ),
    ([whole, back, count, weekday, workday, day]): DayMeaning | null => {
      const n = count === undefined ? (whole.startsWith('最后') ? -1 : 1) : numberOf(count) * (back ? -1 : 1)
      if (!inRange(Math.abs(n), 1, 31)) return null
      const of = weekday ? 'weekday' : workday ? 'workday' : day ? 'day' : 'week'
      return { is: 'nth', n, of, weekday: weekday ? weekdayOf(weekday) : 0 }
    },
  ],
]

const nearDays: readonly PieceRule[] = [
  [
    /(大前|前|昨|今|明|次|翌|大大后|大后|后)(?:天(?!气|然|才|空|文|猫|津)|日(?!本|语)|儿个?)|本日/y,
    ([whole, name]) => ({ is: 'near', days: near[name ?? whole[0]!]! }),
  ],
  [
    /(大大后|大后|今|明|昨|后(?=早|晚))(?=早|晚|晨|夜|上午|下午|中午|傍晚|凌晨|午)/y,
    ([, name]) => ({ is: 'near', days: near[name!]! }),
  ],
  [/(?:tmr|tomorrow)(?![a-z])/iy, () => ({ is: 'near', days: 1 })],
  // 听日, 琴日: tomorrow and yesterday in Cantonese.
  [/[听琴]日|听(?=晚|朝|下昼)/y, ([said]) => ({ is: 'near', days: said.startsWith('琴') ? -1 : 1 })],
  [/今明两?天|明后两?天|这两天|这几天/y, () => ({ is: 'vague' })],
]

/** How days are said: 6月28日, 下周三, 后天, 月底, 第三个星期日. */
export const dayRules: readonly PieceRule[] = [...fullDates, ...monthDays, ...monthsAndYears, ...weeks, ...nearDays]
