import { eachOf, insteadOf } from './each.ts'
import { piecesIn } from './lexer.ts'
import type { DayMeaning, EveMeaning, Expression, Period, Piece, Repeat, SpanMeaning } from './piece.ts'
import { type Plain, withoutFigures } from './plain.ts'

const glue =
  /^(?:[\s,:()[\]【】「」"“”'‘’·/|]|的|在|于|从|自|是|为|就|到时|那天|各自?|分别|依次|都|那个|就是|呃|额|嗯)*$/
const bracket = /[)\]】」”’]$/
const to = /^[\s)\]】]*(?:一?直?到|至|[-~—–→]+)[\s([【]*(?:了)?$/
const and = /^[\s]*(?:、|,?(?:和|及|以及|与|跟|还有|并且?|再))[\s]*$/
/** 三点，不对，四点: what follows is meant instead. */
const instead =
  /^(?:[\s,。]|吧|哦|啊|噢|呃|额|嗯)*(?:不对|[哦啊]不是?|说错了?|搞错了?|错了|算了|改成|改到)(?:[\s,]|应该是|还是|是)*$/
const or = /^[\s]*,?(?:或者?|还是|要么)[\s]*$/

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

type Join = 'glue' | 'to' | 'and' | 'or' | 'instead'

function joinOf(gap: string): Join | null {
  if (glue.test(gap)) return 'glue'
  if (to.test(gap)) return 'to'
  if (instead.test(gap)) return 'instead'
  return and.test(gap) ? 'and' : or.test(gap) ? 'or' : null
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

/** How two neighbours are joined; 周三周五 are two as 周三和周五 are. */
function joinBetween(before: Piece, piece: Piece, text: string): Join | null {
  const isBare = before.to === piece.from && isOtherDay(before, piece)
  return piece.isNext || isBare ? 'and' : joinOf(text.slice(before.to, piece.from))
}

/** Whether two pieces name different days in the same way; 明天明天 is one that was said twice. */
function isOtherDay(one: Piece, other: Piece): boolean {
  if (one.is === 'weekday' && other.is === 'weekday') return one.weekday !== other.weekday
  if (one.is === 'near' && other.is === 'near') return one.days !== other.days
  const isDate = (piece: Piece) => piece.is === 'date' || piece.is === 'day'
  return isDate(one) && isDate(other) && 'day' in one && 'day' in other && one.day !== other.day
}

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

function single(group: readonly Piece[], text: string): Expression {
  const said = { ...empty, from: group[0]!.from, to: group.at(-1)!.to, days: [] as DayMeaning[] }
  for (const [n, piece] of group.entries()) {
    const join = n > 0 ? joinBetween(group[n - 1]!, piece, text) : 'glue'
    if (join === 'to') {
      takeEnd(said, group.slice(n))
      break
    }
    if (join === 'or') said.fault ??= 'several'
    if (said.fault === 'several') break
    take(said, piece)
  }
  return said
}

type Making = { -readonly [key in keyof Expression]: Expression[key] } & { days: DayMeaning[] }

const empty: Omit<Making, 'from' | 'to' | 'days'> = {
  school: null,
  period: null,
  hour: null,
  repeat: null,
  instant: null,
  span: null,
  offset: null,
  event: null,
  row: null,
  fault: null,
  each: [],
  hasSlip: false,
}

/** What follows 到 is the end, and the start is what counts; but an end of what comes again, or of something else, is not known here. */
function takeEnd(said: Making, end: readonly Piece[]): void {
  const hasDay = end.some(isDay)
  if (isOpen(said) || (said.repeat && hasDay) || !end.every(isPlain)) said.fault ??= 'unclear'
  said.row = hasDay || !(said.hour || said.period) ? 'days' : 'hours'
  // 周一到周五下午三点: the hour is of each day.
  if (said.hour || said.period) return
  for (const piece of end) {
    // 7月1日—3日 8:30—17:30: the second is the end of each day.
    if (said.hour) return
    if (piece.is === 'hour' || piece.is === 'period') take(said, piece)
  }
}

const plain: readonly Piece['is'][] = ['hour', 'period', 'filler']
const dayKinds: readonly Piece['is'][] = [
  'year',
  'month',
  'day',
  'date',
  'lunar',
  'feast',
  'near',
  'week',
  'weekday',
  'weekend',
  'part',
  'nth',
]
const isClock = ({ is }: Piece) => is === 'hour' || is === 'period'
const isDay = ({ is }: Piece) => dayKinds.includes(is)
const isPlain = (piece: Piece) => isDay(piece) || plain.includes(piece.is)

/** A row must begin with something. */
const isOpen = (said: Making) =>
  said.instant === null &&
  said.days.length === 0 &&
  !said.hour &&
  !said.period &&
  !said.repeat &&
  !said.school &&
  !said.span

/** Whether what follows 和 names another time, and not only the hour of the day before it. */
function isAnother(said: readonly Piece[], piece: Piece): boolean {
  return piece.is !== 'filler' && !(isClock(piece) && !said.some(isClock))
}

function take(said: Making, piece: Piece): void {
  switch (piece.is) {
    case 'filler':
      return
    case 'limit':
    case 'vague':
    case 'except':
      said.fault ??= piece.is === 'except' ? 'unclear' : piece.is
      return
    case 'hour':
      if (said.hour) said.fault ??= 'several'
      else if (Number.isNaN(piece.minutes)) said.fault ??= 'no-hour'
      said.hour ??= piece
      return
    case 'period':
      takePeriod(said, piece.period)
      return
    case 'instant':
      if (!isOpen(said)) said.fault ??= 'several'
      said.instant ??= piece.at
      return
    case 'repeat':
      takeRepeat(said, piece.repeat)
      return
    case 'school':
      if (said.school || said.days.length > 0) said.fault ??= 'several'
      said.school ??= piece
      said.period ??= piece.period
      return
    case 'span':
    case 'eve':
      takeSpan(said, piece)
      return
    default:
      said.days.push(piece)
      if (piece.is === 'day' && piece.isRow) said.row = 'days'
  }
}

function takePeriod(said: Making, period: Period): void {
  // 早八晚上: an hour that is one already, and no other part of the day.
  if (said.hour?.isExact && !said.hour.isFigures) said.fault ??= 'several'
  // 明天下午,晚上 are two; 今晚夜里 is one.
  if (said.period && (said.hour || !isSamePart(said.period, period))) said.fault ??= 'several'
  said.period ??= period
}

function takeRepeat(said: Making, repeat: Repeat | 'unsupported'): void {
  if (said.repeat) said.fault ??= 'several'
  said.repeat ??= repeat
}

function takeSpan(said: Making, piece: SpanMeaning | EveMeaning): void {
  if (said.span || said.offset) said.fault ??= 'unclear'
  if (piece.is === 'span' && piece.way === 'within') said.fault ??= 'limit'
  if (piece.is === 'eve' || piece.way === 'ahead' || piece.way === 'before') said.offset ??= piece
  else said.span ??= piece
  if (piece.is === 'span' && piece.isRough) said.fault ??= 'vague'
}

const late: readonly Period[] = ['dusk', 'evening', 'night']
const early: readonly Period[] = ['dawn', 'morning', 'forenoon']

function isSamePart(a: Period, b: Period): boolean {
  return a === b || [late, early].some(part => part.includes(a) && part.includes(b))
}
