import { fill } from '../../../content/words.ts'
import type { PersonalReminder } from '../../../core/reminder.ts'
import type { Effect } from '../../../core/turn.ts'
import { isCorrigible } from '../../../office/reminders/correction.ts'
import { instantText, ruleText } from '../../../office/reminders/saying.ts'
import { dayMs } from '../../../time/days.ts'
import type { PastReading, TimeReading } from '../../../time/seen.ts'
import { dayOf } from '../../../time/shown.ts'
import type { Context } from '../../context.ts'
import { noteLines } from './notes.ts'
import { type Told, told } from './told.ts'

/** After this long a repeated reminder ends by itself: people leave school. */
const repeatsFor = 180 * dayMs

const repeats = ({ rule }: TimeReading) => rule.on !== 'once' && rule.on !== 'school-date'

/** After this it is not said any more. */
function untilOf({ rule, at }: TimeReading, now: Date): number {
  const ring = at.getTime() + 2 * dayMs
  if (rule.on === 'once') return ring
  // A date of the school may still move; what comes yearly is said once at least.
  return Math.max(ring, now.getTime() + repeatsFor * (rule.on === 'school-date' ? 2 : 1))
}

function effectOf(time: TimeReading, text: string, { turn }: Context): Effect {
  const { rule, at } = time
  const until = untilOf(time, turn.now)
  const { chat } = turn.update
  return { do: 'set-reminder', name: null, text, rule, due: at.getTime(), until, reply: null, chat }
}

/** Sets one reminder, and says what about its time was a guess: the next message may put it right. `instead`: the one whose place it takes. */
export function setOne(
  context: Context,
  time: TimeReading,
  { text, isAlarmClock, instead }: { text: string; isAlarmClock: boolean; instead: PersonalReminder | null },
): Told {
  const { turn, knowledge, reminderWords: words } = context
  const { rule, at, notes } = time
  const when = ruleText(rule, at, turn.now, context)
  const isSample = rule.on === 'school-date' && knowledge.school.fields.get(rule.field)?.isSample
  const lines = [
    repeats(time)
      ? fill(words.setRepeating, { when, text, until: untilText([time], context) })
      : fill(instead ? words.changed : words.set, { when, text }),
    ...noteLines(notes, at, context),
    ...(isSample ? [words.sample] : []),
  ]
  const known = { rule, at: at.getTime(), notes }
  const gone: Effect[] = instead ? [{ do: 'cancel-reminder', which: { ids: [instead.id] } }] : []
  return {
    text: lines.join('\n'),
    reminding: { when: known, text, isAlarmClock, askedAt: turn.now.getTime(), isSet: true },
    effects: [...gone, effectOf(time, text, context)],
  }
}

/** Sets several reminders of the same in one go: names each, and those that are over. */
export function setEach(context: Context, each: readonly (TimeReading | PastReading)[], text: string): Told {
  const { knowledge, reminderWords: words } = context
  const coming = comingOf(each)
  const again = coming.filter(repeats)
  const isSample = coming.some(
    ({ rule: r }) => r.on === 'school-date' && knowledge.school.fields.get(r.field)?.isSample,
  )
  const plainNotes = coming.flatMap(({ notes, at }) =>
    noteLines(
      notes.filter(note => !isCorrigible(note)),
      at,
      context,
    ),
  )
  const lines = [
    fill(words.setSeveral, { count: coming.length, text }),
    ...each.map(time => timeLine(time, context)),
    ...new Set(plainNotes),
    ...(again.length > 0 ? [fill(words.severalUntil, { until: untilText(again, context) })] : []),
    ...(isSample ? [words.sample] : []),
    words.severalHint,
  ]
  return { ...told(lines.join('\n')), effects: coming.map(time => effectOf(time, text, context)) }
}

/** Those of several times that are not over. */
export const comingOf = (each: readonly (TimeReading | PastReading)[]): TimeReading[] =>
  each.filter(time => time.is === 'time')

/** The line of one of several times: what it is, whether it was guessed, or that it is over. */
export function timeLine(time: TimeReading | PastReading, context: Context): string {
  const { turn, reminderWords: words } = context
  if (time.is === 'past') return fill(words.severalPast, { when: instantText(time.at, turn.now, context) })
  const when = ruleText(time.rule, time.at, turn.now, context)
  return fill(time.notes.some(isCorrigible) ? words.severalGuessed : words.severalLine, { when })
}

function untilText(times: readonly TimeReading[], { turn, knowledge }: Context): string {
  const last = Math.max(...times.map(time => untilOf(time, turn.now)))
  return dayOf(new Date(last), knowledge.school.zone)
}
