import { joinBetween } from '../../time/join.ts'
import { piecesIn } from '../../time/lexer.ts'
import type { HourMeaning, Period, Piece } from '../../time/piece.ts'
import type { Flat } from '../flat.ts'

type DayPiece = Extract<Piece, { is: 'date' | 'day' | 'near' | 'weekday' | 'weekend' | 'part' }>

/** One time of a text, of the pieces that name it. */
export interface SaidTerm {
  from: number
  to: number
  /** How it is joined to the one before: none for the first of a group. */
  join: 'to' | 'and' | null
  /** 6月28日, 28日, 明天, 月底; null where only an hour was said. */
  day: DayPiece | null
  /** The year and month that were said apart from the day. */
  year: number | null
  month: number | null
  /** The last day of a row in one piece: 20-25日. */
  lastDay: number | null
  /** Weekdays beside the day, from Monday, 0. */
  weekdays: number[]
  period: Period | null
  hour: HourMeaning | null
  /** The last hour of a row in one piece: 14-16点. */
  lastHour: number | null
  isLimit: boolean
  /** 每月, 每周三, 每季度: it comes again. */
  isRepeated: boolean
  /** 每天, 工作日: on each of the days, which says nothing of which. */
  isDaily: boolean
  /** 5个工作日内, 前一天: counted from something else. */
  isCounted: boolean
  /** 上旬, 暑假, 近期: no day. */
  isVague: boolean
  /** A month or a year without a day. */
  hasMonthOnly: boolean
  /** 去年, 明年. */
  isOtherYear: boolean
}

/** The times of a line in groups: what stands together with nothing of its own between. */
export function groupsIn({ text }: Flat): SaidTerm[][] {
  const groups: SaidTerm[][] = []
  let last: Piece | null = null
  for (const piece of piecesIn(text, new Map())) {
    if (piece.is === 'filler' || piece.is === 'except' || piece.is === 'feast') continue
    const join = last && joinBetween(last, piece, text)
    const gap = last ? text.slice(last.to, piece.from) : ''
    const isBeside = last !== null && join !== null && !(last.is === 'limit' && /[,。;]/.test(gap))
    if (piece.is === 'limit') {
      const term = groups.at(-1)?.at(-1)
      if (term && last && /^[)\]]?$/.test(gap)) {
        term.isLimit = true
        term.to = piece.to
        last = piece
      }
      continue
    }
    const group = isBeside ? groups.at(-1)! : []
    if (!isBeside) groups.push(group)
    put(piece, group, { join: isBeside ? join : null, gap, text })
    last = piece
  }
  return groups
}

/** Puts a piece to the time that it belongs to, which may be a new one. */
function put(piece: Piece, group: SaidTerm[], at: { join: string | null; gap: string; text: string }): void {
  const last = group.at(-1)
  const joined = at.join === 'to' ? 'to' : at.join === null ? null : 'and'
  const isWeekdayOf = piece.is === 'weekday' && piece.ahead === null && last?.day && isNamed(last.day)
  const isNew = !last || (!isWeekdayOf && (at.join !== 'glue' || isAnother(last, piece) || /[,。;]/.test(at.gap)))
  const isClockOfDay =
    last && isClock(piece) && at.join === 'glue' && !last.hour && !(last.period && piece.is === 'period')
  const term = isNew && !isClockOfDay ? empty(piece, joined) : last!
  if (term !== last) group.push(term)
  term.to = Math.max(term.to, piece.to)
  take(piece, term, at.text.slice(piece.from, piece.to))
}

const isNamed = (day: DayPiece) => day.is === 'date' || day.is === 'day'
const isClock = (piece: Piece) => piece.is === 'hour' || piece.is === 'period'

/** Whether a piece names another time than the one that is there: a second day, a second hour, a day after an hour. */
function isAnother(term: SaidTerm, piece: Piece): boolean {
  if (piece.is === 'hour') return term.hour !== null
  if (piece.is === 'period') return term.hour !== null || term.period !== null
  const namesDay = piece.is === 'date' || piece.is === 'day' || piece.is === 'near' || piece.is === 'part'
  // 下周一（6.21）: the day of that weekday.
  if (namesDay) return (term.day !== null && term.day.is !== 'weekday') || term.hour !== null || term.period !== null
  if (piece.is === 'year' || piece.is === 'month') return term.day !== null || term.hour !== null
  return false
}

const empty = (piece: Piece, join: SaidTerm['join']): SaidTerm => ({
  from: piece.from,
  to: piece.to,
  join,
  day: null,
  year: null,
  month: null,
  lastDay: null,
  weekdays: [],
  period: null,
  hour: null,
  lastHour: null,
  isLimit: false,
  isRepeated: false,
  isDaily: false,
  isCounted: false,
  isVague: false,
  hasMonthOnly: false,
  isOtherYear: false,
})

function take(piece: Piece, term: SaidTerm, said: string): void {
  switch (piece.is) {
    case 'year':
      term.year = piece.year
      term.isOtherYear = piece.ahead !== 0
      break
    case 'month':
      term.month = piece.month
      term.hasMonthOnly = true
      break
    case 'date':
    case 'day':
    case 'near':
    case 'part':
      takeDay(piece, term, said)
      break
    case 'weekday':
    case 'weekend':
      term.day ??= piece
      if (piece.is === 'weekday') term.weekdays.push(piece.weekday)
      break
    case 'hour':
      term.hour = piece
      if (piece.isRow) term.lastHour = lastNumber(said)
      break
    case 'period':
      term.period = piece.period
      break
    case 'repeat':
      takeRepeat(piece, term)
      break
    default:
      takeCount(piece, term)
  }
}

function takeRepeat({ repeat }: Extract<Piece, { is: 'repeat' }>, term: SaidTerm): void {
  const isDaily = repeat !== 'unsupported' && repeat.on === 'weekly' && repeat.weekdays.length === 7
  if (isDaily) term.isDaily = true
  else term.isRepeated = true
}

/** What counts from something else, or names no day. */
function takeCount(piece: Piece, term: SaidTerm): void {
  if (piece.is === 'span') term.isCounted ||= piece.way !== 'bare'
  else if (piece.is === 'eve') term.isCounted ||= piece.days !== 0
  else term.isVague = true
}

function takeDay(
  piece: Extract<DayPiece, { is: 'date' | 'day' | 'near' | 'part' }>,
  term: SaidTerm,
  said: string,
): void {
  term.day = piece
  term.hasMonthOnly = false
  // 次日: of a day that only the sentence knows.
  if (piece.is === 'near' && /^[次翌]/.test(said)) term.isCounted = true
  if (piece.is === 'day' && piece.isRow) term.lastDay = lastNumber(said)
  // 上旬 has no day, 月底 has one.
  if (piece.is === 'part' && (piece.of === 'year' || piece.first !== 32)) term.isVague = true
}

/** 20至25日 as 25. */
const lastNumber = (said: string): number | null => {
  const numbers = said.match(/\d+/g)
  return numbers && numbers.length > 1 ? Number(numbers.at(-1)) : null
}
