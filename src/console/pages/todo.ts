import { html } from 'hono/html'
import { z } from 'zod'
import { deskRulesOf } from '../../bot/office.ts'
import { each, sentence } from '../../content/words.ts'
import type { Handoff } from '../../core/desk.ts'
import { finish, openHandoffs } from '../../office/desk/handoffs.ts'
import { definePage, type Html, type Visit } from '../desk.ts'
import { pressButton } from '../parts/form.ts'
import { badge, card, empty, facts, quote, section, time } from '../parts/pieces.ts'

const words = z.strictObject({
  title: sentence(),
  handoffs: sentence('count'),
  none: sentence(),
  labels: each('class', 'how', 'at'),
  mayNot: sentence(),
  finish: sentence(),
})
type Words = z.infer<typeof words>

/** 待办: what people asked a person for. */
export const todo = definePage<Words>({
  name: 'todo',
  right: 'see-handoffs',
  words,
  async show(visit, say) {
    const came = await visit.act(openHandoffs, deskRulesOf(visit.content.knowledge), undefined)
    const handoffs = 'done' in came ? came.done.handoffs : []
    const list = handoffs.length === 0 ? empty(say.none) : html`${handoffs.map(h => cardOf(visit, say, h))}`
    return { title: say.title, main: '', live: section(say.handoffs.replace('{count}', String(handoffs.length)), list) }
  },
  acts: {
    async finish(visit, form) {
      const came = await visit.act(finish, deskRulesOf(visit.content.knowledge), { number: form.get('number') })
      return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
    },
  },
})

function cardOf(
  visit: Visit,
  say: Words,
  { number, name, unit, topic, urgency, text, how, mayContact, at }: Handoff,
): Html {
  return card({
    id: number,
    title: `${name} · ${topic}`,
    marks: badge(urgency),
    lines: html`${quote(text)}${facts([
      [say.labels.class, unit ? `${unit.college} ${unit.name}` : ''],
      [say.labels.how, mayContact ? how : say.mayNot],
      [say.labels.at, time(visit, at)],
    ])}`,
    acts: pressButton(visit, 'finish', { button: say.finish, values: { number } }),
  })
}
