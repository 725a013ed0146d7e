import { oneForm } from '../core/text/radicals.ts'
import { withoutSlips } from './slip.ts'

/** Traditional forms of the characters that times are written with, each with its simplified one. */
const modern: Record<string, string> = {
  點: '点',
  週: '周',
  鐘: '钟',
  後: '后',
  號: '号',
  禮: '礼',
  個: '个',
  時: '时',
  兩: '两',
  從: '从',
  請: '请',
  幫: '帮',
  記: '记',
  過: '过',
  當: '当',
  開: '开',
  還: '还',
  設: '设',
  鬧: '闹',
  農: '农',
  曆: '历',
  陰: '阴',
  閏: '闰',
  這: '这',
  節: '节',
  間: '间',
  內: '内',
  淩: '凌',
  裡: '里',
  裏: '里',
  聖: '圣',
  誕: '诞',
  國: '国',
  慶: '庆',
  臘: '腊',
  聽: '听',
  晝: '昼',
  經: '经',
}
const old = new RegExp(`[${Object.keys(modern).join('')}]`, 'g')

/** A text as times are read from it, and from where in the half-width text each of its characters comes. */
export interface Plain {
  /** Half-width; what people keep of it is cut from here. */
  whole: string
  /** Simplified, without the spaces that mean nothing, and with slips put right. */
  text: string
  /** Places in `text` of the slips. */
  slips: readonly number[]
  /** Place in `whole` of each character of `text`, and of the end. */
  at: readonly number[]
}

/** Half-width, and with the simplified form of the characters that times are written with; every other character as it was typed. */
export function plainTime(text: string): string {
  return simple(halfWidth(text))
}

/** A text made ready for reading: 6 月 28 日 is 6月28日, but 6-28 10:30 stays two things. */
export function plainOf(text: string): Plain {
  const whole = halfWidth(text)
  const same = simple(whole)
  const at: number[] = []
  let kept = ''
  for (let n = 0; n < same.length; n++) {
    if (/\s/.test(same[n]!) && !isBetweenDigits(same, n)) continue
    kept += same[n]
    at.push(n)
  }
  return { whole, ...withoutSlips(kept), at: [...at, same.length] }
}

const halfWidth = (text: string) => oneForm(text.toWellFormed()).replaceAll('・', '·')
const simple = (text: string) => text.replace(old, character => modern[character] ?? character)

/** Whether a space divides what would else be another number, or words that are no Chinese. */
function isBetweenDigits(text: string, place: number): boolean {
  const before = /\S(?=\s*$)/.exec(text.slice(0, place))?.[0]
  const after = /\S/.exec(text.slice(place))?.[0]
  return before !== undefined && after !== undefined && /[\w:.]/.test(before) && /[\w:.]/.test(after)
}

/** Figures that look like a time and are none: telephone numbers, the year that something is of. */
const noTime =
  /(?<!\d)(?:0\d{2,3}(?:-?\d{7,8}|(?:-\d{3,4}){2})|1[3-9]\d-?\d{4}-?\d{4}|400-?\d{3}-?\d{4})(?!\d)|(?<!\d)(?:19|20)\d{2}(?:年?[度级届]|年的(?![\d一二三四五六七八九十]))/g

/** The text with figures that are no time made into nothing that is read, each place as it was. */
export const withoutFigures = (text: string): string => text.replace(noTime, figures => '□'.repeat(figures.length))
