import { numberOf, numeral } from '../../core/text/numerals.ts'
import type { Piece, PieceRule, SpanMeaning } from '../piece.ts'

const lead = /(再过|再等|再|过了?|隔|等)|(提前|提早|早)|(之前|以前|前)|(之后|以后|后|未来|今后|往后|接下来)/y
const part = new RegExp(
  `(\\d+(?:\\.\\d+)?|${numeral}|半|大半|小半|几|数|好几|(?<![一-龥\\d])(?=个半(?:小时|钟)))(多|来|几|余)?(?:个(半)?|半)?(年|月|周|星期|礼拜|天|日|小时|钟头|钟|分钟|分|min|h(?![a-z])|刻钟|秒钟|秒|工作日|交易日|季度|学期)(半(?!夜))?(多|来)?`,
  'y',
)
const joint = /[零又加]?/y
const end = /(之后|以后|过后|后(?![天年日]))|(之前|以前|前(?!一天|一晚|天|往))|(之内|以内|内)/y

const minutesIn: Record<string, number> = {
  小时: 60,
  钟头: 60,
  钟: 60,
  分钟: 1,
  分: 1,
  min: 1,
  h: 60,
  刻钟: 15,
  秒: 1 / 60,
  秒钟: 1 / 60,
}
const daysIn: Record<string, number> = { 天: 1, 日: 1, 周: 7, 星期: 7, 礼拜: 7 }

type Amount = Omit<SpanMeaning, 'is' | 'way'>

/** The length of time that stands at a place: 一个半小时后, 再过两天, 提前半小时, 5个工作日后; null when none does. */
export function spanPiece(text: string, from: number): Piece | null {
  lead.lastIndex = from
  const before = lead.exec(text)
  let place = before ? lead.lastIndex : from
  if (/[第有每]/.test(text[from - 1] ?? '')) return null
  const amount: Amount = { minutes: 0, days: 0, months: 0, workdays: 0, isRough: false }
  let units = ''
  for (let n = 0; n < 4; n++) {
    joint.lastIndex = place
    if (n > 0 && joint.exec(text)) place = joint.lastIndex
    part.lastIndex = place
    const found = part.exec(text)
    if (!found || !add(amount, found)) break
    place = part.lastIndex
    units += found[4]
  }
  if (units === '') return null
  end.lastIndex = place
  const after = end.exec(text)
  const way = wayOf(before, after)
  // 28日 and 30日前 are days of a month, 20分 and 3月 a time of their own.
  if (/日$/.test(units) && !/工作日|交易日/.test(units) && way !== 'after' && way !== 'within') return null
  if (/分$|钟$/.test(units) && !/分钟|刻钟|秒钟/.test(units) && way === 'bare') return null
  return { is: 'span', ...amount, way, from, to: after ? end.lastIndex : place }
}

function wayOf(before: RegExpExecArray | null, after: RegExpExecArray | null): SpanMeaning['way'] {
  if (after?.[3]) return 'within'
  if (before?.[2]) return 'ahead'
  if (after?.[2] || before?.[3]) return 'before'
  return after?.[1] || before?.[1] || before?.[4] ? 'after' : 'bare'
}

/** Adds one part (一个半小时); false for what is none: 三月, 2027年. */
function add(amount: Amount, [whole, count, rough, halfIn, unit, halfAfter, more]: RegExpExecArray): boolean {
  const isWord = /^(?:大半|小半|几|数|好几)$/.test(count!)
  const n = count === '半' ? 0.5 : isWord || count === '' ? 1 : /^\d/.test(count!) ? Number(count) : numberOf(count!)
  // 两三天: nobody can count it.
  const isTwo = Number.isNaN(n) && /^[一二两三四五六七八九]{2}$/.test(count!)
  if (Number.isNaN(n) && !isTwo) return false
  if (unit === '月' && !/[个半]/.test(whole)) return false
  if (unit === '年' && n > 99) return false
  const isHalf =
    halfIn !== undefined ||
    halfAfter !== undefined ||
    (/半(?:年|月|周|天|小时|钟头)/.test(whole) && count !== '半' && !isWord)
  const total = (isTwo ? 1 : n) + (isHalf ? 0.5 : 0)
  if (rough || more || isWord || isTwo) amount.isRough = true
  addUnits(amount, unit!, total)
  return true
}

function addUnits(amount: Amount, unit: string, count: number): void {
  if (unit in minutesIn) amount.minutes += count * minutesIn[unit]!
  else if (unit in daysIn) {
    // Half a day is twelve hours; half a week is nothing that one could count.
    amount.days += Math.floor(count * daysIn[unit]!)
    amount.minutes += daysIn[unit] === 1 ? (count % 1) * 1440 : 0
    if (daysIn[unit] === 7 && count % 1 > 0) amount.isRough = true
  } else if (unit === '工作日') {
    amount.workdays += count
    if (count % 1 > 0) amount.isRough = true
  } else if (unit === '月' || unit === '年') addMonths(amount, unit === '年' ? count * 12 : count)
  else amount.isRough = true
}

/** Half a month is fifteen days. */
function addMonths(amount: Amount, count: number): void {
  amount.months += Math.floor(count)
  amount.days += count % 1 > 0 ? 15 : 0
}

/** The day before, of or after something else: 前一天, 当天, 次日. Without that, 当天 is today. */
export const spanRules: readonly PieceRule[] = [
  [
    /(?:下一?个?|次一?)工作日/y,
    () => ({ is: 'span', minutes: 0, days: 0, months: 0, workdays: 1, way: 'after', isRough: false }),
  ],
  [
    /(?:的)?(?:前一[天日]|前一(?=晚|夜)|头一?天|头一(?=晚)|前夕|前(?=晚))/y,
    () => ({ is: 'eve', days: -1, mayBeToday: false }),
  ],
  [/(?:的)?(?:当[天日]|当(?=晚|夜))/y, () => ({ is: 'eve', days: 0, mayBeToday: true })],
  [/(?:的)?(?:那一?天|同一?[天日])/y, () => ({ is: 'eve', days: 0, mayBeToday: false })],
  [/(?:的)?(?:第二天|隔天|后一天|转天)/y, () => ({ is: 'eve', days: 1, mayBeToday: false })],
  [
    /提前(?:一下|一点儿?|点儿?|些)?(?=提醒|叫|喊|通知|$)/y,
    () => ({ is: 'span', minutes: 0, days: 0, months: 0, workdays: 0, way: 'ahead', isRough: true }),
  ],
]
