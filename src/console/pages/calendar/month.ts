import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { mondayOf } from '../../../time/day.ts'
import { dayMs } from '../../../time/days.ts'
import { dateText, isoDay } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { type AskedMonth, addressFor } from './address.ts'
import type { Thing } from './things.ts'
import type { CalendarWords } from './words.ts'

/** This many things of a day stand in the month; the others are in the list. */
const mostInDay = 5

const isoOf = (day: number) => new Date(day).toISOString().slice(0, 10)

/** A month as a table, Monday first; on a phone it is the list of the days that have something. */
export function monthGrid(visit: Visit, say: CalendarWords, asked: AskedMonth, things: readonly Thing[]): Html {
  const { weekdays } = say
  const names = [weekdays.mon, weekdays.tue, weekdays.wed, weekdays.thu, weekdays.fri, weekdays.sat, weekdays.sun]
  const first = Date.UTC(asked.year, asked.month - 1, 1)
  const last = Date.UTC(asked.year, asked.month, 0)
  const start = mondayOf(first)
  const weeks = Array.from({ length: Math.floor((last - start) / (7 * dayMs)) + 1 }, (_, n) => start + n * 7 * dayMs)
  const byDay = Map.groupBy(things, thing => isoDay(new Date(thing.at), visit.zone))
  const cell = (day: number) =>
    day < first || day > last
      ? html`<td class="outside"></td>`
      : dayCell(visit, say, { asked, day, things: byDay.get(isoOf(day)) ?? [] })
  const { calendar } = visit.content
  return html`<p class="note">${say.legend}</p><table class="month"><caption class="unseen">${fill(say.month, { year: asked.year, month: asked.month })}</caption>
    <thead><tr>${names.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${weeks.map(week => html`<tr>${names.map((_, n) => cell(week + n * dayMs))}</tr>`)}</tbody></table>
    ${calendar.isKnown(asked.year) ? '' : html`<p class="note">${fill(say.gridNote, { year: asked.year })}</p>`}`
}

interface Cell {
  asked: AskedMonth
  day: number
  things: readonly Thing[]
}

function dayCell(visit: Visit, say: CalendarWords, { asked, day, things }: Cell): Html {
  const iso = isoOf(day)
  const special = visit.content.calendar.special(iso)
  const isToday = iso === isoDay(visit.now, visit.zone)
  const left = things.length - mostInDay
  const looks = [isToday ? 'today' : '', special?.isOff ? 'off' : '', things.length === 0 ? 'free' : '']
  return html`<td class="${looks.filter(look => look !== '').join(' ')}" ${isToday ? html`id="today"` : ''}>
    <p class="day"><time datetime="${iso}"><span class="far">${dateText(iso)}</span><span class="near" aria-hidden="true">${new Date(day).getUTCDate()}</span></time>${isToday ? html` <b>${say.today}</b>` : ''}${special ? html` <span class="rest">${special.name} ${special.isOff ? say.off : say.work}</span>` : ''}</p>
    ${things.length === 0 ? '' : html`<ul>${things.slice(0, mostInDay).map(thing => html`<li><a class="thing ${thing.kind} ${thing.isOver ? 'over' : ''}" href="${thing.to}">${thing.clock === '' ? '' : html`<small>${thing.clock}</small> `}${thing.title}${thing.mark}</a></li>`)}</ul>`}
    ${left > 0 ? html`<a href="${addressFor({ ...asked, view: 'list' })}#d-${iso}">${fill(say.more, { count: left })}</a>` : ''}</td>`
}
