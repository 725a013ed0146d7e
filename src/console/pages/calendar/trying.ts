import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Deadline, ForWhom } from '../../../knowledge/school.ts'
import { whomText as whomId } from '../../../knowledge/values.ts'
import { type CountedTime, tryDate } from '../../../office/reminders/dates.ts'
import { dayOf, minuteText } from '../../../time/shown.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { field, select } from '../../parts/form.ts'
import { partSaid, partText, valuePartAsked } from '../../parts/part.ts'
import { badge, empty, facts, linkButton, notice, section } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import type { CalendarWords } from './words.ts'

/** Another date of the school, and what it would take along; nothing is saved. */
export async function trying(visit: Visit, say: CalendarWords): Promise<View | null> {
  const { try: words } = say
  const [key, value] = [visit.query('field'), visit.query('value')]
  const part = valuePartAsked(visit)
  if (part === undefined) return null
  const isAsked = key !== '' && value !== ''
  const shown = isAsked ? await visit.act(tryDate, visit.content, { field: key, value, part }) : null
  return {
    title: words.title,
    up: { to: '/desk/calendar', label: words.up },
    main: html`<p class="note">${words.note}</p>${askForm(visit, say, { key, value, part })}
      ${shown === null ? '' : 'refused' in shown ? notice(shown.refused.says, 'bad') : html`${effectOfDate(visit, say, shown.done.effect)}${linkButton(`/desk/facts/${key}?${new URLSearchParams({ for: partText(part), value })}`, words.save)}`}`,
  }
}

function askForm(
  visit: Visit,
  { try: words }: CalendarWords,
  { key, value, part }: { key: string; value: string; part: ForWhom | null },
): Html {
  const { school } = visit.content.knowledge
  const dates = [...school.general.values()].filter(f => f.type === 'date')
  const known = dates.flatMap(f => (school.specials.get(f.key) ?? []).map(s => s.for))
  const parts = new Map([...known, ...(part ? [part] : [])].map(whom => [whomId(whom), whom]))
  const options = [...parts.values()].map(whom => ({ value: partText(whom), label: partSaid(visit, whom) }))
  return html`<form method="get" action="/desk/calendar/try" class="act">
    ${select('field', words.field, { options: dates.map(f => ({ value: f.key, label: f.label })), value: key })}
    ${options.length === 0 ? '' : select('for', words.part, { options: [{ value: '', label: words.everybody }, ...options], value: partText(part) })}
    ${field('value', words.value, { value, hint: words.hint, isNeeded: true, most: 20 })}
    <button class="plain">${words.button}</button></form>`
}

type Effect = Extract<Awaited<ReturnType<typeof tryDate>>, { done: unknown }>['done']['effect']

/** What a date that is moved takes along: its reminders with their times, and what says it. */
export function effectOfDate(
  visit: Visit,
  say: CalendarWords,
  { before, after, times, entries, reminders }: Effect,
): Html {
  const { try: words } = say
  return html`${facts([
    [words.now, deadlineText(visit, say, before)],
    [words.later, deadlineText(visit, say, after)],
  ])}
    ${section(words.times, timesTable(visit, say, times))}
    ${section(fill(words.entries, { count: entries.length }), entries.length === 0 ? empty(words.entriesNone) : html`<ul>${entries.map(entry => html`<li><a href="/desk/answers/${entry.id}">${entry.title}</a></li>`)}</ul>`)}
    ${reminders.length === 0 ? '' : section(words.reminders, html`<ul>${reminders.map(({ title }) => html`<li>${title}</li>`)}</ul>`)}`
}

function deadlineText({ zone }: Visit, { try: words }: CalendarWords, deadline: Deadline | null): string {
  if (!deadline) return words.unset
  return deadline.hasTime ? minuteText(deadline.at, zone) : dayOf(deadline.at, zone)
}

function timesTable(visit: Visit, { try: words }: CalendarWords, times: readonly CountedTime[]): Html {
  const at = (time: Date | null) => (time ? minuteText(time, visit.zone) : '—')
  const count = ({ reminder, people }: CountedTime) =>
    fill(reminder.to === 'person' ? words.people : words.groups, { count: people })
  const { columns } = words
  return table(
    visit,
    times,
    [
      { head: columns.title, as: 'main', cell: t => t.reminder.title },
      { head: columns.before, cell: t => at(t.before), sort: t => t.before?.getTime() ?? 0 },
      { head: columns.after, cell: t => at(t.after), sort: t => t.after?.getTime() ?? 0 },
      { head: columns.people, as: 'number', cell: count, sort: t => t.people },
      { head: columns.what, cell: t => whatBadge(words.what, t) },
    ],
    { caption: words.timesNote, empty: words.timesNone },
  )
}

function whatBadge(words: CalendarWords['try']['what'], { before, after, isPast, isAgain }: CountedTime): Html {
  if (after === null) return badge(words.never, 'bad')
  if (isPast) return badge(words.past, 'bad')
  if (isAgain) return badge(words.again, 'warn')
  if (before === null) return badge(words.new, 'warn')
  return before.getTime() === after.getTime() ? badge(words.same) : badge(words.moves, 'good')
}
