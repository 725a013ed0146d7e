import { html } from 'hono/html'
import { activityRulesOf } from '../../../bot/office.ts'
import type { Activity, ActivityNotice } from '../../../core/work/activity.ts'
import { oneActivity } from '../../../office/activities/look.ts'
import { activityTime } from '../../../office/activities/news.ts'
import { audienceSaid } from '../../../office/broadcasts/fields.ts'
import { type IcsEvent, icsOf } from '../../../reports/ics.ts'
import type { Download, Html, View, Visit } from '../../desk.ts'
import { field, form } from '../../parts/form.ts'
import { badge, card, download, facts, linkButton, notice, section, time } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import { planForm } from './form.ts'
import type { ActivityPageWords } from './words.ts'

/** One activity: what it is, what was told of it, and forms to change it or call it off; null where there is none. */
export async function activityPage(visit: Visit, say: ActivityPageWords): Promise<View | null> {
  const rules = activityRulesOf(visit.content)
  const came = await visit.act(oneActivity, rules, { number: visit.item })
  if ('refused' in came) return null
  const { activity, notices, isTheirs } = came.done
  const { number, title, state, at, kind } = activity
  const isOpen = state === 'planned' && at > visit.now.getTime()
  const record = rules.words.kinds[kind].record
  const acts = html`${linkButton(`/desk/activities/poster?of=${number}`, say.one.poster)}${download(`/desk/activities/${number}.ics`, say.one.ics)}${record === null ? '' : linkButton(`/desk/records?flow=${record}`, say.one.records)}`
  return {
    title,
    up: { to: '/desk/activities', label: say.one.up },
    main: html`${card({ title: activityTime(activity, visit.zone), marks: stateBadge(say, activity, visit.now), lines: factsOf(visit, say, activity), acts })}
      ${section(say.one.news, newsTable(visit, say, notices))}
      ${isOpen ? (isTheirs ? changes(visit, say, activity) : notice(say.one.notTheirs)) : ''}`,
  }
}

function stateBadge({ state: say }: ActivityPageWords, { state, at }: Activity, now: Date): Html {
  if (state === 'cancelled') return badge(say.cancelled, 'bad')
  return at > now.getTime() ? badge(say.planned, 'good') : badge(say.over)
}

function factsOf(visit: Visit, say: ActivityPageWords, activity: Activity): Html {
  const { words, broadcasts } = activityRulesOf(visit.content)
  const { kind, place, about, audience, byName, by, reason } = activity
  return facts([
    [say.columns.kind, words.kinds[kind].title],
    [say.columns.place, place],
    [say.columns.whom, audienceSaid(broadcasts, audience)],
    ...(about === '' ? [] : [[say.one.about, about] as const]),
    [say.one.by, byName || by],
    ...(reason === '' ? [] : [[say.one.reason, reason] as const]),
  ])
}

const newsTable = (visit: Visit, say: ActivityPageWords, notices: readonly ActivityNotice[]): Html =>
  table<ActivityNotice>(
    visit,
    notices,
    [
      { head: say.newsColumns.news, as: 'main', cell: one => say.news[one.news] },
      { head: say.newsColumns.due, cell: one => time(visit, one.due) },
      {
        head: say.newsColumns.state,
        cell: one => badge(say.newsState[one.state], one.state === 'told' ? 'good' : 'plain'),
      },
      { head: say.newsColumns.audience, cell: one => (one.state === 'told' ? String(one.audience) : '') },
      { head: say.newsColumns.unreachable, cell: one => (one.unreachable > 0 ? String(one.unreachable) : '') },
    ],
    { caption: say.newsNote, empty: say.newsNone },
  )

function changes(visit: Visit, say: ActivityPageWords, activity: Activity): Html {
  const tried = visit.tried?.act === 'cancel' ? visit.tried.form.get('reason') : ''
  const cancel = form(
    visit,
    'cancel',
    field('reason', say.cancel.reason, { value: tried, isNeeded: true, most: 100 }),
    {
      button: say.cancel.button,
      look: 'quiet',
      values: { number: activity.number, revision: String(activity.revision) },
    },
  )
  return html`${section(say.change.heading, planForm(visit, say, activity))}${section(say.cancel.heading, cancel)}`
}

/** An activity as a thing in a calendar; one that is off is none. */
export const eventOfActivity = ({ number, title, place, about, at }: Activity, { uid }: { uid: string }): IcsEvent => ({
  uid: `${number}@${uid}`,
  title,
  about: [place, about].filter(text => text !== '').join('\n'),
  on: { at: new Date(at) },
})

/** An activity as a file for the calendar of a phone; null where there is none, or it is off. */
export async function activityFile(visit: Visit, say: ActivityPageWords): Promise<Download | null> {
  const [, number] = /^(E\d+)\.ics$/.exec(visit.item) ?? []
  if (number === undefined) return null
  const came = await visit.act(oneActivity, activityRulesOf(visit.content), { number })
  if ('refused' in came || came.done.activity.state === 'cancelled') return null
  const events = [eventOfActivity(came.done.activity, say.ics)]
  const text = icsOf({ name: say.ics.name, events, now: visit.now })
  return { name: `${number}.ics`, type: 'text/calendar; charset=utf-8', bytes: new TextEncoder().encode(text) }
}
