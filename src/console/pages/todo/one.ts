import { html } from 'hono/html'
import { deskRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { Handoff } from '../../../core/desk.ts'
import { servedTo } from '../../../knowledge/served.ts'
import { understand } from '../../../knowledge/understanding/understand.ts'
import { type Colleague, colleaguesFor } from '../../../office/desk/colleagues.ts'
import { oneHandoff } from '../../../office/desk/handoffs.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { area, field, form, pressButton, radios, select } from '../../parts/form.ts'
import { card, empty, notice, section } from '../../parts/pieces.ts'
import { handoffLines, pressesOf, takerBadge } from './cards.ts'
import type { TodoWords } from './words.ts'

/** One request with everything that can be done with it; null where there is none of this number for whoever looks. */
export async function handoffPage(visit: Visit, say: TodoWords): Promise<View | null> {
  const rules = deskRulesOf(visit.content.knowledge)
  const input = { number: visit.item }
  const came = await visit.act(oneHandoff, rules, input)
  if (!('done' in came)) return null
  const { handoff } = came.done
  const { isDone, name, topic } = handoff
  const others = isDone ? null : await visit.act(colleaguesFor, rules, input)
  const colleagues = others && 'done' in others ? others.done.colleagues : []
  return {
    title: fill(say.one.title, { name, topic }),
    up: { to: '/desk/todo', label: say.one.up },
    main: html`${card({
      title: handoff.number,
      marks: takerBadge(visit, say, handoff),
      lines: handoffLines(visit, say, handoff),
      acts: html`${pressesOf(visit, say, handoff)}${releaseButton(visit, say, handoff)}`,
    })}${isDone ? notice(say.one.gone, 'good') : html`${answering(visit, say, handoff)}${finishing(visit, say, handoff)}${passing(visit, say, { handoff, colleagues })}`}`,
  }
}

function releaseButton(visit: Visit, say: TodoWords, { isDone, number, taker }: Handoff): Html {
  if (isDone || taker === null || taker.number !== visit.actor.number) return ''
  return pressButton(visit, 'release', { button: say.acts.release, look: 'quiet', values: { number } })
}

/** What was entered in a form that was refused just now. */
const triedIn = ({ tried }: Visit, act: string, name: string) => (tried?.act === act ? tried.form.get(name) : '')

function answering(visit: Visit, say: TodoWords, { number, mayContact, askedAt }: Handoff): Html {
  const { answer: words } = say
  const note = mayContact || askedAt !== null ? words.note : words.kept
  const values = { number }
  const own = form(
    visit,
    'answer',
    area('text', words.text, { value: triedIn(visit, 'answer', 'text'), isNeeded: true, most: 1000 }),
    { button: words.send, values },
  )
  return section(words.title, html`${own}${picking(visit, say, number)}`, { id: 'answer', note })
}

/** Looking for an entry whose text is the answer. */
function picking(visit: Visit, { answer: words }: TodoWords, number: string): Html {
  const said = visit.query('q')
  const search = html`<form method="get" action="/desk/todo/${number}#answer" class="filters" role="search">${field('q', words.search, { type: 'search', value: said, most: 100 })}<button class="quiet">${words.find}</button></form>`
  if (said === '') return search
  const found = entriesFor(visit, said)
  if (found.length === 0) return html`${search}${empty(words.noneFound)}`
  const options = found.map(({ id, title }) => ({ value: id, label: title }))
  return html`${search}${form(visit, 'pick', html`${radios('entry', words.pick, { options, value: options[0]!.value })}${field('text', words.before, { most: 300 })}`, { button: words.send, values: { number } })}`
}

/** The entries that answer a question best, of those that students get. */
function entriesFor({ content: { knowledge } }: Visit, said: string): { id: string; title: string }[] {
  const serving = servedTo(knowledge.entries, 'student')
  const { candidates } = understand({ ...knowledge, serving }, said)
  return candidates.flatMap(({ entry }) => knowledge.entries.get(entry) ?? []).map(({ id, title }) => ({ id, title }))
}

const finishing = (visit: Visit, { finish: words }: TodoWords, { number }: Handoff): Html =>
  section(
    words.title,
    form(visit, 'finish', area('word', words.word, { value: triedIn(visit, 'finish', 'word'), most: 1000, rows: 2 }), {
      button: words.button,
      values: { number },
    }),
  )

function passing(
  visit: Visit,
  { pass: words }: TodoWords,
  { handoff: { number, taker }, colleagues }: { handoff: Handoff; colleagues: readonly Colleague[] },
): Html {
  const options = colleagues.map(({ number: value, name, isReached }) => ({
    value,
    label: isReached ? name : fill(words.unreached, { name }),
  }))
  const values = { number, mine: taker !== null && taker.number === visit.actor.number ? '1' : '' }
  const body =
    options.length === 0
      ? empty(words.none)
      : form(visit, 'pass', select('to', words.to, { options, value: triedIn(visit, 'pass', 'to') }), {
          button: words.button,
          look: 'quiet',
          values,
        })
  return section(words.title, body)
}
