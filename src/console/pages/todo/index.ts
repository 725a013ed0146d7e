import { html } from 'hono/html'
import { deskRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { Handoff } from '../../../core/desk.ts'
import { doneHandoffs, handoffsPerPage, openHandoffs } from '../../../office/desk/handoffs.ts'
import { definePage, type Html, type View, type Visit } from '../../desk.ts'
import { field, tabs } from '../../parts/form.ts'
import { onPage, pageAsked, pager } from '../../parts/pager.ts'
import { empty, section } from '../../parts/pieces.ts'
import { handoffActs } from './acts.ts'
import { handoffCard } from './cards.ts'
import { handoffPage } from './one.ts'
import { otherActs, otherWork } from './others.ts'
import { byUrgency, urgencyBy } from './urgency.ts'
import { type TodoWords, todoWords } from './words.ts'

/** 待办: what people asked a person for, groups that came back under another id, and broadcasts that wait for a second person. */
export const todo = definePage<TodoWords>({
  name: 'todo',
  right: 'see-handoffs',
  words: todoWords,
  async show(visit, say) {
    if (visit.item !== '') return handoffPage(visit, say)
    return visit.query('of') === 'done' ? doneView(visit, say) : openView(visit, say)
  },
  acts: { ...handoffActs, ...otherActs },
})

async function openView(visit: Visit, say: TodoWords): Promise<View> {
  const came = await visit.act(openHandoffs, deskRulesOf(visit.content.knowledge), undefined)
  const all = byUrgency('done' in came ? came.done.handoffs : [], urgencyBy(visit.content.flows))
  const parts = {
    open: all,
    mine: all.filter(h => h.taker !== null && h.taker.number === visit.actor.number),
    free: all.filter(h => h.taker === null),
  }
  const asked = visit.query('of')
  const of = asked === 'mine' || asked === 'free' ? asked : 'open'
  const nothing = { open: say.none, mine: say.noneMine, free: say.noneFree }[of]
  const { shown, ...turned } = onPage(parts[of], visit, handoffsPerPage)
  const list = html`${listOf(visit, say, { handoffs: shown, nothing })}${pager(visit, turned)}`
  const others = of === 'open' && turned.page === 1 ? await otherWork(visit, say) : ''
  return {
    title: say.title,
    main: '',
    live: html`${tabsOf(say, of, parts)}${others}${section(fill(say.handoffs, { count: parts[of].length }), list)}`,
  }
}

async function doneView(visit: Visit, say: TodoWords): Promise<View> {
  const said = visit.query('q')
  const page = pageAsked(visit)
  const came = await visit.act(doneHandoffs, deskRulesOf(visit.content.knowledge), { said: said.slice(0, 50), page })
  const { handoffs, pages } = 'done' in came ? came.done : { handoffs: [], pages: 0 }
  const nothing = said === '' ? say.noneDone : fill(say.noneFound, { said })
  const search = html`<form method="get" action="/desk/todo" class="filters" role="search"><input type="hidden" name="of" value="done" />${field('q', say.search.field, { type: 'search', value: said, most: 50 })}<button class="quiet">${say.search.button}</button></form>`
  return {
    title: say.title,
    main: html`${tabsOf(say, 'done')}${section(say.tabs.done, html`${search}${listOf(visit, say, { handoffs, nothing })}${pager(visit, { page, pages })}`)}`,
  }
}

const listOf = (
  visit: Visit,
  say: TodoWords,
  { handoffs, nothing }: { handoffs: readonly Handoff[]; nothing: string },
): Html => (handoffs.length === 0 ? empty(nothing) : html`${handoffs.map(h => handoffCard(visit, say, h))}`)

const ways = ['open', 'mine', 'free', 'done'] as const

const tabsOf = (
  { tabs: words }: TodoWords,
  of: (typeof ways)[number],
  parts: Partial<Record<(typeof ways)[number], readonly Handoff[]>> = {},
): Html =>
  tabs(
    words.label,
    ways.map(way => {
      const count = parts[way]?.length
      return {
        to: way === 'open' ? '/desk/todo' : `/desk/todo?of=${way}`,
        label: words[way],
        isOn: way === of,
        ...(count === undefined ? {} : { count }),
      }
    }),
  )
