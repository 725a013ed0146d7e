import { numberOf, numeral } from '../../core/text/numerals.ts'
import type { Meaning, PieceRule } from '../piece.ts'

const week = '(?:周|星期|礼拜)'
const each =
  '(?:(?:以后|今后|往后)?(?:每逢|每到|逢|每)(?:一)?(?:个)?|(?<=^|[,;!。我])(?:以后|今后|往后)(?=周|星期|礼拜))'
const odd = new RegExp(
  [
    '每隔',
    `隔(?:[一二两三四五六七八九十\\d]+|[天日周年月])`,
    '[单双]周',
    `${each}(?:季度?|学期|小时|钟头|分钟|半小时|半个?|刻钟|周年|${week}?[一二两三四五六七八九十\\d]+次|时)`,
    `每(?:两|[二三四五六七八九十\\d]+)(?:个)?(?:天|日|${week}|月|小时|分钟|钟头|工作日)`,
    `(?:每)?(?:[一两三四五六七八九十\\d]+|半)个?(?:天|日|${week}|月|年|小时|钟头|分钟|学期)[一两二三四五六七八九十几\\d]+次`,
  ].join('|'),
  'y',
)
/** What joins another weekday to the first: 、三, 和周五, 到五, 周四, or nothing. */
const joined = `(?:[、,和跟与及]+|到|至|[-~—])?(?:(?:${each})?${week})?[一二三四五六日天](?![点时刻个:十半天月号])`
const everyDay = [0, 1, 2, 3, 4, 5, 6]
const names = '日一二三四五六'
const weekdayOf = (name: string) => (/\d/.test(name) ? Number(name) % 7 : names.indexOf(name.replace('天', '日')))
const daily = (workdays: 'any' | 'skip') =>
  ({ is: 'repeat', repeat: { on: 'weekly', weekdays: everyDay, workdays } }) as const
const unsupported = { is: 'repeat', repeat: 'unsupported' } as const

const count = '([一二两三四五六七八九十]|\\d{1,2})'
/** Every so many days; null for what is no interval, or a longer one than a person counts. */
function interval(
  unit: 1 | 7,
  { count, isGap, weekday = null }: { count: string; isGap: boolean; weekday?: number | null },
): Meaning | null {
  const n = numberOf(count) + (isGap ? 1 : 0)
  if (!(n >= 2 && n <= 30)) return null
  // 每隔一天 is every other day; 每隔三天 some say for every third.
  return { is: 'repeat', repeat: { on: 'interval', days: n * unit, weekday, isGap: isGap && n > 2 } }
}

/** 每三天, 每隔一天, 每两周的周三, 隔周三. */
const intervals: readonly PieceRule[] = [
  [
    new RegExp(`每${count}(?:天|日)(?:一次)?(?![一两二三四五六七八九十几\\d]+次)`, 'y'),
    ([, n]) => interval(1, { count: n!, isGap: false }),
  ],
  [new RegExp(`每隔${count}(?:天|日)(?:一次)?`, 'y'), ([, n]) => interval(1, { count: n!, isGap: true })],
  [
    new RegExp(`每${count}个?${week}的?${week}([一二三四五六日天])`, 'y'),
    ([, n, day]) => interval(7, { count: n!, isGap: false, weekday: weekdayOf(day!) }),
  ],
  [
    new RegExp(`每?隔(?:${count}个?)?${week}的?(?:${week})?([一二三四五六日天])`, 'y'),
    ([, n = '一', day]) => interval(7, { count: n, isGap: true, weekday: weekdayOf(day!) }),
  ],
]

/** How repetitions are said: 每天, 每个工作日, 每周一三五, 周一到周五每天, 每月15号, 每月第一个周一, 每年6月1日, 每三天; what is none of these is `unsupported`. */
export const repeatRules: readonly PieceRule[] = [
  ...intervals,
  [new RegExp(`${each}年的?`, 'y'), () => ({ is: 'repeat', repeat: { on: 'each', of: 'year' } })],
  [
    new RegExp(`${each}月的?(?=第|最后一?个|倒数|头一?个|\\d{1,2}[、,和])`, 'y'),
    () => ({ is: 'repeat', repeat: { on: 'each', of: 'month' } }),
  ],
  [odd, () => unsupported],
  [new RegExp(`(?:${each})?工作日的?(?:每天|每日)?`, 'y'), () => daily('skip')],
  [/(?:每一?天|每日|天天|日日)的?(?![一两二三四五六七八九十几\d]+次)/y, () => daily('any')],
  [/每(?:一个?|个)?(?=早|晚|上午|下午|中午|傍晚|凌晨|夜)/y, () => daily('any')],
  [
    new RegExp(`${each}(?:${week}末|双休日)`, 'y'),
    () => ({ is: 'repeat', repeat: { on: 'weekly', weekdays: [0, 6], workdays: 'any' } }),
  ],
  [
    new RegExp(`(?:${each})(?:${week}的?)?${week}([一二三四五六日天](?:${joined})*|[1-7](?![点时:\\d]))`, 'y'),
    ([, list]) => ({ is: 'repeat', repeat: { on: 'weekly', weekdays: weekdaysIn(list!), workdays: 'any' } }),
  ],
  [
    new RegExp(`${week}([一二三四五六日天])(?:到|至|[-~—])(?:${week})?([一二三四五六日天])的?(?:每天|每日|天天)`, 'y'),
    ([, first, last]) => ({
      is: 'repeat',
      repeat: { on: 'weekly', weekdays: row(weekdayOf(first!), weekdayOf(last!)), workdays: 'any' },
    }),
  ],
  [
    new RegExp(`${each}月的?(?:(${numeral})[日号]|(月?底|月?末|最后一天)|(月?初|第一天))`, 'y'),
    ([, day, end, start]) => {
      const n = end ? 31 : start ? 1 : numberOf(day!)
      return n >= 1 && n <= 31 ? { is: 'repeat', repeat: { on: 'monthly', day: n, workdays: 'any' } } : unsupported
    },
  ],
  [new RegExp(`${each}(?:${week}|月)`, 'y'), () => unsupported],
]

/** 一、三和周五, 一到五, 二周四. */
function weekdaysIn(list: string): number[] {
  const days = new Set<number>()
  let last: number | null = null
  for (const [, reach, name] of list.matchAll(/([到至~—-])?[^一二三四五六日天到至~—-]*([一二三四五六日天1-7])/g)) {
    const day = weekdayOf(name!)
    for (const one of reach && last !== null ? row(last, day) : [day]) days.add(one)
    last = day
  }
  return [...days].sort((a, b) => a - b)
}

function row(first: number, last: number): number[] {
  const days = [first]
  for (let n = first; n !== last; n = (n + 1) % 7) days.push((n + 1) % 7)
  return days.sort((a, b) => a - b)
}
