import { fill } from '../../../content/words.ts'
import { saying } from '../../../core/delivery.ts'
import type { PersonalReminder } from '../../../core/reminder.ts'
import { mostReminders } from '../../../core/reminder.ts'
import type { Reminding } from '../../../core/session.ts'
import type { Effect } from '../../../core/turn.ts'
import { deadlineOf } from '../../../knowledge/school.ts'
import type { Request } from '../../../office/reminders/remind-me.ts'
import { instantText, ruleText } from '../../../office/reminders/saying.ts'
import type { Reading } from '../../../time/seen.ts'
import { dayOf } from '../../../time/shown.ts'
import type { Context, Decided } from '../../context.ts'
import { noteLines } from './notes.ts'

/** What a request comes to: what is said, what is kept in mind for the next message, what is saved. */
export interface Told {
  text: string
  reminding: Reminding | null
  effects: Effect[]
}

/** The longest text of a reminder, in characters. */
const longest = 100
const dayMs = 86_400_000
/** After this long a repeated reminder ends by itself: people leave school. */
const repeatsFor = 180 * dayMs

/** Only a sentence back, and nothing to remember. */
export const told = (text: string): Told => ({ text, reminding: null, effects: [] })

/**
 * Sets a reminder and confirms it with weekday and date, or asks for what is missing, over, or not understood. `instead`: the one whose
 * place it takes.
 */
export async function setOrAsk(
  context: Context,
  request: Request,
  instead: PersonalReminder | null = null,
): Promise<Told> {
  const { turn, reminderWords: words } = context
  const { when, text, isAlarmClock } = request
  if ([...text].length > longest) return told(fill(words.tooLong, { most: longest }))
  const asking = (said: string, known: Reminding['when'] = null): Told => ({
    text: said,
    reminding: {
      when: known,
      text: text || (isAlarmClock ? words.ring : ''),
      isAlarmClock,
      askedAt: turn.now.getTime(),
    },
    effects: [],
  })
  if (when === null) return asking(fill(words.askWhen, { text: text || words.ring }))
  if (when.is !== 'time') return asking(trouble(context, when))
  const said = text || (isAlarmClock ? words.ring : '')
  const known = { rule: when.rule, at: when.at.getTime(), notes: when.notes }
  if (said === '') return asking(fill(words.askWhat, { when: ruleText(when.rule, when.at, turn.now, context) }), known)
  const mine = await mineOf(context)
  if (!instead && mine.length >= mostReminders) return told(fill(words.tooMany, { most: mostReminders }))
  return set(context, { ...when, text: said }, { isAlarmClock, instead })
}

/** The reminders of whoever writes. */
export function mineOf({ turn }: Context): Promise<PersonalReminder[]> {
  return turn.read.reminders.mine({ handle: turn.update.person.id, number: turn.who.number })
}

function set(
  context: Context,
  { rule, at, notes, text }: Extract<Reading, { is: 'time' }> & { text: string },
  { isAlarmClock, instead }: { isAlarmClock: boolean; instead: PersonalReminder | null },
): Told {
  const { turn, knowledge, reminderWords: words } = context
  const repeats = rule.on !== 'once' && rule.on !== 'school-date'
  // A date of the school may still move.
  const until = rule.on === 'once' ? at.getTime() + 2 * dayMs : turn.now.getTime() + repeatsFor * (repeats ? 1 : 2)
  const when = ruleText(rule, at, turn.now, context)
  const isSample = rule.on === 'school-date' && knowledge.school.fields.get(rule.field)?.isSample
  const lines = [
    repeats
      ? fill(words.setRepeating, { when, text, until: dayOf(new Date(until), knowledge.school.zone) })
      : fill(instead ? words.changed : words.set, { when, text }),
    ...noteLines(notes, at, context),
    ...(isSample ? [words.sample] : []),
  ]
  const effect: Effect = {
    do: 'set-reminder',
    name: null,
    text,
    rule,
    due: at.getTime(),
    until,
    reply: null,
    chat: turn.update.chat,
  }
  const reminding = {
    when: { rule, at: at.getTime(), notes },
    text,
    isAlarmClock,
    askedAt: turn.now.getTime(),
    isSet: true,
  }
  const gone: Effect[] = instead ? [{ do: 'cancel-reminder', which: { ids: [instead.id] } }] : []
  return { text: lines.join('\n'), reminding, effects: [...gone, effect] }
}

/** Why a time cannot be taken, and what to say instead. */
function trouble(context: Context, when: Exclude<Reading, { is: 'time' }>): string {
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

/** A step that says what a request came to. */
export function decidedBy({ text, reminding, effects }: Told): Decided {
  return {
    effects: [...effects, { do: 'say', toPerson: true, saying: saying(text) }],
    verdict: { outcome: 'flow', entry: null, score: 1, candidates: [] },
    session: { reminding },
  }
}
