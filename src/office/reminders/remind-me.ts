import { hasTimeWords } from '../../time/leftover.ts'
import type { Expression } from '../../time/piece.ts'
import { withoutFigures } from '../../time/plain.ts'
import { readingOf } from '../../time/reading.ts'
import type { Reading, Seen } from '../../time/seen.ts'
import {
  content,
  firstAfter,
  lastBefore,
  lengthOf,
  opening,
  plainEnd,
  polite,
  type Side,
  type Sides,
  textOf,
  tidy,
  withoutTimes,
} from './request-side.ts'

/** What someone asks to be reminded of. Either may be missing, and is to be asked for. */
export interface Request {
  when: Reading | null
  text: string
  /** Whether an alarm clock was asked for, which needs no text. */
  isAlarmClock: boolean
}

/** Whether something is asked, and asked for. */
export const isQuestion = /(?:吗|么|呢|[?？])[。!~\s]*$/
/** Words that ask for something else than to be reminded. */
export const asks = /什么|怎么|咋|哪|几点|几号|多少|为什么|是不是|会不会|有没有/
/** 明天老师会提醒我: somebody else does the reminding. */
const someoneElse =
  /(?:(?<![开班例早晚聚讲年])会|有人|[要人师校你不没他她们])(?:说|要|会)?$|(?:辅导员|班长|室友|宿管|短信|系统|同学|妈|爸|手机|日历)(?:说|要|会)?$/
/** 下课提醒我, 考完提醒我: when something is, which nobody can know here. */
export const aboutEvent = /(?:后|时候?|完|[上下]课|放学|[上下]班|前|[吃睡食完]饭|到点)$/

/** 明天下午三点提醒我交钥匙; 提醒我明天下午三点交钥匙; 6月28号退宿，前一天晚上提醒我. */
export function reminding(sides: Sides, seen: Seen): Request | null {
  const { before, after } = sides
  const said = textOf(after, 0, lengthOf(after))
  const head = textOf(before, 0, lengthOf(before))
  if (before.found.length === 0) return behind(sides, { head, said }, seen)
  // 昨天提醒我的是什么: about the past, and no request.
  if (isQuestion.test(said) && asks.test(said)) return null
  const last = lastBefore(sides)
  const next = firstAfter(sides)
  if (last) return rightBefore(sides, last, seen)
  if (someoneElse.test(plainEnd(head)) && !/[,。;:\s]$/.test(head)) return null
  if (isQuestion.test(said) && tidy(said) === '') return null
  const event = before.found.at(-1)!
  // 明天9点开会，提醒我8点半出门
  if (next) {
    const text = [content(before, event), tidy(textOf(after, next.to, lengthOf(after)))]
      .filter(part => part !== '')
      .join(' ')
    return {
      when: reading(next, { seen, event, unread: textOf(after, next.to, lengthOf(after)) }),
      text,
      isAlarmClock: false,
    }
  }
  return eventAlone(before, { event, said }, seen)
}

/** 明天9点要开会，提醒我一下; 明天3点交钥匙的时候提醒我带登记表: the only time there is. */
function eventAlone(before: Side, { event, said }: { event: Expression; said: string }, seen: Seen): Request | null {
  const text = [tidy(plainEnd(textOf(before, event.to, lengthOf(before))).replace(/^[\s,。;:]+/, '')), tidy(said)]
    .filter(part => part !== '')
    .join(' ')
  const head = textOf(before, 0, event.from).replace(polite, '')
  const isClear =
    before.found.length === 1 &&
    !hasTimeWords(head) &&
    (tidy(said) === '' || event.hour !== null || event.period !== null)
  const when = isClear
    ? reading(event, { seen: { ...seen, about: text }, event: null, unread: '' })
    : ({ is: 'unclear' } as const)
  return { when, text: joined(tidy(plainEnd(head)), text), isAlarmClock: false }
}

/** The asking follows the time; what stands before that is what it is about, or the event that it is counted from. */
export function rightBefore({ before, after }: Sides, said: Expression, seen: Seen): Request | null {
  const head = textOf(before, 0, said.from)
  const subject = plainEnd(head.replace(polite, ''))
  if (subject !== '' && someoneElse.test(subject) && !/[,。;:\s]$/.test(head)) return null
  const events = before.found.filter(one => one !== said)
  const event = events.at(-1) ?? null
  const { last, later, end } = completed({ said, event, after })
  const about = event ? content(before, event, said.from) : tidy(subject)
  const text = joined(about, tidy(textOf(after, later?.to ?? 0, end?.from ?? lengthOf(after))))
  const leans = isLeaning(last)
  const when = mayLeaveOut({ before, said, events })
    ? ({ is: 'unclear' } as const)
    : last.offset?.is === 'span' &&
        last.offset.way === 'before' &&
        !last.event &&
        !event &&
        !later &&
        tidy(subject) !== ''
      ? ({ is: 'no-event' } as const)
      : reading(last, {
          seen: { ...seen, about: text },
          event: leans ? (later ?? event) : null,
          unread: lateWords(after, said, end),
        })
  if (when.is === 'past' && /^的/.test(textOf(after, 0, lengthOf(after)))) return null
  return { when, text, isAlarmClock: false }
}

const joined = (...parts: string[]) => parts.filter(part => part !== '').join(' ')

/** Whether a time is an hour alone, or counted from something else. */
const isLeaning = ({ offset, days, span, repeat, school }: Expression) =>
  offset !== null || (days.length === 0 && !span && !repeat && !school)

const isHourAlone = (one: Expression) =>
  isLeaning(one) && one.offset === null && one.fault === null && one.hour !== null

/** Whether something before the asking would be left out: another time, or words about time that nobody read. */
function mayLeaveOut({
  before,
  said,
  events,
}: {
  before: Side
  said: Expression
  events: readonly Expression[]
}): boolean {
  const unread = withoutTimes(before, said.from)
  // 每月第一和第三个周一: a repetition of which only the end was read.
  const isOpen = events.some(({ repeat }) => repeat === 'unsupported' || repeat?.on === 'each')
  const isCountedOn = events.length > 0 && (said.repeat !== null || said.span !== null)
  const isLoneHour = events.length === 0 && isHourAlone(said) && /\d/.test(unread)
  return hasTimeWords(unread) || events.length > 1 || isOpen || isCountedOn || isLoneHour
}

/** What of the time stands behind the asking: the event (提前半小时提醒我明天三点开会), its hour, or the hour at the very end. */
function completed({ said, event, after }: { said: Expression; event: Expression | null; after: Side }) {
  const [first] = after.found
  const last = after.found.at(-1)
  const none = { last: said, later: null, end: null }
  if (said.offset && said.each.length === 0 && first && textOf(after, 0, first.from).replace(opening, '') === '') {
    const base = said.event ?? event
    if (!base) return { ...none, later: first }
    if (!base.hour && isHourAlone(first)) {
      const whole = { ...base, hour: first.hour, period: first.period ?? base.period }
      return { last: said.event ? { ...said, event: whole } : said, later: { ...whole, to: first.to }, end: null }
    }
  }
  const isEnd =
    last &&
    said.each.length === 0 &&
    !said.hour &&
    !said.period &&
    !said.offset &&
    isHourAlone(last) &&
    last.to === lengthOf(after)
  if (!isEnd || !/[,。;\s]$/.test(textOf(after, 0, last.from))) return none
  return { last: { ...said, hour: last.hour, period: last.period }, later: null, end: last }
}

/** Words of another time that the text goes on with (和晚上9点, 一次, 直到周五): they would be left out. */
function lateWords(after: Side, last: Expression, end: Expression | null = null): string {
  const { plain, found } = after
  // 6月20号和25号提醒我去医院，上午九点: the hour of which?
  const isOfSeveral = last.each.length > 0 && found.some(one => one.hour !== null || one.period !== null)
  const isBound = last.repeat !== null || last.span?.way === 'bare'
  // 每三天浇一次水, 早上和晚上各吃一次药: as often as was said.
  const isCounted =
    last.each.length > 0 || (last.repeat !== null && last.repeat !== 'unsupported' && last.repeat.on === 'interval')
  const isLimited = /两次|每隔|除了|除外|直到|为止|截止/.test(plain.text) || (!isCounted && plain.text.includes('一次'))
  return goesOn(after, end) || isOfSeveral || (isBound && isLimited) ? '每天' : ''
}

/** A reading, unless words about time that stand beside it would be left out. */
export function reading(
  said: Expression,
  { seen, event, unread }: { seen: Seen; event: Expression | null; unread: string },
): Reading {
  if (unread !== '' && hasTimeWords(withoutFigures(unread).trim().slice(0, 8))) return { is: 'unclear' }
  const found = readingOf(said, seen, event)
  return found
}

/** 提醒我明天下午三点交钥匙; without a time the person is asked for one. */
function behind({ before, after }: Sides, { head, said }: { head: string; said: string }, seen: Seen): Request | null {
  const subject = plainEnd(head.replace(polite, ''))
  const [first] = after.found
  const at = firstAfter({ before, after })
  const isAsked = asks.test(said) || (isQuestion.test(said) && !at)
  if (subject !== '') {
    if (someoneElse.test(subject) || isQuestion.test(said) || isAsked || asks.test(subject)) return null
    if (!at)
      return tidy(said) === '' && !hasTimeWords(subject) && !aboutEvent.test(subject)
        ? null
        : { when: null, text: joined(tidy(subject), tidy(said)), isAlarmClock: false }
  }
  if (at) {
    const rest = textOf(after, at.to, lengthOf(after))
    const text = joined(tidy(subject), tidy(rest))
    const [, second] = after.found
    const leans = second && at.offset && !at.event && textOf(after, at.to, second.from).trim() === '' ? second : null
    return {
      when: reading(at, { seen: { ...seen, about: text }, event: leans, unread: leans ? '' : wordsBehind(after, at) }),
      text,
      isAlarmClock: false,
    }
  }
  const text = tidy(said)
  if (text === '' || isAsked) return null
  return lastAfter(after, first ?? null, seen) ?? { when: null, text, isAlarmClock: false }
}

/** The words right behind a time, as far as they could belong to it, or another that they go on with. */
export function wordsBehind(after: Side, at: Expression): string {
  const rest = textOf(after, at.to, lengthOf(after))
  const isLimited = at.repeat !== null && /直到|为止|除了|除外|截止/.test(rest)
  return isLimited || goesOn(after, at) ? '每天' : withoutFigures(rest).trim().slice(0, 6)
}

/** 去302和下午三点去405: whether another hour is joined to what was read, which would be left out. */
function goesOn({ plain, found }: Side, ...read: (Expression | null)[]): boolean {
  const others = found.filter(one => one.hour !== null && !read.includes(one))
  return others.some(one => /(?:[和跟与及、,;]|或者?|还有|以及|然后)\s*$/.test(plain.text.slice(0, one.from)))
}

/** 提醒我交钥匙，明天下午三点: behind a comma, or it might be what is to be done: 提醒我退掉6月28号的票. */
function lastAfter(after: Side, first: Expression | null, seen: Seen): Request | null {
  if (!first || after.found.length > 1 || tidy(textOf(after, first.to, lengthOf(after))) !== '') return null
  const text = textOf(after, 0, first.from)
  if (!/[,。;:!\s]$/.test(text)) return null
  return {
    when: reading(first, { seen: { ...seen, about: text }, event: null, unread: '' }),
    text: tidy(text),
    isAlarmClock: false,
  }
}
