import { fill } from '../../../content/words.ts'
import type { PersonalReminder } from '../../../core/reminder.ts'
import { numberOf } from '../../../core/text/numerals.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { readAnswer } from '../../../office/reminders/request.ts'
import { ruleText } from '../../../office/reminders/saying.ts'
import { plainTime } from '../../../time/plain.ts'
import type { Seen } from '../../../time/seen.ts'
import { isoDay } from '../../../time/shown.ts'
import type { Context } from '../../context.ts'
import { mineOf } from './ask.ts'
import { seenFrom } from './seen.ts'
import { type Told, told } from './told.ts'

/** What a message wants cancelled: by number, by words, all, or whichever is meant. */
export type Cancel = { by: 'number'; n: number } | { by: 'words'; words: string } | { by: 'all' } | { by: 'nothing' }

const cancelling = /^(?:请|麻烦|帮我)*(?:取消|删除|删掉|删了|去掉|撤销|关掉|停掉|不要)(?:掉|了)?(.{0,60})$/s
const notAnyMore = /^(?:请|以后)*(?:不用|不要|别|不必|无需|不需要)(?:再)?(?:提醒|叫)(?:我)?(.{0,60})$/s
const around =
  /^(?:[\s的第那这个条我,，。:：了]|全部的?提醒|提醒|闹钟|闹铃)+|(?:[\s的了吧。!！个条号,，]|提醒|闹钟|闹铃|啦)+$/g

/** Reads 取消提醒 2, 取消交钥匙的提醒, 别提醒我喝水了; null when the message wants no reminder cancelled. */
export function readCancel(message: string): Cancel | null {
  const text = plainTime(message).trim()
  const asked = notAnyMore.exec(text) ?? (/提醒|闹钟|闹铃/.test(text) ? cancelling.exec(text) : null)
  if (!asked) return null
  const all = /^(?:[的]|掉)?(?:全部|所有|全都|全)/.test(asked[1]!) || /(?:全部|所有|都)(?:取消|删)/.test(text)
  const words = asked[1]!.replace(around, '').replace(around, '').trim()
  if (all) return { by: 'all' }
  if (words === '') return { by: 'nothing' }
  const number = /^(\d{1,3}|[一二两三四五六七八九十]{1,3})$/.exec(words)
  return number ? { by: 'number', n: numberOf(number[1]!) } : { by: 'words', words }
}

/** 我的提醒: what one has, numbered. */
export async function list(context: Context): Promise<Told> {
  const { reminderWords: words } = context
  const mine = await mineOf(context)
  if (mine.length === 0) return told(words.none)
  return told([fill(words.mine, { count: mine.length }), ...mine.map(r => line(context, r)), words.mineHint].join('\n'))
}

/** Cancels what is meant and says what it was; asks when several fit. */
export async function cancelReminder(context: Context, which: Cancel): Promise<Told> {
  const { reminderWords: words } = context
  const mine = await mineOf(context)
  if (mine.length === 0) return told(words.none)
  const found = meant(mine, which, seenFrom(context))
  if (found.length === 0) return told(words.noSuch)
  if (found.length > 1 && which.by !== 'all')
    return told([words.cancelWhich, ...found.map(r => line(context, r))].join('\n'))
  const text =
    which.by === 'all'
      ? fill(words.cancelledAll, { count: found.length })
      : fill(words.cancelled, { text: found[0]!.text })
  return { ...told(text), effects: [{ do: 'cancel-reminder', which: { ids: found.map(r => r.id) } }] }
}

function meant(mine: readonly PersonalReminder[], which: Cancel, seen: Seen): PersonalReminder[] {
  if (which.by === 'all' || which.by === 'nothing') return [...mine]
  if (which.by === 'number') return mine.filter(r => r.n === which.n)
  const wanted = bareWords(which.words)
  const worded = mine.filter(r => wanted !== '' && bareWords(r.text).includes(wanted))
  if (worded.length > 0) return worded
  // 取消明天的提醒: by its day.
  const when = readAnswer(which.words, seen)
  if (when?.is !== 'time') return []
  const { at } = when
  const onDay = mine.filter(r => isoDay(new Date(r.due), seen.zone) === isoDay(at, seen.zone))
  const atTime = onDay.filter(r => r.due === at.getTime())
  return atTime.length > 0 ? atTime : onDay
}

function line(context: Context, { n, rule, due, text }: PersonalReminder): string {
  const when = ruleText(rule, new Date(due), context.turn.now, context)
  return fill(context.reminderWords.mineLine, { n, when, text })
}
