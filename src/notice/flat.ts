import { oneForm } from '../core/text/radicals.ts'
import { type Plain, plainOf, withoutFigures } from '../time/plain.ts'

/** A line as times are read from it, and from where in the line each of its characters comes. */
export interface Flat {
  /** Half-width, simplified and without spaces; what is no time and looks like one is □. */
  text: string
  /** The places in the line of each character of `text`, and of its end. */
  at: Plain['at']
}

/** 24日两天: the days were named, how many they are says nothing more. */
const counted = /(?<=[日号])(?:两|[二三四五六七八九])天/g
/** What stands in brackets as the year and number of a paper: 〔2027〕18号. */
const numberOfPaper = /[〔﹝[(](?:19|20)\d{2}[〕﹞\])]第?\d*号?/g
/** 3-5张, 6.5MB, 1—4栋: figures with a unit that is none of time. */
const measured =
  /(?<![\d.月])\d{1,4}(?:[.\-~—–]\d{1,3})+(?=\s*(?:[a-z%]|[栋幢楼层室号楼座张份件个人名页篇次户台套岁倍级分元米公万以]))/gi
/** 第41号: the number of a paper, window or building. */
const numbered = /第\d{1,4}号/g
/** 自封楼之日起保管十五日: how long, and no day of a month. */
const lasting =
  /(?<=(?:之日起|保管|公示|保留|为期|满)[^\d,。;]{0,3})(?:\d{1,3}|[一二三四五六七八九十]{1,3})[日天](?![前上下至到])/g
/** 二○二七: a circle in the place of the numeral. */
const roundZero = /(?<=[一二三四五六七八九十])[○◯O](?=[一二三四五六七八九十年])/g
/** 6/20(日)-6/25(五): the weekday in brackets, in one character. */
const briefWeekday = /(?<=\d[日号]?)[(（][日一二三四五六天][)）]/g
/** 6月20日起至25日止, 自6月20日起,至25日: from one day to another. */
const since = /(?<!即日|之日)起[,，]?(?=(?:至|到|[-~—–])[^,。;]{0,3}\d)/g
const blank = (found: string) => ' '.repeat(found.length)
const unseen = (found: string) => '□'.repeat(found.length)

/** A line as times are read from it: of the same length in half-width writing, so that every place is known. */
export function flatOf(line: string): Flat {
  // A sign that is several in half-width writing (…, ㎡), or becomes one with its neighbour, would move what follows.
  const isEven = (one: string) => oneForm(one).length === one.length && !/\p{M}/u.test(one)
  const even = Array.from(line, one => (isEven(one) ? one : '。'.repeat(one.length))).join('')
  const { text, at } = plainOf(even.replace(roundZero, '〇'))
  return {
    text: [numberOfPaper, numbered, counted, lasting, measured].reduce(
      (seen, pattern) => seen.replace(pattern, unseen),
      withoutFigures(text).replace(briefWeekday, blank).replace(since, blank),
    ),
    at,
  }
}
