import { hasTimeWords } from '../../time/leftover.ts'
import type { Expression } from '../../time/piece.ts'
import { plainOf } from '../../time/plain.ts'
import { readingOf } from '../../time/reading.ts'
import type { Reading, Seen } from '../../time/seen.ts'
import {
  aboutEvent,
  asks,
  isQuestion,
  type Request,
  reading,
  reminding,
  rightBefore,
  wordsBehind,
} from './remind-me.ts'
import {
  firstAfter,
  lastBefore,
  lengthOf,
  plainEnd,
  polite,
  type Sides,
  sideOf,
  sidesOf,
  simple,
  textOf,
  tidy,
} from './request-side.ts'

/** The longest message that is read as a request. */
const longest = 300

const verb =
  /(?<kind>[提题][醒型])(?:一下|一声|下)?(?:我们?|俺|咱们?)(?:一下|一声|下(?=[\s,。;:!~]|$))?|(?:叫醒|喊醒|叫|喊|催)(?:一下)?我(?!们|的|什么)(?:一下|一声)?|(?:叫|喊)我起(?:床|来)|(?<loose>提[下返]?我(?!们|的|什么|名|到|起|供)|call\s*我)/
const making =
  /(?:设置|设定|设|定|订|建|加|创建|新建|弄|来)(?:一个|一下|个|一|下)?(?<within>[^,。;:]{0,30}?)(?:的)?(?<what>提醒|闹钟|闹铃)(?<after>.*)$/s
const forbidding = /(?:不用|不要|别|不必|无需|取消|谁|有人|没)$/

/**
 * What a whole message asks to be reminded of, or null when it is no such request. 学校会提醒我吗 and 叫我小王 are none. A time that cannot
 * be read for sure comes back as what is wrong with it, or as null: it is asked for, and nothing of it is left out in silence.
 */
export function readRequest(message: string, seen: Seen): Request | null {
  const request = requestIn(message, seen)
  // 8点和10点都行: one of them.
  const isOneOf = request?.when?.is === 'times' && /都行|都可以|都成|任选|随便|之间|二选一/.test(message)
  return isOneOf ? { ...request, when: { is: 'several' } } : request
}

function requestIn(message: string, seen: Seen): Request | null {
  if (message.length > longest) return null
  const whole = plainOf(message).whole.trim()
  const asked = verb.exec(simple(whole))
  if (!asked) return bare(whole, seen) ?? made(whole, seen)
  const [before, after] = [whole.slice(0, asked.index), whole.slice(asked.index + asked[0].length)]
  if (forbidding.test(before.trimEnd())) return null
  const sides = sidesOf(before, after, seen)
  if (asked.groups?.kind) return reminding(sides, seen)
  // 老师提我了: speaks of me, unless a time stands right there.
  const isBeside = lastBefore(sides) || firstAfter(sides) || aboutEvent.test(before)
  return asked.groups?.loose && !isBeside ? null : calling(sides, seen)
}

/** 提醒一下这周六晚上聚餐; 大后天中午约饭，记得提醒: without 我, so a time must stand there too. */
function bare(whole: string, seen: Seen): Request | null {
  const first = /^(?:请|麻烦|记得)?提醒(?:一下|一声)?(?!我)/.exec(whole)
  if (first) {
    const sides = sidesOf('', whole.slice(first[0].length), seen)
    return firstAfter(sides) && !isQuestion.test(whole) ? reminding(sides, seen) : null
  }
  const last = /(?:[\s,。;]|(?<![的设定置个]))(?:记得|到时候?|麻烦|请)?提醒(?:一下|一声|下)?[。!~\s]*$/.exec(whole)
  if (!last || last.index === 0 || asks.test(whole)) return null
  const sides = sidesOf(whole.slice(0, last.index), '', seen)
  return sides.before.found.length > 0 ? reminding(sides, seen) : null
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

/** 明早六点半叫我起床, 叫我明早六点起床: calling needs a time, 叫我小王 is something else. */
function calling(sides: Sides, seen: Seen): Request | null {
  const { before, after } = sides
  const text = tidy(textOf(after, 0, lengthOf(after)))
  if (isQuestion.test(text)) return null
  const last = lastBefore(sides)
  const head = textOf(before, 0, last?.from ?? lengthOf(before)).replace(polite, '')
  if (last) {
    const found = rightBefore(sides, last, seen)
    return found && { ...found, isAlarmClock: true }
  }
  const next = firstAfter(sides)
  const subject = plainEnd(head)
  const isKnown =
    before.found.length > 0 ||
    hasTimeWords(head.replace(/^以后/, '')) ||
    (subject !== '以后' && aboutEvent.test(subject))
  // 6.18晚八点抢显卡，到时候喊我
  if (subject !== '' && !isKnown) return null
  if (subject !== '' || (!next && /^(?:起床|起来|醒)/.test(text))) {
    const found = reminding(sides, seen)
    return found && { ...found, isAlarmClock: true }
  }
  if (!next) return null
  const rest = textOf(after, next.to, lengthOf(after))
  return {
    when: reading(next, { seen: { ...seen, about: rest }, event: null, unread: wordsBehind(after, next) }),
    text: tidy(rest),
    isAlarmClock: true,
  }
}

/** 帮我设个明天下午三点的提醒：交钥匙; 定个闹钟，明早七点. */
function made(whole: string, seen: Seen): Request | null {
  const found = making.exec(simple(whole))
  if (!found || isQuestion.test(whole) || asks.test(whole)) return null
  const { within = '', after: length = '', what } = found.groups ?? {}
  const isAlarmClock = what !== '提醒'
  const before = whole.slice(0, found.index)
  const after = whole.slice(whole.length - length.length)
  const sides = sidesOf(`${before}${within}`, after, seen)
  if (sides.before.found.length > 0) {
    const last = lastBefore(sides)
    const request = last && rightBefore(sides, last, seen)
    return request ? { ...request, isAlarmClock } : null
  }
  if (plainEnd(`${before}${within}`.replace(polite, '')) !== '' && !hasTimeWords(before + within)) return null
  const next = firstAfter(sides)
  if (!next) return tidy(after) === '' && !isAlarmClock ? null : { when: null, text: tidy(after), isAlarmClock }
  const rest = textOf(sides.after, next.to, lengthOf(sides.after))
  return {
    when: reading(next, { seen: { ...seen, about: rest }, event: null, unread: wordsBehind(sides.after, next) }),
    text: tidy(rest),
    isAlarmClock,
  }
}
