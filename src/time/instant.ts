import { instantOf, parseInstant } from './calendar.ts'
import { readDay } from './date.ts'

const clockTime =
  /(凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|今晚|明晚)?\s*(\d{1,2}|[一二三四五六七八九十两]{1,3})(?:[:：](\d{2})|[点时](?:(半)|(\d{1,2})分?)?)/

const digits = '零一二三四五六七八九十'

/** A time as staff write it (`明天 9:00`, `6月12日下午三点半`, `2027-06-12 18:00`), seen from `now`; null when none is meant. */
export function readWhen(text: string, now: Date, zone: string): Date | null {
  const plain = text.normalize('NFKC').trim()
  const exact = parseInstant(plain, zone)
  if (exact) return /\d[ T]\d/.test(plain) ? exact : null
  const found = clockTime.exec(plain)
  if (!found) return null
  const [whole, part = '', hourText, minutes, half, spoken] = found
  const hour = hourOf(hourText!, part)
  const minute = half ? 30 : Number(minutes ?? spoken ?? 0)
  if (!(hour < 24) || minute > 59) return null
  const day = `${plain.slice(0, found.index)}${part === '明晚' ? '明天' : ''}${plain.slice(found.index + whole.length)}`
  const named = day.replace(/[\s,，发送]/g, '')
  const read = readDay(named === '' ? '今天' : named, now, zone)
  if (read === null) return null
  const [year, month, date] = read.split('-').map(Number) as [number, number, number]
  return instantOf({ year, month, day: date, hour, minute }, zone)
}

function hourOf(text: string, part: string): number {
  const hour = /^\d+$/.test(text) ? Number(text) : spokenNumber(text)
  const isLater = ['下午', '傍晚', '晚上', '今晚', '明晚'].includes(part) || (part === '中午' && hour < 4)
  return isLater && hour < 12 ? hour + 12 : hour
}

/** 三, 十, 十一, 二十三. */
function spokenNumber(text: string): number {
  const of = (digit: string) => (digit === '两' ? 2 : digits.indexOf(digit))
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['0', text]
  const ten = text.includes('十') ? (tens === '' ? 1 : of(tens)) : 0
  return ten * 10 + (ones === '' ? 0 : of(ones))
}
