import { html } from 'hono/html'
import { activityRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { type ActivityView, listActivities } from '../../../office/activities/look.ts'
import { activityTime } from '../../../office/activities/news.ts'
import { audienceSaid } from '../../../office/broadcasts/fields.ts'
import { dayMs } from '../../../time/days.ts'
import { definePage, type View, type Visit } from '../../desk.ts'
import { partSelect } from '../../parts/care.ts'
import { filters, tabs } from '../../parts/form.ts'
import { unitAsked } from '../../parts/part.ts'
import { badge, linkButton, section } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import { activityActs } from './acts.ts'
import { planForm } from './form.ts'
import { activityFile, activityPage } from './one.ts'
import { posterForm, pressPoster } from './poster.ts'
import { type ActivityPageWords, activityPageWords } from './words.ts'

/** 活动: what staff have planned for people, by college and class; planned, changed, called off, and made into posters. */
export const activitiesPage = definePage<ActivityPageWords>({
  name: 'activities',
  right: 'plan-activities',
  words: activityPageWords,
  async show(visit, say) {
    if (visit.item === '') return listView(visit, say)
    return visit.item === 'poster' ? posterForm(visit, say) : activityPage(visit, say)
  },
  acts: { ...activityActs, poster: pressPoster },
  file: activityFile,
})

async function listView(visit: Visit, say: ActivityPageWords): Promise<View> {
  const rules = activityRulesOf(visit.content)
  const isPast = visit.query('of') === 'past'
  const came = await visit.act(listActivities, rules, { unit: unitAsked(visit), ...spanShown(visit.now, isPast) })
  const found = 'done' in came ? came.done.activities : []
  const of = isPast ? 'past' : 'coming'
  const rows = table<ActivityView>(visit, isPast ? found.toReversed() : found, columnsOf(visit, say), {
    caption: fill(visit.words.shell.count, { count: found.length }),
    empty: say.none[of],
  })
  const narrow = filters(
    visit,
    html`<input type="hidden" name="of" value="${isPast ? 'past' : ''}" />${await partSelect(visit, say.filters)}`,
    say.filters.button,
  )
  const plan = section(say.plan.heading, html`<p class="note">${say.plan.note}</p>${planForm(visit, say, null)}`)
  return {
    title: say.title,
    main: html`${tabs(say.tabs.label, [
      { to: '/desk/activities', label: say.tabs.coming, isOn: !isPast },
      { to: '/desk/activities?of=past', label: say.tabs.past, isOn: isPast },
    ])}${narrow}${section(say.tabs[of], html`${rows}<div class="row">${linkButton('/desk/activities/poster', say.poster.link)}</div>`)}${isPast ? '' : plan}`,
  }
}

/** About a year from now on, or before now. */
export function spanShown(now: Date, isPast: boolean): { from: Date; until: Date } {
  const other = new Date(now.getTime() + (isPast ? -400 : 400) * dayMs)
  return isPast ? { from: other, until: now } : { from: now, until: other }
}

const columnsOf = (visit: Visit, say: ActivityPageWords) => {
  const { words, broadcasts } = activityRulesOf(visit.content)
  return [
    { head: say.columns.when, cell: ({ activity }: ActivityView) => activityTime(activity, visit.zone) },
    {
      head: say.columns.title,
      as: 'main' as const,
      cell: ({ activity }: ActivityView) =>
        html`<a href="/desk/activities/${activity.number}">${activity.title}</a> ${activity.state === 'cancelled' ? badge(say.state.cancelled, 'bad') : ''}`,
    },
    { head: say.columns.kind, cell: ({ activity }: ActivityView) => words.kinds[activity.kind].title },
    { head: say.columns.place, cell: ({ activity }: ActivityView) => activity.place },
    { head: say.columns.whom, cell: ({ activity }: ActivityView) => audienceSaid(broadcasts, activity.audience) },
  ]
}
