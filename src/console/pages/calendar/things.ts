import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { ActivityView } from '../../../office/activities/look.ts'
import type { CalendarBroadcast } from '../../../office/broadcasts/planned.ts'
import type { Calendar, CalendarTime } from '../../../office/reminders/calendar.ts'
import type { DeadlineDay } from '../../../office/reminders/deadlines.ts'
import { isForStaff } from '../../../office/reminders/hearers.ts'
import { clockText, isoDay, minuteText } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { partSaid } from '../../parts/part.ts'
import { badge, card, facts, linkButton, notice, quote, time } from '../../parts/pieces.ts'
import { type ThingKind, timeAddress } from './address.ts'
import { audienceText, changeText, reasonText, standingOfTime, stateBadge, unitsSaid } from './says.ts'
import type { CalendarWords } from './words.ts'

/** Something that stands on a day: as a line of a month, and as a card of a list. */
export interface Thing {
  kind: ThingKind
  at: number
  /** What the clock shows; empty for a whole day. */
  clock: string
  title: string
  /** A word about how it stands, where it does not stand as it should. */
  mark: Html
  to: string
  /** It will not be said. */
  isOver: boolean
  card: Html
}

/** What is known besides the calendar itself. */
export interface KnownOfMonth {
  say: CalendarWords
  calendar: Calendar
  broadcasts: readonly CalendarBroadcast[]
  activities: readonly ActivityView[]
  /** How many hear each reminder, by its name; empty where nobody counted. */
  counts: ReadonlyMap<string, number>
}

/** All that stands in a calendar, in the order of its times. */
export function thingsOf(visit: Visit, of: readonly ThingKind[], known: KnownOfMonth): Thing[] {
  const { calendar, broadcasts, activities } = known
  const all = [
    ...(of.includes('deadlines') ? calendar.deadlines.map(one => deadlineThing(visit, known, one)) : []),
    ...(of.includes('activities') ? activities.map(one => activityThing(visit, known, one)) : []),
    ...(of.includes('reminders') ? calendar.times.map(one => reminderThing(visit, known, one)) : []),
    ...(of.includes('broadcasts') ? broadcasts.map(one => broadcastThing(visit, known, one)) : []),
  ]
  // What is for the whole day stands above what has its hour.
  const order = ({ at, clock }: Thing) => `${isoDay(new Date(at), visit.zone)} ${clock}`
  const keyed = all.map(thing => ({ thing, key: order(thing) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ thing }) => thing)
}

function activityThing(visit: Visit, { say }: KnownOfMonth, { activity }: ActivityView): Thing {
  const { number, title, place, at, state } = activity
  const to = `/desk/activities/${number}`
  const mark = state === 'cancelled' ? badge(say.activity.off, 'bad') : ''
  return {
    ...{ kind: 'activities', at, clock: clockText(at, visit.zone), title, to, isOver: state === 'cancelled' },
    mark: mark === '' ? '' : html` ${mark}`,
    card: card({
      title,
      to,
      marks: html`${badge(say.of.activities)} ${mark}`,
      lines: html`<p>${time(visit, at)}</p><p>${place}</p>`,
      acts: linkButton(to, say.activity.open),
    }),
  }
}

/** Where one tries another date. */
export const tryAddress = ({ key, part }: { key: string; part: string }): string =>
  `/desk/calendar/try?${new URLSearchParams({ field: key, part })}`

function deadlineThing(
  visit: Visit,
  { say }: KnownOfMonth,
  { key, label, at, hasTime, isSample, part }: DeadlineDay,
): Thing {
  const whom = part ? fill(say.deadline.part, { whom: partSaid(visit, part) }) : ''
  const to = tryAddress({ key, part: part ? JSON.stringify(part) : '' })
  const title = part ? `${label}（${Object.values(part).join(' ')}）` : label
  const sample = isSample ? badge(say.deadline.sample) : ''
  return {
    ...{ kind: 'deadlines', at: at.getTime(), clock: hasTime ? clockText(at, visit.zone) : '', title, to },
    ...{ mark: '', isOver: false },
    card: card({
      title: label,
      marks: html`${badge(say.of.deadlines)} ${sample}`,
      lines: html`<p>${hasTime ? time(visit, at) : say.deadline.allDay}</p>${whom === '' ? '' : html`<p>${whom}</p>`}`,
      acts: linkButton(to, say.deadline.try),
    }),
  }
}

function reminderThing(visit: Visit, known: KnownOfMonth, one: CalendarTime): Thing {
  const { say } = known
  const to = timeAddress({ reminder: one.reminder.name, instant: one.instant })
  const { state } = standingOfTime(one)
  const isPlain = state === 'coming' || state === 'planned'
  return {
    ...{ kind: 'reminders', at: one.at, clock: clockText(one.at, visit.zone), title: one.reminder.title, to },
    mark: isPlain ? '' : html` ${stateBadge(say, one)}`,
    isOver: state === 'skipped' || state === 'paused' || state === 'leftOut',
    card: card({
      title: one.reminder.title,
      to,
      marks: html`${badge(say.of.reminders)} ${stateBadge(say, one)}`,
      lines: html`${timeLines(visit, known, one)}<details><summary>${wordingHead(say, one)}</summary>${quote(one.text)}</details>`,
      acts: one.run ? '' : linkButton(to, say.reminder.open),
    }),
  }
}

/** When, to whom and why not: one time of a reminder without its words. */
export function timeLines(
  visit: Visit,
  { say, calendar, counts }: Omit<KnownOfMonth, 'broadcasts' | 'activities'>,
  one: CalendarTime,
): Html {
  const { reminder, withheld, run, unset } = one
  const count = counts.get(reminder.name)
  const counted = count === undefined ? '' : countText(visit, say, { reminder, count })
  const whom = [audienceText(visit, say, one, calendar.units), counted].filter(text => text !== '').join(' · ')
  return html`${facts([
    [say.reminder.when, whenText(visit, say, one)],
    [say.reminder.whom, whom],
  ])}${reasonText(say, one) === '' ? '' : notice(reasonText(say, one), 'bad')}
    ${run?.counts && run.state !== 'skipped' ? html`<p class="note">${fill(say.reminder.counts, run.counts)}</p>` : ''}
    ${withheld.map(change => html`<p>${fill(say.reminder.part, { units: unitsSaid(visit, change.units), why: changeText(visit, say, change) })}</p>`)}
    ${unset.length > 0 && !run ? notice(fill(say.reminder.unset, { labels: unset.join('、') })) : ''}`
}

/** What stands above the words of a time. */
export const wordingHead = ({ reminder }: CalendarWords, { run }: CalendarTime): string =>
  run ? reminder.said : reminder.says

/** How many of those in the reader's care hear it; of what is for staff, that the reader does. */
function countText(
  { actor }: Visit,
  { reminder: words }: CalendarWords,
  { reminder, count }: { reminder: CalendarTime['reminder']; count: number },
): string {
  if (count === 0 && isForStaff(reminder)) return reminder.audience.roles.includes(actor.role) ? words.meToo : ''
  return fill(reminder.to === 'person' ? words.people : words.groups, { count })
}

function whenText(visit: Visit, say: CalendarWords, { at, instant, move, quietFrom }: CalendarTime): Html {
  const from = move ? instant : (quietFrom?.getTime() ?? null)
  if (from === null) return time(visit, at)
  const note = fill(move ? say.reminder.moved : say.reminder.quiet, { from: minuteText(from, visit.zone) })
  return html`${time(visit, at)} <span class="note">${note}</span>`
}

function broadcastThing(visit: Visit, { say }: KnownOfMonth, one: CalendarBroadcast): Thing {
  const { number, template, level, state, audienceWords, text, at } = one
  const to = `/desk/broadcasts/${number}`
  const stateWord = visit.content.broadcastWords.states[state]
  const hasLeft = state === 'sent' || state === 'queued'
  return {
    ...{ kind: 'broadcasts', at, clock: clockText(at, visit.zone), title: `${template} ${number}`, to },
    mark: hasLeft ? '' : html` ${badge(stateWord)}`,
    isOver: state === 'recalled',
    card: card({
      title: `${template} ${number}`,
      to,
      marks: html`${badge(say.broadcast.kind)} ${badge(stateWord, state === 'sent' ? 'good' : state === 'recalled' ? 'bad' : 'warn')} ${badge(level)}`,
      lines: html`${facts([
        [say.reminder.when, time(visit, at)],
        [say.broadcast.whom, audienceWords],
      ])}${quote(text)}`,
    }),
  }
}
