import type { Rule } from '../../core/reminder.ts'
import type { Effect } from '../../core/turn.ts'
import type { Flow } from '../../flows/schema.ts'
import type { FlowEffect, Walk } from '../../flows/walk.ts'
import { almanacOf } from '../../office/reminders/almanac.ts'
import { dayMs } from '../../time/days.ts'
import { instantAt, nextOccurrence } from '../../time/recurrence.ts'
import { isoDay } from '../../time/shown.ts'
import type { Context } from '../context.ts'
import { spoken } from './speak.ts'

/** A date of the school may still move; after this nobody waits for it. */
const waitsFor = 400 * dayMs

/**
 * What a flow asks to be said later, in the person's private chat. One of the same name takes the place of the last; a day that is over
 * or not set, or nowhere to say it, leaves none.
 */
export function remind(context: Context, flow: Flow, walked: Walk, effect: FlowEffect): Effect[] {
  const { turn, isGroup } = context
  const of = flow.submits?.repeatable ? `:${walked.frame.answers.receipt ?? walked.frame.run}` : ''
  const name = `${flow.name}:${effect.with.name}${of}`
  const none: Effect = { do: 'cancel-reminder', which: { name } }
  const chat = turn.update.person.privateChat ?? (isGroup ? null : turn.update.chat)
  const rule = effect.with.cancel === true ? null : ruleOf(context, effect)
  const at = rule && nextOccurrence(rule, turn.now, { almanac: almanacOf(context) })
  if (!rule || !at || !chat) return [none]
  const text = spoken(context, flow, walked, String(effect.with.text))
  const reply = effect.with.reply === undefined ? null : String(effect.with.reply)
  const until = rule.on === 'once' ? at.getTime() + 2 * dayMs : turn.now.getTime() + waitsFor
  return [{ do: 'set-reminder', name, text, rule, due: at.getTime(), until, reply, chat }]
}

function ruleOf({ turn, knowledge, reminderWords }: Context, { with: given }: FlowEffect): Rule | null {
  const { zone } = knowledge.school
  const [days, time] = [Number(given.days ?? 0), String(given.time ?? reminderWords.times.day)]
  const at = given.at === 'today' ? isoDay(turn.now, zone) : given.at
  if (typeof at !== 'string') return null
  if (!/^\d{4}-/.test(at)) return { on: 'school-date', field: at, days: [-days], time, zone, workdays: 'any' }
  return { on: 'once', at: instantAt(Date.parse(`${at}T00:00:00Z`) + days * dayMs, time, zone).getTime() }
}
