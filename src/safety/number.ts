import { type Letters, stopped } from './text/letters.ts'
import { digitToken, numberToken } from './text/token.ts'

const chinese = '零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖'
const digits = new Set(`0123456789${digitToken}`)
const anyDigit = new Set([...digits, ...chinese])
// Behind these a long number is an amount or a date, nothing that one can call.
const units = new Set('元块万千百人字分名个位届级年月日号张条次天斤米平层栋k')
const callable = 5
// Five digits that begin so are public service lines (95588, 10086, 12345, 96110): no one's own number.
const serviceLines = ['95', '10', '12', '96']

/**
 * Puts one token for each number: `numberToken` for what one can call or add (five digits or more, also written in
 * Chinese or with signs between), `digitToken` for amounts, dates and the like.
 */
export function joinNumbers(letters: Letters): Letters {
  const result: Letters = { chars: [], starts: [], ends: [], gaps: [] }
  const { chars, starts, ends, gaps } = letters
  for (let at = 0; at < chars.length; ) {
    const end = numberEnd(letters, at)
    const token = end === at ? null : tokenFor(chars, at, end)
    const stop = token === null ? at + 1 : end
    result.chars.push(token ?? chars[at]!)
    result.starts.push(starts[at]!)
    result.ends.push(ends[stop - 1]!)
    result.gaps.push(gaps[at]!)
    at = stop
  }
  return result
}

/** Arabic digits, or five and more of any script: single Chinese numerals are ordinary words. */
function numberEnd({ chars, gaps }: Letters, at: number): number {
  let end = at
  while (end < chars.length && anyDigit.has(chars[end]!) && (end === at || gaps[end] !== stopped)) end++
  if (end - at >= callable) return end
  end = at
  while (end < chars.length && digits.has(chars[end]!) && (end === at || gaps[end] !== stopped)) end++
  return end
}

function tokenFor(chars: string[], at: number, end: number): string {
  const length = end - at
  if (length < callable) return digitToken
  const isService = length === 5 && serviceLines.includes(`${chars[at]}${chars[at + 1]}`)
  const isDate = length <= 8 && chars[at] === '2' && chars[at + 1] === '0' && length >= 6
  return isService || isDate || units.has(chars[end] ?? '') ? digitToken : numberToken
}
