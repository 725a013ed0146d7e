import { numberOf, numeral } from '../../core/text/numerals.ts'
import { lunarDay, newYearsEve, termDay } from '../lunar.ts'
import type { Meaning, PieceRule } from '../piece.ts'

type DayIn = (year: number) => number | null

const solar =
  (month: number, day: number): DayIn =>
  year =>
    Date.UTC(year, month - 1, day)
const moon =
  (month: number, day: number): DayIn =>
  year =>
    lunarDay(year, month, { day, isLeap: false })
/** 五月的第二个星期日. */
const nth =
  (month: number, n: number, weekday: number): DayIn =>
  year => {
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay()
    return Date.UTC(year, month - 1, 1 + ((weekday - first + 7) % 7) + (n - 1) * 7)
  }

/** Names of feasts, as the pattern of what people say, and their day in a year (of the moon where the feast is). */
const feasts: readonly (readonly [names: string, day: DayIn, isLunar: boolean])[] = [
  ['元旦', solar(1, 1), false],
  ['情人节', solar(2, 14), false],
  ['妇女节|三八节|女神节', solar(3, 8), false],
  ['植树节', solar(3, 12), false],
  ['愚人节', solar(4, 1), false],
  ['劳动节|五一(?:劳动)?', solar(5, 1), false],
  ['五四青年节|青年节|五四', solar(5, 4), false],
  ['六一儿童节|儿童节|六一', solar(6, 1), false],
  ['建党节|七一', solar(7, 1), false],
  ['建军节|八一', solar(8, 1), false],
  ['教师节', solar(9, 10), false],
  ['国庆', solar(10, 1), false],
  ['十一(?=$|提醒|叫|喊|当天|那天|假期|放假|前|早|上午|中午|下午|晚)', solar(10, 1), false],
  ['双十一|双11|光棍节', solar(11, 11), false],
  ['双十二|双12', solar(12, 12), false],
  ['跨年夜', solar(12, 31), false],
  ['平安夜', solar(12, 24), false],
  ['圣诞', solar(12, 25), false],
  ['母亲节', nth(5, 2, 0), false],
  ['父亲节', nth(6, 3, 0), false],
  ['感恩节', nth(11, 4, 4), false],
  ['除夕|大年三十|年三十|大年夜|年夜', newYearsEve, true],
  ['春节', moon(1, 1), true],
  ['元宵', moon(1, 15), true],
  ['龙抬头', moon(2, 2), true],
  ['端午', moon(5, 5), true],
  ['七夕', moon(7, 7), true],
  ['中元', moon(7, 15), true],
  ['中秋', moon(8, 15), true],
  ['重阳', moon(9, 9), true],
  ['腊八', moon(12, 8), true],
]
const terms = '立春|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|冬至|小寒|大寒'

/** The day of a feast (by the text of its piece) in a year; null when it is not known there. */
export function feastDay(name: string, year: number): { day: number; isLunar: boolean } | null {
  const found = feasts.find(([names]) => new RegExp(`^(?:${names.replace(/\(\?=.*\)/, '')})$`).test(name))
  const day = found ? found[1](year) : termDay(name, year)
  return day === null ? null : { day, isLunar: found?.[2] ?? false }
}

const feast = (name: string): Meaning => ({ is: 'feast', name })
const lunarMonth = `(闰)?(正|冬|腊|${numeral})月`
const lunarDays = `初[一二三四五六七八九十\\d]|廿[一二三四五六七八九]?|[二三]?十[一二三四五六七八九]?|\\d{1,2}`
const year = '(?:(\\d{4}|[〇零一二三四五六七八九]{4})年的?)?'

function lunar(groups: (string | undefined)[]): Meaning | null {
  const [said, leap, month, day] = groups
  const of = month === undefined ? null : ({ 正: 1, 冬: 11, 腊: 12 }[month] ?? numberOf(month))
  const on = numberOf(day!.replace('初', ''))
  if ((of !== null && !(of >= 1 && of <= 12)) || !(on >= 1 && on <= 30)) return null
  return {
    is: 'lunar',
    year: said === undefined ? null : numberOf(said),
    month: of,
    day: on,
    isLeap: leap !== undefined,
  }
}

/** How feasts and days of the moon are said: 中秋节, 清明, 农历五月初五, 腊月廿三, 大年初二. */
export const feastRules: readonly PieceRule[] = [
  ...feasts.map(
    ([names]): PieceRule => [
      new RegExp(`(${names})(?:佳?节|假期?)?(?:之?夜(?!市|宵|景|晚|里|间|会))?(?![晚夜]会|宵|假前|路|村|街|广场)`, 'y'),
      // 平安夜八点 is in the evening.
      ([said, name]) => (said.endsWith('夜') ? [feast(name!), { is: 'period', period: 'evening' }] : feast(name!)),
    ],
  ),
  [new RegExp(`(?:节气)?(${terms})(?:节|那天|节气)?(?!路|街)`, 'y'), ([, name]) => feast(name!)],
  [
    new RegExp(`${year}(?:农历|阴历|旧历)的?${year}${lunarMonth}份?的?(${lunarDays})[日号]?`, 'y'),
    ([, before, after, leap, month, day]) => lunar([before ?? after, leap, month, day]),
  ],
  [
    new RegExp(`${year}(闰)?(正|冬|腊)月的?(${lunarDays})[日号]?`, 'y'),
    ([, said, leap, month, day]) => lunar([said, leap, month, day]),
  ],
  [
    new RegExp(`${year}${lunarMonth}(初[一二三四五六七八九十]|廿[一二三四五六七八九]?)`, 'y'),
    ([, ...groups]) => lunar(groups),
  ],
  [/大?年初([一二三四五六七八九十])/y, ([, day]) => lunar([undefined, undefined, '正', day])],
  [
    /(初[一二三四五六七八九十]|廿[一二三四五六七八九])(?!年级|学生|班|的?[学师]|中|\d)/y,
    ([, day]) => lunar([undefined, undefined, undefined, day]),
  ],
  [/农历|阴历|旧历|正月|腊月|冬月|小年(?!轻)/y, () => ({ is: 'vague' })],
]
