import { html } from 'hono/html'
import { broadcastRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { ForWhom, SchoolField } from '../../../knowledge/school.ts'
import { broadcastsInCare } from '../../../office/broadcasts/look.ts'
import { type ChangedPart, type OpenedField, toldByReminders } from '../../../office/content/field.ts'
import { changedLately } from '../../../office/content/told.ts'
import { may } from '../../../office/rights.ts'
import { parseInstant } from '../../../time/calendar.ts'
import { dayOf } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { linkButton, section } from '../../parts/pieces.ts'
import { type FactsVisit, settingRules, valueSaid, whomOf } from './rules.ts'

/** After a value that people were told has changed: what is known of whom the old one reached, and a notice to them that is begun. */
export async function tellOf({ visit, say }: FactsVisit, { line, versions }: OpenedField): Promise<Html> {
  const changed = changedLately({ versions: versions.slice(0, 1) }, visit.now)
  if (changed.length === 0 || !may(visit.actor, 'broadcast')) return ''
  const { tell } = say
  const saids = changed.map(one => saidOf({ visit, say }, line, one))
  const reminded = await visit.act(toldByReminders, settingRules(visit), { key: line.key })
  const { times, people } = 'done' in reminded ? reminded.done : { times: 0, people: 0 }
  const naming = await namingOld(visit, line.type, changed)
  const byReminders =
    times === 0
      ? ''
      : html`<p>${people === null ? fill(tell.reminders, { times }) : fill(tell.remindersPeople, { times, people })}</p>`
  const lines = naming.map(
    ({ number, template, people: reached }) =>
      html`<li><a href="/desk/broadcasts/${number}">${fill(tell.broadcastLine, { number, template })}</a> ${fill(tell.broadcastPeople, { people: reached })}</li>`,
  )
  const byBroadcasts =
    naming.length === 0 ? '' : html`<p>${fill(tell.broadcasts, { count: naming.length })}</p><ul>${lines}</ul>`
  return section(
    tell.title,
    html`${saids.map(said => html`<p>${fill(tell.changed, said)}</p>`)}${byReminders}${byBroadcasts}
      ${times === 0 && naming.length === 0 ? html`<p>${tell.nothing}</p>` : ''}
      <p>${fill(tell.privately, { days: visit.content.knowledge.retention.days.talk ?? 0 })}</p>
      <div class="acts">${pressButton(visit, 'tell', { button: tell.tellButton, values: { key: line.key } })}</div>
      <p class="note">${tell.honest}</p><div class="acts">${changed.map((one, n) => noticeButton({ visit, say }, one, saids[n]!))}</div>`,
    { id: 'tell' },
  )
}

/** A change as it is said. */
interface SaidChange extends Record<string, string> {
  whom: string
  label: string
  from: string
  to: string
}

function saidOf(
  { visit, say }: FactsVisit,
  { label, type }: Pick<SchoolField, 'label' | 'type'>,
  { part, from, to }: ChangedPart,
): SaidChange {
  const value = (one: string | null) => valueSaid({ visit, say }, type, one)
  return { whom: whomOf({ visit, say }, part), label, from: value(from), to: value(to) }
}

/** Leads to a notice that is begun. */
function noticeButton({ visit, say: { tell } }: FactsVisit, { part, to }: ChangedPart, said: SaidChange): Html {
  const text = to === null ? tell.textGone : part === null ? tell.text : tell.textWhom
  const query = new URLSearchParams({ text: fill(text, said), to: audienceOfPart(visit, part) })
  return linkButton(`/desk/broadcasts/new?${query}`, tell.button)
}

/** Whom a value was for, in the words in which audiences are said; all in one's care where there are none for it. */
function audienceOfPart({ actor, content }: Visit, part: ForWhom | null): string {
  const { school, mine } = content.rosterWords.audience
  const all = actor.scope.some(unit => unit.of === 'school') ? school[0]! : mine[0]!
  if (part?.class !== undefined) return `${part.college ?? ''}${part.class}`
  return part?.college ?? part?.building ?? all
}

/** The broadcasts that say an old value, those that the reader may see. */
async function namingOld(visit: Visit, type: SchoolField['type'], changed: readonly { from: string }[]) {
  const rules = broadcastRulesOf(visit.content)
  const texts = new Set(changed.flatMap(({ from }) => waysToSay(visit, type, from)))
  const found = new Map<string, { number: string; template: string; people: number }>()
  for (const search of texts)
    for (const stage of ['sent', 'ended'] as const) {
      const came = await visit.act(broadcastsInCare, rules, { stage, search, from: 0 })
      for (const { broadcast, counts } of 'done' in came ? came.done.listed : [])
        if (broadcast.body.includes(search)) found.set(broadcast.number, { ...broadcast, people: counts?.people ?? 0 })
    }
  return [...found.values()]
}

/** How people write a value. */
function waysToSay({ zone }: Visit, type: SchoolField['type'], value: string): string[] {
  const at = type === 'date' ? parseInstant(value, zone) : null
  return at ? [dayOf(at, zone).split(' ')[0]!, value.slice(0, 10)] : [value]
}
