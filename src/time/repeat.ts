import type { Period } from './clock.ts'
import { numberOf, numeral, type Scan } from './scan.ts'

/** A repetition without its time. */
export interface Repeat {
  rule:
    | { on: 'weekly'; weekdays: readonly number[]; workdays: 'any' | 'skip' }
    | { on: 'monthly'; day: number; workdays: 'any' }
  period: Period | null
}

const odd =
  /每隔|隔[一天日周]|隔[一二两三四五六七八九十\d]+|单周|双周|每(?:一)?(?:个)?(?:年|季|季度|学期|小时|分钟|半小时|刻钟|周一次|时)|每[二两三四五六七八九十\d]+(?:个)?(?:天|日|周|星期|礼拜|月|小时|分钟)|每年/y
const daily = /(?:每(?:一)?天|每日|天天)(?:的)?|每(?=早|晚|上午|下午|中午|傍晚)/y
const dailyPart = /(早(?!上|晨)|晚(?!上|间))/y
const workday = /(?:每(?:一)?(?:个)?)?工作日(?:的)?/y
const weekly = /每(?:一)?(?:个)?(?:周|星期|礼拜)(末|[一二三四五六日天1-7](?![点:]))/y
const more = /(?:([、,和跟与及]|到|至|-)(?:每)?(?:周|星期|礼拜)?|)([一二三四五六日天])(?![点刻个:])/y
const bareWeekly = /每(?:一)?(?:个)?(?:周|星期|礼拜|月)/y
const monthly = new RegExp(`每(?:一)?(?:个)?月(?:的)?(?:(${numeral})[日号]|(底|末|最后一天)|(初))`, 'y')
const names = '日一二三四五六'

/** Reads 每天, 每个工作日, 每周一三五, 每月15号; `unsupported` for repetitions that are none of these; null when none stands here. */
export function readRepeat(scan: Scan): Repeat | 'unsupported' | null {
  if (scan.take(odd)) return 'unsupported'
  const everyDay = [0, 1, 2, 3, 4, 5, 6]
  if (scan.take(workday)) return { rule: { on: 'weekly', weekdays: everyDay, workdays: 'skip' }, period: null }
  if (scan.take(daily)) {
    const part = scan.take(dailyPart)?.[1]
    const period = part === '早' ? 'morning' : part === '晚' ? 'evening' : null
    return { rule: { on: 'weekly', weekdays: everyDay, workdays: 'any' }, period }
  }
  const month = scan.take(monthly)
  if (month) {
    const day = month[2] ? 31 : month[3] ? 1 : numberOf(month[1]!)
    return day >= 1 && day <= 31 ? { rule: { on: 'monthly', day, workdays: 'any' }, period: null } : 'unsupported'
  }
  const week = scan.take(weekly)
  if (week) return { rule: { on: 'weekly', weekdays: weekdaysFrom(week[1]!, scan), workdays: 'any' }, period: null }
  return scan.take(bareWeekly) ? 'unsupported' : null
}

/** 一、三和周五, 一到五, 一三五 */
function weekdaysFrom(first: string, scan: Scan): number[] {
  if (first === '末') return [0, 6]
  const found = new Set([weekdayOf(first)])
  let last = weekdayOf(first)
  for (let next = scan.take(more); next; next = scan.take(more)) {
    const day = weekdayOf(next[2]!)
    if (/[到至-]/.test(next[1] ?? '')) for (let n = last; n !== day; n = (n + 1) % 7) found.add(n)
    found.add(day)
    last = day
  }
  return [...found].sort((a, b) => a - b)
}

const weekdayOf = (name: string) => (/\d/.test(name) ? Number(name) % 7 : names.indexOf(name.replace('天', '日')))
