import { html } from 'hono/html'
import type { Unit } from '../../../core/roster.ts'
import { unitName } from '../../../office/people/naming.ts'
import { unitKey } from '../../../office/people/where.ts'
import { type Calendar, type CalendarTime, readCalendar } from '../../../office/reminders/calendar.ts'
import { areClasses, isForStaff } from '../../../office/reminders/hearers.ts'
import { fileOf } from '../../../office/reminders/parts.ts'
import { may } from '../../../office/rights.ts'
import { parseInstant } from '../../../time/calendar.ts'
import { dayMs } from '../../../time/days.ts'
import { tableTime } from '../../../time/shown.ts'
import type { Form, Html, View, Visit } from '../../desk.ts'
import { area, field, form, pressButton, select } from '../../parts/form.ts'
import { unitIn } from '../../parts/part.ts'
import { notice, quote, section } from '../../parts/pieces.ts'
import { addressFor, monthAsked, timeIn } from './address.ts'
import { countsFor } from './counts.ts'
import { changeCard } from './overview.ts'
import { stateBadge } from './says.ts'
import { timeLines, wordingHead } from './things.ts'
import type { CalendarWords } from './words.ts'

/** A time may have been moved so far away from itself. */
const widestMs = 31 * dayMs

/** One time of a reminder, with all that can be done to it; null where there is none, or it is nobody's in the reader's care. */
export async function timePage(visit: Visit, say: CalendarWords): Promise<View | null> {
  const named = timeIn(visit.item)
  if (!named) return null
  const span = { from: new Date(named.instant - widestMs), until: new Date(named.instant + widestMs) }
  if (Number.isNaN(span.until.getTime())) return null
  const came = await visit.act(readCalendar, visit.content, { ...span, unit: '' })
  if ('refused' in came) return null
  const { calendar } = came.done
  const one = calendar.times.find(t => t.reminder.name === named.reminder && t.instant === named.instant)
  if (!one) return null
  const counts = await countsFor(visit, { ...calendar, times: [one] })
  const file = fileOf(one.reminder.name)
  const changes = calendar.changes.filter(change => fileOf(change.reminder) === file)
  const back = monthAsked({ ...visit, now: new Date(one.at), query: () => '', queries: () => [] })
  return {
    title: one.reminder.title,
    up: { to: addressFor({ ...back, view: 'list' }), label: say.time.up },
    main: html`<p>${stateBadge(say, one)}</p>${timeLines(visit, { say, calendar, counts }, one)}<p class="note">${wordingHead(say, one)}</p>${quote(one.text)}
      ${changes.length === 0 ? '' : section(say.time.changed, html`${changes.map(change => changeCard(visit, say, change))}`)}
      ${actsOf(visit, say, { one, calendar })}`,
  }
}

interface Acting {
  one: CalendarTime
  calendar: Calendar
}

function actsOf(visit: Visit, say: CalendarWords, { one, calendar }: Acting): Html {
  const { time: words } = say
  const values = { reminder: one.reminder.name, instant: String(one.instant) }
  const isAhead = !one.run && one.at > visit.now.getTime()
  const test = html`${pressButton(visit, 'test', { button: words.test, values })}<p class="note">${words.testNote}</p>`
  // No class hears what is for staff: there is nothing to leave out for one.
  const isTheirs = !isForStaff(one.reminder) || !areClasses(calendar.units)
  const own = isAhead
    ? html`${isTheirs ? leaveOutForm(visit, say, { one, calendar }, values) : ''}${may(visit.actor, 'manage-reminders') ? moveForm(visit, say, one, values) : ''}`
    : notice(words.over)
  return html`${isAhead ? test : ''}${own}${isTheirs ? pauseForm(visit, say, { one, calendar }) : ''}`
}

type Values = Record<string, string>

function leaveOutForm(visit: Visit, say: CalendarWords, { calendar }: Acting, values: Values): Html {
  const { head, units, reason, button } = say.time.leaveOut
  const entered = enteredIn(visit, 'leaveOut')
  const body = html`${unitsField(say, units, { calendar, value: entered('unit') })}${area('reason', reason, { value: entered('reason'), isNeeded: true, rows: 2, most: 100 })}`
  return section(head, form(visit, 'leaveOut', body, { button, values }))
}

function moveForm(visit: Visit, say: CalendarWords, { at }: CalendarTime, values: Values): Html {
  const { head, to, reason, button, note } = say.time.move
  const entered = enteredIn(visit, 'move')
  const body = html`${field('to', to, { type: 'datetime-local', value: entered('to') || localTime(visit, at), isNeeded: true, most: 30 })}${field('reason', reason, { value: entered('reason'), most: 100 })}`
  return section(head, form(visit, 'move', body, { button, values }), { note })
}

function pauseForm(visit: Visit, say: CalendarWords, { one, calendar }: Acting): Html {
  const { head, units, from, until, reason, button, note } = say.time.pause
  const entered = enteredIn(visit, 'pause')
  const now = visit.now.getTime()
  const at = (name: string, label: string, usual: number) =>
    field(name, label, {
      type: 'datetime-local',
      value: entered(name) || localTime(visit, usual),
      isNeeded: true,
      most: 30,
    })
  const body = html`${unitsField(say, units, { calendar, value: entered('unit') })}
    <div class="row">${at('from', from, now)}${at('until', until, now + 7 * dayMs)}</div>${field('reason', reason, { value: entered('reason'), most: 100 })}`
  return section(head, form(visit, 'pause', body, { button, values: { reminder: fileOf(one.reminder.name) } }), {
    note,
  })
}

/** For whom: all that is in the reader's care, or a part of it. */
function unitsField(
  { filter }: CalendarWords,
  label: string,
  { calendar: { parts }, value }: { calendar: Calendar; value: string },
): Html {
  const options = parts.map(part => ({ value: unitKey(part), label: unitName(part, filter.all) }))
  return select('unit', label, { options: [{ value: '', label: filter.all }, ...options], value })
}

/** What was entered in a form of this act and refused; empty where nothing was. */
const enteredIn =
  ({ tried }: Visit, act: string) =>
  (name: string): string =>
    tried?.act === act ? tried.form.get(name) : ''

const localTime = ({ zone }: Visit, at: number) => tableTime(at, zone).replace(' ', 'T')

/** The instant in a field of a form, or null where it is none. */
export const instantIn = ({ zone }: Visit, form: Form, name: string): Date | null =>
  parseInstant(form.get(name).replace('T', ' '), zone)

/** For whom, of a form: all that is in the reader's care where it names no part. What is no part at all is a class that nobody has. */
export function unitsIn({ actor }: Visit, form: Form): readonly Unit[] {
  const unit = unitIn(form.get('unit'))
  return unit === null ? actor.scope : [unit]
}
