import { numberOf, numeral } from '../../core/text/numerals.ts'
import type { Piece } from '../piece.ts'

const unit = '(天|日|周|星期|礼拜)'
const around = new RegExp(
  `(?:日期|时间|日|那天(?=[前后提]))?的?(?:(?:之|以)?前的?(${numeral})个?${unit}|提前(${numeral})个?${unit}|(前夕|前一晚|前一夜|前晚|头天|头一天)|(?:之|以)?后的?(${numeral})个?${unit}|(${numeral})个?${unit}(?:之|以)?前|(${numeral})个?${unit}(?:之|以)?后|(当天|那天|当日|那一天|的时候|时))`,
  'y',
)

/** 退宿截止前一天: a day around a date of the school, by one of its `dates` names; null when none stands at this place. */
export function schoolPiece(text: string, from: number, dates: ReadonlyMap<string, string>): Piece | null {
  let name = ''
  for (const one of dates.keys()) if (one.length > name.length && text.startsWith(one, from)) name = one
  if (name === '') return null
  around.lastIndex = from + name.length
  const found = around.exec(text)
  const days = found && daysBefore(found)
  if (!found || days === null || !(days >= -60 && days <= 365)) return null
  const period = /[晚夜]$/.test(found[5] ?? '') ? 'evening' : null
  return { is: 'school', field: dates.get(name)!, days, period, from, to: around.lastIndex }
}

function daysBefore([
  ,
  before,
  beforeUnit,
  ahead,
  aheadUnit,
  eve,
  after,
  afterUnit,
  less,
  lessUnit,
  more,
  moreUnit,
]: RegExpExecArray): number {
  const count = (n: string, one: string | undefined) => numberOf(n) * (one === '天' || one === '日' ? 1 : 7)
  if (before !== undefined) return count(before, beforeUnit)
  if (ahead !== undefined) return count(ahead, aheadUnit)
  if (less !== undefined) return count(less, lessUnit)
  if (after !== undefined) return -count(after, afterUnit)
  if (more !== undefined) return -count(more, moreUnit)
  return eve ? 1 : 0
}
