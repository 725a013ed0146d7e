import type { Reminding } from '../../../core/session.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { understand } from '../../../knowledge/understanding/understand.ts'
import { readCorrection } from '../../../office/reminders/correction.ts'
import { readAnswer, readRequest } from '../../../office/reminders/request.ts'
import { tidy } from '../../../office/reminders/request-side.ts'
import type { Note } from '../../../time/days.ts'
import type { PastReading, Reading, TimeReading } from '../../../time/seen.ts'
import { type Context, type Decided, type Middleware, say } from '../../context.ts'
import { flowStartedBy } from '../../flow/begin/starts.ts'
import { activeFrame, goOn, where } from '../../flow/conversation.ts'
import { insideChat, sentTo } from '../../flow/private.ts'
import { decidedBy, mineOf, setOrAsk } from './ask.ts'
import { cancelReminder, list, readCancel } from './mine.ts'
import { seenFrom } from './seen.ts'
import { type Told, told } from './told.ts'

/** How long a question about a reminder waits for its answer, in milliseconds. */
const waitsFor = 15 * 60_000

/**
 * 明天下午三点提醒我…, 我的提醒, 取消提醒 2: sets, lists and cancels one's own reminders, in the private chat only. A group gets a line
 * that repeats nothing.
 */
export const reminder: Middleware = context => {
  const { turn, addressed } = context
  if (turn.update.timer || !addressed || context.text.length > 300) return null
  const act = wish(context) ?? answerTo(context)
  if (!act) return null
  return isHeldBack(context) ? null : privately(context, act)
}

type Act = (inside: Context) => Told | Promise<Told>

/** What a message wants done with reminders, from its text alone. */
function wish(context: Context): Act | null {
  const { text, reminderWords: words } = context
  const bare = bareWords(text)
  const isOne = (list: readonly string[]) => list.some(w => bareWords(w) === bare)
  if (isOne(words.list)) return list
  if (isOne(words.usageWords)) return () => told(words.usage)
  if (!/[提题][醒型]|闹钟|闹铃|鬧|[叫喊催](?:一下|醒)?我|提[下返]?我|call\s*我/.test(text)) return null
  const which = readCancel(text)
  if (which) return inside => cancelReminder(inside, which)
  const request = readRequest(text, seenFrom(context))
  return request && (inside => setOrAsk(inside, request))
}

/** The answer to what was asked back about a reminder: when, or what. */
function answerTo(context: Context): Act | null {
  const { turn, text, isGroup, reminderWords: words } = context
  const open = turn.session.reminding
  if (!open || isGroup || activeFrame(context) || turn.now.getTime() - open.askedAt > waitsFor) return null
  if (words.drop.some(w => bareWords(w) === bareWords(text))) return () => told(words.dropped)
  if (open.isSet) return corrected(context, open)
  if (!open.when) {
    const when = readAnswer(text, { ...seenFrom(context), about: open.text })
    return when && (inside => setOrAsk(inside, { when, text: open.text, isAlarmClock: open.isAlarmClock }))
  }
  const isElse =
    flowStartedBy(context) !== null || tidy(text) === '' || understand(context.knowledge, text).outcome === 'answer'
  const when = readingOf(open.when, turn.now)
  if (isElse || when.is === 'past') return null
  return inside => setOrAsk(inside, { when, text: tidy(text), isAlarmClock: false })
}

/** The time, or the times, that were kept while it was asked what they are for; over by now, perhaps. */
function readingOf({ also = [], ...first }: NonNullable<Reminding['when']>, now: Date): Reading {
  const each = [first, ...also].map(({ rule, at, notes = [] }): TimeReading | PastReading =>
    at <= now.getTime()
      ? { is: 'past', at: new Date(at) }
      : { is: 'time', rule, at: new Date(at), notes: notes as readonly Note[] },
  )
  return each.length > 1 && each.some(one => one.is === 'time') ? { is: 'times', each } : each[0]!
}

/** 下午三点, 不对，是晚上: puts right the reminder that was just set. */
function corrected(context: Context, { when: was, text, isAlarmClock }: Reminding): Act | null {
  if (!was) return null
  const set = { rule: was.rule, at: new Date(was.at), notes: (was.notes ?? []) as readonly Note[] }
  const when = readCorrection(context.text, { ...seenFrom(context), about: text }, set)
  if (!when) return null
  return async inside => {
    const mine = await mineOf(inside)
    const instead = mine.find(r => r.due === was.at && r.text === text) ?? null
    return setOrAsk(inside, { when, text, isAlarmClock }, instead)
  }
}

/** Free writing in a conversation is what it is, whatever it says. */
function isHeldBack(context: Context): boolean {
  const frame = activeFrame(context)
  const pending = frame && where(context, frame)?.pending
  return pending?.type === 'text' && pending.free
}

/** Acts in the private chat. In a conversation that runs there, its question is asked again below. */
async function privately(context: Context, act: Act): Promise<Decided> {
  const { turn, isGroup, reach, reminderWords: words } = context
  const home = isGroup ? turn.update.person.privateChat : turn.update.chat
  if (!home) return say(words.inGroupAlone)
  if (reach && !reach.has(home.channel)) return say(isGroup ? words.inGroupAlone : words.cannotPush)
  const inside = isGroup ? insideChat(context, home) : context
  const result = await act(inside)
  if (!isGroup) return saying(inside, result)
  // What was asked back could not be answered from there: the question belongs to the group's session.
  if (result.reminding && !result.reminding.isSet) return say(words.inGroupAlone)
  const { effects, verdict } = saying(inside, result)
  return { effects: [...say(words.inGroup).effects, ...sentTo(home, effects)], verdict }
}

function saying(context: Context, result: Told): Decided {
  const frame = activeFrame(context)
  if (!frame || !where(context, frame)) return decidedBy(result)
  return {
    ...goOn(context, frame, { before: [{ text: result.text }], effects: result.effects }),
    session: { reminding: null },
  }
}
