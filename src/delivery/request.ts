import type { Expression } from '../time/expression.ts'
import { hasTimeWords } from '../time/leftover.ts'
import { plainOf } from '../time/plain.ts'
import { readingOf } from '../time/reading.ts'
import type { Reading, Seen } from '../time/seen.ts'
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
  sideOf,
  sidesOf,
  simple,
  textOf,
  tidy,
  withoutTimes,
} from './request-side.ts'

/** What someone asks to be reminded of. Either may be missing, and is to be asked for. */
export interface Request {
  when: Reading | null
  text: string
  /** Whether an alarm was asked for, which needs no text. */
  isAlarm: boolean
}

/** The longest message that is read as a request. */
const longest = 300

const verb =
  /(?<kind>提醒)(?:一下|一声|下)?(?:我们?|俺|咱们?)(?:一下|一声|下(?=[\s,。;:!~]|$))?|(?:叫醒|喊醒|叫|喊|催)(?:一下)?我(?!们|的|什么)(?:一下|一声)?|(?:叫|喊)我起(?:床|来)/
const making =
  /(?:设置|设定|设|定|订|建|加|创建|新建|弄|来)(?:一个|一下|个|一|下)?(?<within>[^,。;:]{0,30}?)(?:的)?(?<what>提醒|闹钟|闹铃)(?<after>.*)$/s
const isQuestion = /(?:吗|么|呢|[?？])[。!~\s]*$/
const asks = /什么|怎么|咋|哪|几点|几号|多少|为什么|是不是|会不会|有没有/
/** 明天老师会提醒我: somebody else does the reminding. */
const someoneElse =
  /(?:(?<![开班例早晚聚讲年])会|[有要人师校你不没他她们])(?:说|要|会)?$|(?:辅导员|班长|室友|宿管|短信|系统|同学|妈|爸|手机|日历)(?:说|要|会)?$/
/** 下课提醒我, 考完提醒我: when something is, which nobody can know here. */
const aboutEvent = /(?:后|时候?|完|[上下]课|放学|[上下]班|前|[吃睡]饭|到点)$/
const forbidding = /(?:不用|不要|别|不必|无需|取消|谁|有人|没)$/

/**
 * What a whole message asks to be reminded of, or null when it is no such request. 学校会提醒我吗 and 叫我小王 are none. A time that cannot
 * be read for sure comes back as what is wrong with it, or as null: it is asked for, and nothing of it is left out in silence.
 */
export function readRequest(message: string, seen: Seen): Request | null {
  if (message.length > longest) return null
  const whole = plainOf(message).whole.trim()
  const asked = verb.exec(simple(whole))
  if (!asked) return made(whole, seen)
  const [before, after] = [whole.slice(0, asked.index), whole.slice(asked.index + asked[0].length)]
  if (forbidding.test(before.trimEnd())) return null
  const sides = sidesOf(before, after, seen)
  return asked.groups?.kind ? reminding(sides, seen) : calling(sides, seen)
}

/** What a message names when a time was asked for: the time alone, perhaps with words around it. */
export function readAnswer(message: string, seen: Seen): Reading | null {
  const said = wholeExpression(message, seen)
  return said && readingOf(said.expression, seen, said.event)
}

/** The one expression that a message is, but for politeness; with the event before it (明天9点考试，前一天晚上). */
export function wholeExpression(
  message: string,
  seen: Seen,
): { expression: Expression; event: Expression | null } | null {
  if (message.length > longest) return null
  const side = sideOf(plainOf(message).whole, seen)
  const [first, ...others] = side.found
  const last = others.at(-1) ?? first
  if (!first || !last || others.length > 1) return null
  const around = [textOf(side, 0, first.from), textOf(side, last.to, side.plain.text.length)]
  if (around[0]!.replace(polite, '') !== '' || tidy(around[1]!).replace(/^(?:提醒我?|叫我|的)/, '') !== '') return null
  return { expression: last, event: last === first ? null : first }
}

/** 明天下午三点提醒我交钥匙; 提醒我明天下午三点交钥匙; 6月28号退宿，前一天晚上提醒我. */
function reminding(sides: Sides, seen: Seen): Request | null {
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
      isAlarm: false,
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
  return { when, text: [tidy(plainEnd(head)), text].filter(part => part !== '').join(' '), isAlarm: false }
}

/** The asking follows the time; what stands before that is what it is about, or the event that it is counted from. */
function rightBefore({ before, after }: Sides, last: Expression, seen: Seen): Request | null {
  const said = tidy(textOf(after, 0, lengthOf(after)))
  const head = textOf(before, 0, last.from)
  const subject = plainEnd(head.replace(polite, ''))
  if (subject !== '' && someoneElse.test(subject) && !/[,。;:\s]$/.test(head)) return null
  const events = before.found.filter(one => one !== last)
  const event = events.at(-1) ?? null
  const isCounted = last.offset !== null || (!last.days.length && !last.span && !last.repeat && !last.school)
  const [first] = after.found
  // 提前半小时提醒我明天下午三点开会
  const later =
    event === null &&
    last.offset !== null &&
    !last.event &&
    first &&
    textOf(after, 0, first.from).replace(opening, '') === ''
      ? first
      : null
  const text = later ? tidy(textOf(after, later.to, lengthOf(after))) : said
  const about = event ? content(before, event, last.from) : tidy(plainEnd(head.replace(polite, '')))
  const unread =
    hasTimeWords(withoutTimes(before, last.from)) ||
    events.length > 1 ||
    (event !== null && last.repeat !== null) ||
    (isOver(event, last) && !isCounted)
  const when = unread
    ? ({ is: 'unclear' } as const)
    : reading(last, {
        seen: { ...seen, about: text + about },
        event: isCounted ? (event ?? later) : null,
        unread: lateWords(after, last),
      })
  if (when.is === 'past' && /^的/.test(said)) return null
  const whole =
    text === '' || event !== null
      ? [about, text].filter(part => part !== '').join(' ')
      : [about, text].filter(part => part !== '').join(' ')
  return { when, text: whole, isAlarm: false }
}

/** 两小时后 after another time: from now, or from that? */
const isOver = (event: Expression | null, last: Expression) => event !== null && last.span !== null

/** Words of another time that the text goes on with (和晚上9点, 一次, 直到周五): they would be left out. */
function lateWords({ plain, found }: Side, last: Expression): string {
  const isJoined = found.some(
    one => one.hour !== null && /(?:[和跟及与、]|或者?|还有|以及)$/.test(plain.text.slice(0, one.from)),
  )
  const isBound = last.repeat !== null || last.span?.way === 'bare'
  return isJoined || (isBound && /一次|两次|每隔|除了|除外|直到|为止|截止/.test(plain.text)) ? '每天' : ''
}

/** A reading, unless words about time that stand beside it would be left out. */
function reading(
  said: Expression,
  { seen, event, unread }: { seen: Seen; event: Expression | null; unread: string },
): Reading {
  if (unread !== '' && hasTimeWords(unread.trim().slice(0, 8))) return { is: 'unclear' }
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
        : { when: null, text: [tidy(subject), tidy(said)].filter(p => p !== '').join(' '), isAlarm: false }
  }
  if (at) {
    const rest = textOf(after, at.to, lengthOf(after))
    const text = [tidy(subject), tidy(rest)].filter(part => part !== '').join(' ')
    const [, second] = after.found
    const leans = second && at.offset && !at.event && textOf(after, at.to, second.from).trim() === '' ? second : null
    return {
      when: reading(at, { seen: { ...seen, about: text }, event: leans, unread: startOf(rest, at) }),
      text,
      isAlarm: false,
    }
  }
  const text = tidy(said)
  if (text === '' || isAsked) return null
  return lastAfter(after, first ?? null, seen) ?? { when: null, text, isAlarm: false }
}

/** The words right behind a time, as far as they could belong to it. */
const startOf = (rest: string, { repeat }: Expression) =>
  repeat && /直到|为止|除了|除外|截止/.test(rest) ? '每天' : rest.trim().slice(0, 6)

/** 提醒我交钥匙，明天下午三点: behind a comma, or it might be what is to be done: 提醒我退掉6月28号的票. */
function lastAfter(after: Side, first: Expression | null, seen: Seen): Request | null {
  if (!first || after.found.length > 1 || tidy(textOf(after, first.to, lengthOf(after))) !== '') return null
  const text = textOf(after, 0, first.from)
  if (!/[,。;:\s]$/.test(text)) return null
  return {
    when: reading(first, { seen: { ...seen, about: text }, event: null, unread: '' }),
    text: tidy(text),
    isAlarm: false,
  }
}

/** 明早六点半叫我起床, 叫我明早六点起床: calling needs a time, 叫我小王 is something else. */
function calling(sides: Sides, seen: Seen): Request | null {
  const { before, after } = sides
  const text = tidy(textOf(after, 0, lengthOf(after)))
  if (isQuestion.test(text)) return null
  const last = lastBefore(sides)
  const head = textOf(before, 0, last?.from ?? lengthOf(before)).replace(polite, '')
  if (last) {
    const found = rightBefore(sides, last, seen)
    return found && { ...found, isAlarm: true }
  }
  const next = firstAfter(sides)
  if (plainEnd(head) !== '') {
    if (before.found.length === 0 && !hasTimeWords(head.replace(/^以后/, ''))) return null
    return someoneElse.test(plainEnd(head)) ? null : { when: null, text, isAlarm: true }
  }
  if (!next) return /^(?:起床|起来|醒)/.test(text) ? { when: null, text, isAlarm: true } : null
  const rest = textOf(after, next.to, lengthOf(after))
  return {
    when: reading(next, { seen: { ...seen, about: rest }, event: null, unread: startOf(rest, next) }),
    text: tidy(rest),
    isAlarm: true,
  }
}

/** 帮我设个明天下午三点的提醒：交钥匙; 定个闹钟，明早七点. */
function made(whole: string, seen: Seen): Request | null {
  const found = making.exec(simple(whole))
  if (!found || isQuestion.test(whole) || asks.test(whole)) return null
  const { within = '', after: length = '', what } = found.groups ?? {}
  const isAlarm = what !== '提醒'
  const before = whole.slice(0, found.index)
  const after = whole.slice(whole.length - length.length)
  const sides = sidesOf(`${before}${within}`, after, seen)
  if (sides.before.found.length > 0) {
    const last = lastBefore(sides)
    const request = last && rightBefore(sides, last, seen)
    return request ? { ...request, isAlarm } : null
  }
  if (plainEnd(`${before}${within}`.replace(polite, '')) !== '' && !hasTimeWords(before + within)) return null
  const next = firstAfter(sides)
  if (!next) return tidy(after) === '' && !isAlarm ? null : { when: null, text: tidy(after), isAlarm }
  const rest = textOf(sides.after, next.to, lengthOf(sides.after))
  return {
    when: reading(next, { seen: { ...seen, about: rest }, event: null, unread: startOf(rest, next) }),
    text: tidy(rest),
    isAlarm,
  }
}
