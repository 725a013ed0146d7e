import { html } from 'hono/html'
import { activityRulesOf } from '../../../bot/office.ts'
import { type Activity, activityKinds } from '../../../core/work/activity.ts'
import { audienceSaid } from '../../../office/broadcasts/fields.ts'
import { tableTime } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { area, field, form, select } from '../../parts/form.ts'
import type { ActivityPageWords } from './words.ts'

/** A form to plan an activity, or to plan one anew. */
export function planForm(visit: Visit, { plan: say, change }: ActivityPageWords, activity: Activity | null): Html {
  const act = activity === null ? 'plan' : 'change'
  const rules = activityRulesOf(visit.content)
  const tried = visit.tried?.act === act ? visit.tried.form : null
  const had = activity && {
    ...{ kind: activity.kind, title: activity.title, place: activity.place, about: activity.about },
    ...{ when: tableTime(activity.at, visit.zone), whom: audienceSaid(rules.broadcasts, activity.audience) },
  }
  const of = (name: 'kind' | 'title' | 'place' | 'about' | 'when' | 'whom') => tried?.get(name) ?? had?.[name] ?? ''
  const options = activityKinds.map(value => ({ value, label: rules.words.kinds[value].title }))
  const body = html`${select('kind', say.kind, { options, value: of('kind') || 'meeting' })}
    ${field('title', say.title, { value: of('title'), hint: say.titleHint, isNeeded: true, most: 40 })}
    ${field('when', say.when, { value: of('when'), hint: say.whenHint, isNeeded: true, most: 60 })}
    ${field('place', say.place, { value: of('place'), hint: say.placeHint, isNeeded: true, most: 60 })}
    ${field('whom', say.whom, { value: of('whom'), hint: say.whomHint, isNeeded: true, most: 300 })}
    ${area('about', say.about, { value: of('about'), hint: say.aboutHint, most: 300, rows: 3 })}`
  return activity === null
    ? form(visit, act, body, { button: say.button })
    : form(visit, act, body, {
        button: change.button,
        values: { number: activity.number, revision: String(activity.revision) },
      })
}
