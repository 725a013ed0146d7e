import type { Problem } from '../core/errors.ts'
import { numberOf } from '../core/text/numerals.ts'
import type { SourceText } from './yaml.ts'

/** How many days a unit has; a month and a year are taken as people count them. */
const unitDays: Record<string, [least: number, most: number]> = {
  年: [360, 366],
  月: [30, 31],
  周: [7, 7],
  星期: [7, 7],
  天: [1, 1],
  日: [1, 1],
}

const keeping = '保存|保留|留存|留|存|清理|清掉|清除|删除|删掉|自动删'
const span = '(\\d+|半|[一两二三四五六七八九十]+)\\s*个?(半)?(年|月|周|星期|天|日)'
const promise = new RegExp(
  `(?:${keeping})[^。；;！!？?\\n]{0,6}?${span}|${span}(?:以?后|之?内)?[^。；;！!？?\\n]{0,8}(?:${keeping})`,
  'g',
)

/** A time that a text names for how long something is kept: its words, and the fewest and most days that it may mean. */
export interface Promised {
  quote: string
  least: number
  most: number
}

/**
 * Faults where the bot's own words name a time for keeping or clearing away that is none of `kept`, the days that rules keep. Comments of a file are not
 * said to anybody.
 */
export function brokenPromises({ where, text }: SourceText, kept: readonly number[]): Problem[] {
  return text.split('\n').flatMap((line, n) =>
    /^\s*#/.test(line)
      ? []
      : promisesIn(line)
          .filter(({ least, most }) => !kept.some(days => days >= least && days <= most))
          .map(({ quote }) => ({
            where,
            line: n + 1,
            what: `“${quote}”：没有哪条规则是这么久`,
            cure: `改成真会做到的：${[...new Set(kept)].sort((a, b) => a - b).join('、')} 天`,
          })),
  )
}

/** The times that a text promises for keeping or clearing away. */
export function promisesIn(text: string): Promised[] {
  return [...text.matchAll(promise)].map(found => {
    const [count, half, unit] = found[1] === undefined ? found.slice(4, 7) : found.slice(1, 4)
    const [least, most] = unitDays[unit!]!
    const n = (count === '半' ? 0.5 : numberOf(count!)) + (half ? 0.5 : 0)
    return { quote: found[0], least: Math.floor(n * least), most: Math.ceil(n * most) }
  })
}
