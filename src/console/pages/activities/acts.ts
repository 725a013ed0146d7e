import { activityRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { Activity } from '../../../core/work/activity.ts'
import type { ActivityRefusal, ActivityRules } from '../../../office/activities/ground.ts'
import { activityTime } from '../../../office/activities/news.ts'
import { cancelActivity, changeActivity, planActivity } from '../../../office/activities/plan.ts'
import { audienceSaid } from '../../../office/broadcasts/fields.ts'
import type { Act } from '../../../office/outcome.ts'
import type { Came, Form, Visit } from '../../desk.ts'
import type { ActivityPageWords } from './words.ts'

/** What is written of an activity in a form. */
const planIn = (form: Form) => ({
  kind: form.get('kind'),
  title: form.get('title'),
  when: form.get('when'),
  place: form.get('place'),
  whom: form.get('whom'),
  about: form.get('about'),
})

const oneIn = (form: Form) => ({ number: form.get('number'), revision: Number(form.get('revision')) })

interface Planned {
  says: string
  activity: Activity
  count: number
  unreached: number
}

/** Does something to an activity at the second press; at the first it says how many hear of it, and saves nothing. */
async function twice<Input>(
  visit: Visit,
  form: Form,
  {
    act,
    input,
    ask,
    button,
  }: { act: Act<ActivityRules, Input, Planned, ActivityRefusal>; input: Input; ask: string; button: string },
): Promise<Came> {
  const rules = activityRulesOf(visit.content)
  if (form.get('sure') !== '1') {
    const seen = await visit.desk.look(act, { rules, actor: visit.actor, input })
    if ('refused' in seen) return { refused: seen.refused.says }
    const { activity, count, unreached } = seen.done
    const { title, place, audience } = activity
    const whom = audienceSaid(rules.broadcasts, audience)
    return {
      ask: fill(ask, { title, place, whom, when: activityTime(activity, visit.zone), count, unreached }),
      button,
    }
  }
  const came = await visit.act(act, rules, input)
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, to: `/desk/activities/${came.done.activity.number}` }
}

/** What is done to activities: everybody whom they are for is told, so that nothing of it is taken back with a press. */
export const activityActs = {
  plan: (visit: Visit, form: Form, { plan: { ask, sure: button } }: ActivityPageWords) =>
    twice(visit, form, { act: planActivity, input: planIn(form), ask, button }),
  change: (visit: Visit, form: Form, { change: { ask, sure: button } }: ActivityPageWords) =>
    twice(visit, form, { act: changeActivity, input: { ...planIn(form), ...oneIn(form) }, ask, button }),
  cancel: (visit: Visit, form: Form, { cancel: { ask, sure: button } }: ActivityPageWords) =>
    twice(visit, form, { act: cancelActivity, input: { ...oneIn(form), reason: form.get('reason') }, ask, button }),
}
