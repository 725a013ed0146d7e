import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { askedNow, type ProgressList, remindable } from '../../../office/progress/list.ts'
import type { ProgressTable } from '../../../office/progress/overview.ts'
import { type Reminded, remindLeft } from '../../../office/progress/remind.ts'
import { unreachableLine } from '../../../office/progress/says.ts'
import { may } from '../../../office/rights.ts'
import type { Came, Form, Html } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { unitAsked } from '../../parts/part.ts'
import { type AskedPlace, type ProgressVisit, placeFields, rulesForProgress } from './asked.ts'

/** Of what, and of where, people are reminded. */
interface Reminding {
  id: string
  place: AskedPlace
  isDone: boolean
}

/** The button that reminds those who are named, with how many it writes to. */
export function remindListed(page: ProgressVisit, list: ProgressList, of: Reminding): Html {
  const { remind } = page.say
  const isNotice = list.item.of === 'notice'
  const count = (isNotice ? askedNow(list) : remindable(list)).length
  if (list.isDone || askedNow(list).length === 0) return ''
  if (!list.mayRemind) return isNotice ? html`<p class="note">${remind.others}</p>` : ''
  if (count === 0) return html`<p class="note">${remind.none}</p>`
  const button = fill(isNotice ? remind.again : remind.button, { count })
  return press(page, of, { button, note: isNotice ? remind.noteNotice : remind.note })
}

/** The same where there are too many to name: how many it writes to is said before it does. */
export function remindCounted(page: ProgressVisit, { items }: ProgressTable, of: Reminding): Html {
  const { remind } = page.say
  if (of.isDone || !may(page.visit.actor, 'broadcast') || items[0]!.total.done === items[0]!.total.all) return ''
  return press(page, of, { button: remind.many, note: remind.note })
}

function press({ visit }: ProgressVisit, { id, place }: Reminding, { button, note }: { button: string; note: string }) {
  return html`<div class="acts">${pressButton(visit, 'remind', { button, values: { item: id, ...placeFields(place) } })}</div><p class="note">${note}</p>`
}

/** Reminds those who are left, once it was asked with its count. */
export async function pressRemind(page: ProgressVisit, form: Form): Promise<Came> {
  const { visit, say } = page
  const item = form.get('item')
  const unit = unitAsked({ query: form.get, queries: form.all })
  const isTrial = form.get('sure') !== '1'
  const came = await visit.act(remindLeft, rulesForProgress(visit), { item, unit, isTrial })
  if ('refused' in came) return { refused: came.refused.says }
  const { says, written } = came.done
  if (!isTrial) return { done: says }
  if (written === 0) return { refused: says }
  return { ask: askText(page, item, came.done), button: fill(say.remind.button, { count: written }) }
}

function askText({ visit, say: { remind } }: ProgressVisit, item: string, came: Reminded): string {
  const { flows, words } = rulesForProgress(visit)
  const flow = flows.find(f => f.flow === item)
  const values = { item: flow?.title ?? item, count: came.written }
  return [
    fill(flow ? remind.ask : remind.askNotice, values),
    ...(came.before > 0 ? [fill(remind.before, { count: came.before })] : []),
    ...(came.later > 0 ? [fill(remind.later, { count: came.later })] : []),
    ...unreachableLine(came.unreachable, words),
  ].join('')
}
