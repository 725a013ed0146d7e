import { eachOf, insteadOf } from './each.ts'
import { joinBetween, joinOf } from './join.ts'
import { piecesIn } from './lexer.ts'
import type { Expression, Piece } from './piece.ts'
import { type Plain, withoutFigures } from './plain.ts'
import { single } from './single.ts'

const bracket = /[)\]】」”’]$/

/** The time expressions of a text, from left to right. `dates`: the school's dates by their names. */
export function expressionsIn({ text: said, slips }: Plain, dates: ReadonlyMap<string, string>): Expression[] {
  const text = withoutFigures(said)
  const found = groupsOf(piecesIn(text, dates), text).map(group => whole(closed(made(group, text), text), text))
  return slips.length === 0 ? found : found.map(one => marked(one, slips))
}

/** With what of it had a slip. */
function marked(said: Expression, slips: readonly number[]): Expression {
  const hasSlip = slips.some(place => place >= said.from && place < said.to)
  return {
    ...said,
    hasSlip,
    each: said.each.map(one => marked(one, slips)),
    event: said.event && marked(said.event, slips),
  }
}

/** Pieces that belong together, with nothing of their own between them; what only changes others needs them beside it. */
function groupsOf(pieces: readonly Piece[], text: string): Piece[][] {
  const groups: Piece[][] = []
  let last: Piece | null = null
  for (const piece of pieces) {
    const gap = last ? text.slice(last.to, piece.from) : null
    // 周五两点截止，周四晚上九点提醒我: a limit ends what it belongs to.
    const isOver = last?.is === 'limit' && gap?.includes(',')
    const isBeside =
      gap !== null && !isOver && (piece.is === 'limit' ? gap === '' || bracket.test(gap) : joinOf(gap) !== null)
    if (isBeside) groups.at(-1)!.push(piece)
    else if (piece.is !== 'limit') groups.push([piece])
    else continue
    last = piece
  }
  return groups.map(trimmed).filter(group => group.length > 0)
}

const isFiller = (piece: Piece) => piece.is === 'filler'
const isAlone = (piece: Piece) => piece.is === 'filler' || piece.is === 'limit'

function trimmed(group: Piece[]): Piece[] {
  return group.every(isAlone) ? [] : group
}

/** With the bracket that closes it: 6月28日（周日）. */
function closed(said: Expression, text: string): Expression {
  return bracket.test(text.slice(said.to, said.to + 1)) ? { ...said, to: said.to + 1 } : said
}

/** Figures that touch an expression and were not read belong to it: 个半钟后, 0628 14:30, 11.50, 10:30+08:00. */
const figureBefore = /(?:[\dA-Za-z.+/-]|\d:|(?<![几每\d一二两三四五六七八九十这那])个|[零〇百千])$|\d\s?$/
const figureAfter =
  /^(?:[A-Za-z+半刻]|:\d|、[一二三四五六日天\d]|办(?=给|提醒|去|叫|喊|交|取|拿)|[-./]\s?\d|\s?\d(?!\d*(?:号|楼|教|栋|幢|个|人|份|本|件|次|班|单元|室|食堂|门|路|位|名|元|块|条|张|页|篇|科|门|场|瓶|杯)))/

function whole(said: Expression, text: string): Expression {
  const isWhole = !figureBefore.test(text.slice(0, said.from)) && !figureAfter.test(text.slice(said.to))
  return isWhole ? said : { ...said, fault: said.fault ?? 'unclear' }
}

/** Puts the pieces of one group together. */
function made(group: readonly Piece[], text: string): Expression {
  const offsetAt = group.findIndex(isOffset)
  const [first, last] = [group[0]!, group.at(-1)!]
  if (offsetAt > 0 && group.slice(0, offsetAt).some(piece => !isFiller(piece) && piece.is !== 'limit')) {
    const event = together(group.slice(0, offsetAt), text)
    const own = together(group.slice(offsetAt), text)
    const isCounted = joinBetween(group[offsetAt - 1]!, group[offsetAt]!, text) === 'glue'
    const fault = own.fault ?? event.fault ?? (isCounted ? null : 'several')
    const each = isCounted && event.fault === null ? own.each.map(one => ({ ...one, event })) : []
    return { ...own, event, from: first.from, to: last.to, fault, each }
  }
  return together(group, text)
}

const isOffset = (piece: Piece) =>
  piece.is === 'eve' || (piece.is === 'span' && (piece.way === 'ahead' || piece.way === 'before'))

/** Puts pieces together; several times where 和 joins another to the first. */
function together(group: readonly Piece[], text: string): Expression {
  const mended = group.findLastIndex((piece, n) => n > 0 && joinBetween(group[n - 1]!, piece, text) === 'instead')
  if (mended > 0) return insteadOf(together(group.slice(0, mended), text), together(group.slice(mended), text))
  const parts = partsOf(group, text).map(part => single(part, text))
  const [first] = parts
  if (parts.length === 1) return first!
  const { from, to } = { from: group[0]!.from, to: group.at(-1)!.to }
  const each = eachOf(parts, { isRespective: /分别|各自|依次/.test(text.slice(from, to)) })
  return { ...(each[0] ?? first!), from, to, fault: 'several', each }
}

/** The pieces of each time: what follows 和 is another, unless it is the hour of the day before it. */
function partsOf(group: readonly Piece[], text: string): Piece[][] {
  const parts: Piece[][] = [[]]
  for (const [n, piece] of group.entries()) {
    const isJoined = n > 0 && joinBetween(group[n - 1]!, piece, text) === 'and'
    if (isJoined && isAnother(parts.at(-1)!, piece)) parts.push([])
    parts.at(-1)!.push(piece)
  }
  return parts
}

const isClock = ({ is }: Piece) => is === 'hour' || is === 'period'

/** Whether what follows 和 names another time, and not only the hour of the day before it. */
function isAnother(said: readonly Piece[], piece: Piece): boolean {
  return piece.is !== 'filler' && !(isClock(piece) && !said.some(isClock))
}
