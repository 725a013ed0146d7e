import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { CareEntry } from '../../../core/work/care.ts'
import { dateText, isoDay } from '../../../time/shown.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { area, field, form, pressButton, ticks } from '../../parts/form.ts'
import { badge, card, empty, facts, notice, quote, section, time } from '../../parts/pieces.ts'
import type { CarePageWords } from './words.ts'

/** The reasons that may be ticked. */
export const reasonOptions = ({ content }: Visit) =>
  content.careListWords.reasons.map(({ id, name }) => ({ value: id, label: name }))

/** Why somebody is on the list. */
export const reasonBadges = (visit: Visit, { reasons }: CareEntry): Html =>
  html`${reasonOptions(visit)
    .filter(r => reasons.includes(r.value))
    .map(r => html`${badge(r.label)} `)}`

/** When the next talk is, where its day has come. */
export function nextBadge({ now, zone }: Visit, say: CarePageWords, { next, state }: CareEntry): Html {
  if (next === null || state === 'closed') return ''
  const [day, today] = [isoDay(new Date(next.at), zone), isoDay(now, zone)]
  if (day > today) return ''
  return day === today ? badge(say.today, 'warn') : badge(say.over, 'bad')
}

/** What a card says of an entry. */
export function careLines(visit: Visit, say: CarePageWords, entry: CareEntry): Html {
  const { unit, student, talks, next, byName, result, closedAt, state } = entry
  const { labels } = say
  const last = talks.at(-1)
  const when = next === null ? say.noNext : dateText(isoDay(new Date(next.at), visit.zone))
  return facts([
    [labels.class, unit ? `${unit.college} ${unit.name}` : say.left],
    [labels.student, student],
    [labels.talks, fill(say.times, { count: talks.length })],
    [labels.last, last ? dateText(last.day) : ''],
    [labels.next, state === 'open' ? when : ''],
    [labels.by, byName || say.left],
    [labels.closed, closedAt === null ? '' : time(visit, closedAt)],
    [labels.result, result],
  ])
}

/** One student on the list with all that was noted, and what can be done. */
export function careEntryView(visit: Visit, say: CarePageWords, entry: CareEntry): View {
  const { id, name, state, talks } = entry
  const noted = talks.map(t => html`<p class="note">${dateText(t.day)} · ${t.byName || say.left}</p>${quote(t.note)}`)
  const isOpen = state === 'open'
  return {
    title: name || say.left,
    up: { to: '/desk/care-list', label: say.one.up },
    main: html`${card({
      title: name || say.left,
      marks: html`${reasonBadges(visit, entry)} ${nextBadge(visit, say, entry)}`,
      lines: careLines(visit, say, entry),
      acts: isOpen ? '' : pressButton(visit, 'reopen', { button: say.reopen, look: 'quiet', values: { id } }),
    })}${isOpen ? '' : notice(say.one.gone, 'good')}${section(say.talks.title, talks.length === 0 ? empty(say.talks.none) : html`${noted}`)}${isOpen ? html`${talking(visit, say, entry)}${changing(visit, say, entry)}${closing(visit, say, entry)}` : ''}${section(say.drop.title, pressButton(visit, 'drop', { button: say.drop.button, look: 'grave', values: { id } }), { note: say.drop.note })}`,
  }
}

/** What was entered in a form that was refused just now, or what stands there. */
const entered = ({ tried }: Visit, act: string, name: string, value: string) =>
  tried?.act === act ? tried.form.get(name) : value

function talking(visit: Visit, { talk: words }: CarePageWords, { id }: CareEntry): Html {
  const today = isoDay(visit.now, visit.zone)
  const most = visit.content.careListWords.longest.note
  const body = html`${field('day', words.day, { type: 'date', value: entered(visit, 'talk', 'day', today), isNeeded: true })}
    ${area('note', words.note, { value: entered(visit, 'talk', 'note', ''), isNeeded: true, most, rows: 3 })}
    ${field('next', words.next, { type: 'date', value: entered(visit, 'talk', 'next', '') })}`
  return section(words.title, form(visit, 'talk', body, { button: words.button, values: { id } }))
}

function changing(visit: Visit, { change: words }: CarePageWords, { id, reasons, next }: CareEntry): Html {
  const day = next === null ? '' : isoDay(new Date(next.at), visit.zone)
  const body = html`${ticks('reasons', words.reasons, { options: reasonOptions(visit), values: reasons })}
    ${field('next', words.next, { type: 'date', value: entered(visit, 'change', 'next', day) })}`
  return html`<details><summary>${words.title}</summary>${form(visit, 'change', body, { button: words.button, look: 'quiet', values: { id } })}</details>`
}

function closing(visit: Visit, { close: words }: CarePageWords, { id }: CareEntry): Html {
  const most = visit.content.careListWords.longest.result
  const body = field('result', words.result, { value: entered(visit, 'close', 'result', ''), most })
  return section(words.title, form(visit, 'close', body, { button: words.button, look: 'quiet', values: { id } }))
}
