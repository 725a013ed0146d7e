import { almanacOf } from '../../../office/reminders/almanac.ts'
import type { Seen } from '../../../time/seen.ts'
import type { Context } from '../../context.ts'

/** From where this turn sees time expressions. The school's dates go by their labels and by the names in `reminders.yaml`. */
export function seenFrom(context: Context): Seen {
  const { turn, knowledge, reminderWords } = context
  const { fields, zone } = knowledge.school
  const dated = [...fields.values()].filter(f => f.type === 'date')
  const labels = dated.map(f => [f.label, f.key] as const)
  const named = Object.entries(reminderWords.dates).filter(([, key]) => fields.has(key))
  return {
    now: turn.now,
    zone,
    almanac: almanacOf(context),
    times: reminderWords.times,
    dates: new Map([...labels, ...named]),
  }
}
