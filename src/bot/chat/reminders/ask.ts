import { fill } from '../../../content/words.ts'
import { saying } from '../../../core/delivery.ts'
import { mostReminders, type PersonalReminder } from '../../../core/reminder.ts'
import type { Reminding } from '../../../core/session.ts'
import { deadlineOf } from '../../../knowledge/school.ts'
import type { Request } from '../../../office/reminders/remind-me.ts'
import { instantText, ruleText } from '../../../office/reminders/saying.ts'
import type { PastReading, Reading, TimeReading } from '../../../time/seen.ts'
import { dayOf } from '../../../time/shown.ts'
import type { Context, Decided } from '../../context.ts'
import { comingOf, setEach, setOne, timeLine } from './set.ts'
import { type Told, told } from './told.ts'

/** The longest text of a reminder, in characters. */
const longest = 100
/**
 * Sets a reminder, or several, and confirms each with weekday and date, or asks for what is missing, over, or not understood. `instead`: the one
 * whose place it takes.
 */
export async function setOrAsk(
  context: Context,
  request: Request,
  instead: PersonalReminder | null = null,
): Promise<Told> {
  const { turn, reminderWords: words } = context
  const { when, text, isAlarmClock } = request
  if ([...text].length > longest) return told(fill(words.tooLong, { most: longest }))
  const said = text || (isAlarmClock ? words.ring : '')
  const asking = (question: string, known: Reminding['when'] = null): Told => ({
    text: question,
    reminding: { when: known, text: said, isAlarmClock, askedAt: turn.now.getTime() },
    effects: [],
  })
  if (when === null) return asking(fill(words.askWhen, { text: text || words.ring }))
  if (when.is !== 'time' && when.is !== 'times') return asking(trouble(context, when))
  const each = when.is === 'times' ? when.each : [when]
  if (said === '') return asking(whatFor(context, each), keptIn(each))
  const full = await tooMany(context, comingOf(each).length - (instead ? 1 : 0))
  if (full) return full
  return when.is === 'time'
    ? setOne(context, when, { text: said, isAlarmClock, instead })
    : setEach(context, each, said)
}

/** What to say when there is no room for so many more. */
async function tooMany(context: Context, more: number): Promise<Told | null> {
  const { reminderWords: words } = context
  const { length: count } = await mineOf(context)
  if (count + more <= mostReminders) return null
  const isFull = count >= mostReminders
  return told(fill(isFull ? words.tooMany : words.tooManyMore, { count, more, most: mostReminders }))
}

/** Asks what several times, or one, are for; those that are over are said with it. */
function whatFor(context: Context, each: readonly (TimeReading | PastReading)[]): string {
  const { turn, reminderWords: words } = context
  const when = comingOf(each).map(({ rule, at }) => ruleText(rule, at, turn.now, context))
  const over = each.filter(time => time.is === 'past').map(time => timeLine(time, context))
  return [...over, fill(words.askWhat, { when: when.join('、') })].join('\n')
}

function keptIn(each: readonly (TimeReading | PastReading)[]): Reminding['when'] {
  const [first, ...also] = comingOf(each).map(({ rule, at, notes }) => ({ rule, at: at.getTime(), notes }))
  return { ...first!, also }
}

/** The reminders of whoever writes. */
export function mineOf({ turn }: Context): Promise<PersonalReminder[]> {
  return turn.read.reminders.mine({ handle: turn.update.person.id, number: turn.who.number })
}

/** Why a time cannot be taken, and what to say instead. */
function trouble(context: Context, when: Exclude<Reading, { is: 'time' | 'times' }>): string {
  const { turn, knowledge, reminderWords: words } = context
  switch (when.is) {
    case 'past':
      return fill(words.past, { when: instantText(when.at, turn.now, context) })
    case 'no-time':
      return words.askTime
    case 'no-day':
    case 'no-hour':
      return words.noDay
    case 'differs':
      return fill(words.differs, { date: dayOf(when.at, knowledge.school.zone) })
    case 'no-event':
      return words.noEvent
    case 'several':
    case 'limit':
    case 'vague':
    case 'unclear':
      return words[when.is]
    case 'far':
      return words.far
    case 'unsupported':
      return words.unsupported
    case 'unset': {
      const field = knowledge.school.fields.get(when.field)
      return fill(words.unset, { label: field?.label ?? '', ask: field?.ask ?? knowledge.phrases.officeUnset })
    }
    case 'date-past': {
      const deadline = deadlineOf(knowledge.school, when.field, turn.now)
      const date = deadline ? dayOf(deadline.at, knowledge.school.zone) : ''
      return fill(words.datePast, { label: deadline?.field.label ?? '', date })
    }
  }
}

/** What says what a request came to. */
export function decidedBy({ text, reminding, effects }: Told): Decided {
  return {
    effects: [...effects, { do: 'say', toPerson: true, saying: saying(text) }],
    verdict: { outcome: 'flow', entry: null, score: 1, candidates: [] },
    session: { reminding },
  }
}
