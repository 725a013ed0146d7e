import { html } from 'hono/html'
import { servingRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { UncertainSend } from '../../../core/work/queue.ts'
import { settleUncertain } from '../../../office/channels/channels.ts'
import { placeOf } from '../../../office/people/ground.ts'
import type { Came, Form, Html, Visit } from '../../desk.ts'
import { form } from '../../parts/form.ts'
import { empty, section, time } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import type { ChannelPageWords } from './words.ts'

/** Messages that nobody knows of whether they arrived, to pick from. */
export function uncertainOf(
  visit: Visit,
  { uncertain: say }: ChannelPageWords,
  { held, titleOf }: { held: readonly UncertainSend[]; titleOf(channel: string): string },
): Html {
  const heading = fill(say.heading, { count: held.length })
  if (held.length === 0) return section(heading, empty(say.none), { id: 'uncertain' })
  const { to, unit, broadcast, channel, at } = say.columns
  const rows = table(
    visit,
    held,
    [
      { head: to, as: 'main', cell: one => one.to },
      { head: unit, cell: one => (one.unit ? placeOf(one.unit) : '') },
      { head: broadcast, cell: one => (one.isHolding ? one.broadcast : `${one.broadcast} ${say.over}`) },
      { head: channel, cell: one => titleOf(one.channel) },
      { head: at, cell: one => time(visit, one.at), sort: one => one.at },
    ],
    { caption: say.caption, empty: say.none, pick: { name: 'id', value: one => one.id, form: 'held' } },
  )
  const buttons = html`<button class="quiet" name="as" value="arrived">${say.arrived}</button> <button class="plain" name="as" value="again">${say.again}</button>`
  return section(heading, html`${form(visit, 'settle', buttons, { id: 'held' })}${rows}`, {
    id: 'uncertain',
    note: say.note,
  })
}

/** Settles what was picked, after it was asked once more. */
export async function pressSettle(visit: Visit, given: Form, { uncertain: say }: ChannelPageWords): Promise<Came> {
  const ids = given.all('id')
  if (ids.length === 0) return { refused: say.pick }
  const as = given.get('as') === 'again' ? 'again' : 'arrived'
  const button = as === 'again' ? say.again : say.arrived
  if (given.get('sure') !== '1')
    return { ask: fill(as === 'again' ? say.askAgain : say.askArrived, { count: ids.length }), button, isGrave: true }
  const came = await visit.act(settleUncertain, servingRulesOf(visit.content), { ids, as })
  return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
}
