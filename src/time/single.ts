import { joinBetween } from './join.ts'
import type { DayMeaning, EveMeaning, Expression, Period, Piece, Repeat, SpanMeaning } from './piece.ts'

/** One time of its pieces; its fault says where they do not make one. */
export function single(group: readonly Piece[], text: string): Expression {
  const said = { ...empty, from: group[0]!.from, to: group.at(-1)!.to, days: [] as DayMeaning[] }
  for (const [n, piece] of group.entries()) {
    const join = n > 0 ? joinBetween(group[n - 1]!, piece, text) : 'glue'
    const isDaily = join === 'to' && isOnDays(said) && group.slice(n).findIndex(isEachDay) > 0
    if (isDaily) {
      takeDaily(said, group.slice(n), text)
      break
    }
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
  until: [],
  each: [],
  hasSlip: false,
}

const isOnDays = (said: Making) =>
  said.days.length > 0 && !said.hour && !said.period && !said.repeat && !said.span && !said.offset && !said.school
const isEachDay = (piece: Piece) =>
  piece.is === 'repeat' &&
  piece.repeat !== 'unsupported' &&
  piece.repeat.on === 'weekly' &&
  piece.repeat.weekdays.length === 7 &&
  piece.repeat.workdays === 'any'

/** 6月14日至18日每天7:30: on each day up to one, and at the hour that follows; of a row of hours at its start. */
function takeDaily(said: Making, end: readonly Piece[], text: string): void {
  const daily = end.findIndex(isEachDay)
  const until = end.slice(0, daily)
  if (!until.every(isDay)) said.fault ??= 'unclear'
  said.until = until.filter(isDay)
  for (const [n, piece] of end.slice(daily).entries()) {
    const join = n > 0 ? joinBetween(end[daily + n - 1]!, piece, text) : 'glue'
    if (join === 'to') {
      said.row = 'hours'
      return
    }
    take(said, piece)
  }
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
const isDay = (piece: Piece): piece is Piece & DayMeaning => dayKinds.includes(piece.is)
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
