import { flatOf } from './flat.ts'
import type { MatterFinder } from './matters.ts'
import type { NoticeLine } from './structure.ts'
import { dayOfTerm, type NoticeTime } from './times/reckon.ts'
import { groupsIn } from './times/terms.ts'
import type { NoticeWords } from './words.ts'

const classYear = /(20\d{2})\s*(?:届|年毕业)/
const shortClass = /(?<!\d)(\d{2})届/
const paperYear = /[〔﹝[(（](20\d{2})[〕﹞\])）]\s*第?\d*号/

/** When a notice is: by the day it was signed or sent, else the class it is for, else the number of the paper, else `today`'s year. */
export function timeOfNotice(lines: readonly NoticeLine[], today: string, words: NoticeWords): NoticeTime {
  const issued = issuedIn(lines, words)
  if (issued !== null) return { year: Number(issued.slice(0, 4)), issued, isOwn: true }
  const heads = lines.slice(0, 12).map(line => line.text)
  for (const pattern of [classYear, paperYear])
    for (const text of heads) {
      const found = pattern.exec(text)
      if (found) return { year: Number(found[1]), issued: null, isOwn: true }
    }
  return { year: Number(today.slice(0, 4)), issued: null, isOwn: false }
}

/** The class that a notice is for, as 2027; null where it names none. */
export function classOfNotice(lines: readonly NoticeLine[]): number | null {
  for (const { text } of lines.slice(0, 12).filter(line => line.part !== 'body')) {
    const [, full] = classYear.exec(text) ?? []
    if (full) return Number(full)
    const [, short] = shortClass.exec(text) ?? []
    if (short) return 2000 + Number(short)
  }
  return null
}

/** The day below the last paragraph, or the one that the head says it was sent or brought up to date. */
function issuedIn(lines: readonly NoticeLine[], { left }: NoticeWords): string | null {
  const closing = lines.filter(line => line.part === 'closing').reverse()
  const heads = lines
    .slice(0, 6)
    .filter(line => !line.row && [...left.sent, ...left.issued].some(word => line.text.includes(word)))
  for (const { text } of [...closing, ...heads]) {
    const day = fullDayIn(text)
    if (day !== null) return day
  }
  return null
}

const clock = String.raw`\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?`
const day = String.raw`(?:20\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}日?\s*(?:[（(]?(?:周|星期)[一二三四五六日天][)）]?)?`
/** 张老师 2027-06-10 09:21 above a message, [2027-06-12 10:00] 王老师： and 王老师（6/13 8:00）： in front of it. */
const heads: readonly RegExp[] = [
  new RegExp(`^([^\\d:：月日]{0,16}?)[\\s,，]*${day}${clock}\\s*[:：]?$`),
  new RegExp(`^[[【(（]${day}${clock}[\\]】)）]\\s*(.{1,12}?)[:：]`),
  new RegExp(`^([^\\d:：月日]{1,12}?)[(（]${day}${clock}[)）]\\s*[:：]`),
]

/** How much of a line says who sent a message and when, and the day; null where it begins with none. */
export function messageHead(text: string, time: NoticeTime, matters: MatterFinder): { to: number; day: string } | null {
  for (const pattern of heads) {
    const found = pattern.exec(text)
    // 毕业典礼 6月20日 9:00 is no message of somebody.
    if (!found || matters(found[1] ?? '').length > 0) continue
    const [said] = groupsIn(flatOf(found[0])).flat()
    const sent = said ? dayOfTerm(said, time, { year: null, month: null }) : null
    if (sent && 'day' in sent) return { to: found[0].length, day: sent.day }
  }
  return null
}

/** The first day of a text that has its year; null where there is none. */
function fullDayIn(text: string): string | null {
  for (const term of groupsIn(flatOf(text)).flat()) {
    if (term.day?.is !== 'date' || (term.day.year ?? term.year) === null) continue
    const found = dayOfTerm(term, { year: 0, issued: null, isOwn: true }, { year: null, month: null })
    if ('day' in found) return found.day
  }
  return null
}
