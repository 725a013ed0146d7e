import { html } from 'hono/html'
import { activityRulesOf, broadcastRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { listActivities } from '../../../office/activities/look.ts'
import { broadcastsPlanned } from '../../../office/broadcasts/planned.ts'
import { unitName } from '../../../office/people/naming.ts'
import { unitKey } from '../../../office/people/where.ts'
import { type Calendar, type CalendarChange, readCalendar } from '../../../office/reminders/calendar.ts'
import { dayOf, isoDay } from '../../../time/shown.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { filters, hiddenFields, pressButton, select, tabs, ticks } from '../../parts/form.ts'
import { unitAsked } from '../../parts/part.ts'
import { card, download, empty, linkButton, section } from '../../parts/pieces.ts'
import { type AskedMonth, addressFor, monthAsked, monthsLater, spanOf, thingKinds } from './address.ts'
import { countsFor } from './counts.ts'
import { monthGrid } from './month.ts'
import { changeText, unitsSaid } from './says.ts'
import { type Thing, thingsOf } from './things.ts'
import type { CalendarWords } from './words.ts'

/** A month of the calendar, as a month or as a list. */
export async function calendarOverview(visit: Visit, say: CalendarWords): Promise<View | null> {
  const asked = monthAsked(visit)
  const span = spanOf(asked, visit.zone)
  const came = await visit.act(readCalendar, visit.content, { ...span, unit: asked.unit })
  if ('refused' in came) return null
  const { calendar } = came.done
  const wanted = asked.of.includes('broadcasts')
  const rules = broadcastRulesOf(visit.content)
  const sent = wanted ? await visit.act(broadcastsPlanned, rules, { ...span, units: calendar.units }) : null
  const broadcasts = sent && 'done' in sent ? sent.done.broadcasts : []
  const planned = await visit.act(listActivities, activityRulesOf(visit.content), { ...span, unit: unitAsked(visit) })
  const activities = 'done' in planned ? planned.done.activities : []
  const counts = asked.view === 'list' ? await countsFor(visit, calendar) : new Map()
  const things = thingsOf(visit, asked.of, { say, calendar, broadcasts, activities, counts })
  const grid = asked.view === 'month' ? monthGrid(visit, say, asked, things) : dayList(visit, things)
  return {
    title: say.title,
    main: html`${wayAround(visit, say, asked, calendar)}
      <h2>${fill(say.month, { year: asked.year, month: asked.month })}</h2>
      ${things.length === 0 ? empty(say.none) : ''}${grid}
      ${asked.of.includes('reminders') ? html`${changesOf(visit, say, calendar.changes)}${asleepOf(visit, say, calendar)}` : ''}
      <div class="row">${download(`/desk/calendar/farewell.ics?${new URLSearchParams({ part: asked.unit })}`, say.links.ics)}${linkButton('/desk/calendar/try', say.links.try)}</div>
      <p class="note">${say.icsNote}</p>`,
  }
}

/** Other months, the other view, and what to look at. */
function wayAround(visit: Visit, say: CalendarWords, asked: AskedMonth, { parts }: Calendar): Html {
  const { views, move, filter, of } = say
  const view = (name: AskedMonth['view']) => ({
    to: addressFor({ ...asked, view: name }),
    label: views[name],
    isOn: asked.view === name,
  })
  const units = [
    { value: '', label: filter.all },
    ...parts.map(part => ({ value: unitKey(part), label: unitName(part, filter.all) })),
  ]
  const now = monthAsked({ ...visit, query: () => '' })
  const kinds = thingKinds.map(value => ({ value, label: of[value] }))
  const month = new URL(addressFor(asked), 'http://desk').searchParams.get('month')!
  return html`${tabs(views.label, [view('month'), view('list')])}
    <nav class="row" aria-label="${move.label}">${linkButton(addressFor(monthsLater(asked, -1)), `‹ ${move.before}`)}${linkButton(`${addressFor({ ...asked, year: now.year, month: now.month })}#today`, move.now)}${linkButton(addressFor(monthsLater(asked, 1)), `${move.after} ›`)}</nav>
    <details><summary>${filter.label}</summary>${filters(
      visit,
      html`${hiddenFields({ month, view: asked.view })}${ticks('of', filter.of, { options: kinds, values: asked.of })}${units.length > 2 ? select('part', filter.unit, { options: units, value: asked.unit }) : ''}`,
      filter.show,
    )}</details>`
}

/** The days that have something, each with its things in full. */
function dayList(visit: Visit, things: readonly Thing[]): Html {
  const days = Map.groupBy(things, thing => isoDay(new Date(thing.at), visit.zone))
  const today = isoDay(visit.now, visit.zone)
  const next = days.keys().find(day => day >= today)
  return html`${[...days].map(
    ([day, all]) =>
      html`${day === next ? html`<span id="today"></span>` : ''}<section id="d-${day}"><h2>${dayOf(new Date(all[0]!.at), visit.zone)}</h2>${all.map(one => one.card)}</section>`,
  )}`
}

function changesOf(visit: Visit, say: CalendarWords, changes: readonly CalendarChange[]): Html {
  const { head, none } = say.changes
  return section(head, changes.length === 0 ? empty(none) : html`${changes.map(one => changeCard(visit, say, one))}`)
}

/** A change with the button that takes it back, where whoever looks may. */
export function changeCard(visit: Visit, say: CalendarWords, change: CalendarChange): Html {
  const { resume, undo } = say.changes
  const [act, button] = change.is === 'pause' ? ['resume', resume] : ['undo', undo]
  return card({
    title: change.title,
    lines: html`<p>${changeText(visit, say, change)}</p>${change.is === 'move' ? '' : html`<p class="note">${unitsSaid(visit, change.units)}</p>`}`,
    acts: change.isTheirs ? pressButton(visit, act, { button, look: 'quiet', values: { id: change.id } }) : '',
  })
}

function asleepOf(visit: Visit, { asleep: words }: CalendarWords, { asleep }: Calendar): Html {
  if (asleep.length === 0) return ''
  const { fields } = visit.content.knowledge.school
  const line = ({ title, field }: Calendar['asleep'][number]) => {
    const why = field === null ? words.defect : fill(words.unset, { label: fields.get(field)?.label ?? field })
    return html`<li>${fill(words.line, { title, why })}</li>`
  }
  return section(words.head, html`<ul>${asleep.map(line)}</ul>${linkButton('/desk/facts', words.fill)}`)
}
