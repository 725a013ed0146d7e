import { html } from 'hono/html'
import { checkPart } from '../../../office/content/parts.ts'
import { tryDate } from '../../../office/reminders/dates.ts'
import type { Html } from '../../desk.ts'
import { notice } from '../../parts/pieces.ts'
import { effectOfDate } from '../calendar/trying.ts'
import type { CalendarWords } from '../calendar/words.ts'
import type { SetPart } from './one.ts'
import { type FactsVisit, settingRules } from './rules.ts'

/** What a value would come to: what is wrong or doubtful, and of a date what moves with it. */
export async function foreseeValue(
  { visit, say }: FactsVisit,
  set: Pick<SetPart, 'key' | 'part' | 'value'>,
): Promise<Html | { refused: string }> {
  const checked = await visit.act(checkPart, settingRules(visit), set)
  if ('refused' in checked) return { refused: checked.refused.says }
  const { faults, warnings } = checked.done
  if (faults.length > 0) return html`${faults.map(({ what, cure }) => notice(`${what} ${cure}`, 'bad'))}`
  const told = html`${warnings.length === 0 ? notice(say.one.fine, 'good') : ''}${warnings.map(says => notice(says))}`
  const { key, part, value } = set
  const moved = await visit.act(tryDate, visit.content, { field: key, part, value })
  if ('refused' in moved) return told
  return html`${told}${effectOfDate(visit, visit.words.of('calendar') as CalendarWords, moved.done.effect)}`
}
