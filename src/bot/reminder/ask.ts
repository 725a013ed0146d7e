import { fill } from '../../content/words.ts'
import type { PersonalReminder } from '../../core/reminder.ts'
import { mostReminders } from '../../core/reminder.ts'
import type { Reminding } from '../../core/session.ts'
import type { Effect } from '../../core/turn.ts'
import type { Request } from '../../delivery/request.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import type { Reading } from '../../time/when.ts'
import type { Context, Step } from '../context.ts'
import { dayOf } from '../flow/deadline.ts'
import { instantText, ruleText } from './wording.ts'

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

/** Sets a reminder and confirms it with weekday and date, or asks for what is missing, over, or not understood. */
export async function ask(context: Context, request: Request): Promise<Told> {
  const { turn, reminderWords: words } = context
  const { when, text, isAlarm } = request
  if ([...text].length > longest) return told(fill(words.tooLong, { most: longest }))
  const asking = (said: string, known: Reminding['when'] = null): Told => ({
    text: said,
    reminding: { when: known, text: text || (isAlarm ? words.alarm : ''), isAlarm, askedAt: turn.now.getTime() },
    effects: [],
  })
  if (when === null) return asking(fill(words.askWhen, { text: text || words.alarm }))
  if (when.is !== 'time') return asking(trouble(context, when))
  const said = text || (isAlarm ? words.alarm : '')
  const known = { rule: when.rule, at: when.at.getTime(), isGuess: when.isGuess }
  if (said === '') return asking(fill(words.askWhat, { when: ruleText(when.rule, when.at, turn.now, context) }), known)
  const mine = await mineOf(context)
  if (mine.length >= mostReminders) return told(fill(words.tooMany, { most: mostReminders }))
  return set(context, { ...when, text: said })
}

/** The reminders of whoever writes. */
export function mineOf({ turn }: Context): Promise<PersonalReminder[]> {
  return turn.read.reminders.mine({ handle: turn.update.person.id, number: turn.who.number })
}

function set(context: Context, { rule, at, isGuess, text }: Extract<Reading, { is: 'time' }> & { text: string }): Told {
  const { turn, knowledge, reminderWords: words } = context
  const repeats = rule.on !== 'once' && rule.on !== 'school-date'
  // A date of the school may still move.
  const until = rule.on === 'once' ? at.getTime() + 2 * dayMs : turn.now.getTime() + repeatsFor * (repeats ? 1 : 2)
  const when = ruleText(rule, at, turn.now, context)
  const isSample = rule.on === 'school-date' && knowledge.school.fields.get(rule.field)?.isSample
  const lines = [
    repeats
      ? fill(words.setRepeating, { when, text, until: dayOf(new Date(until), knowledge.school.zone) })
      : fill(words.set, { when, text }),
    ...(isGuess ? [words.guessed] : []),
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
  return { text: lines.join('\n'), reminding: null, effects: [effect] }
}

/** Why a time cannot be taken, and what to say instead. */
function trouble(context: Context, when: Exclude<Reading, { is: 'time' }>): string {
  const { turn, knowledge, reminderWords: words } = context
  switch (when.is) {
    case 'past':
      return fill(words.past, { when: instantText(when.at, turn.now, context) })
    case 'no-time':
      return words.askTime
    case 'lunar':
      return words.lunar
    case 'no-day':
      return words.noDay
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
export function stepOf({ text, reminding, effects }: Told): Step {
  return {
    effects: [...effects, { do: 'say', toPerson: true, saying: { text, choices: [], images: [], rateable: false } }],
    verdict: { outcome: 'flow', entry: null, score: 1, candidates: [] },
    session: { reminding },
  }
}
