import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { CardKindCount } from '../../../office/cards/counts.ts'
import type { KindCount } from '../../../office/cases/counts.ts'
import type { ScamView } from '../../../office/cases/right.ts'
import type { ScamsAsked, ScamsView } from '../../../office/cases/scams.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { filters, form, type Option, select } from '../../parts/form.ts'
import { pager } from '../../parts/pager.ts'
import { badge, empty, section, time } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import type { ScamsSay } from './words.ts'

/** How much of a message stands in a list. */
const shortest = 60
const formId = 'marks'

/** The list of scams, filtered, with how the kinds came out and the way to take the labels away. */
export function scamsList(
  visit: Visit,
  say: ScamsSay,
  { view, asked, cards }: { view: ScamsView; asked: ScamsAsked; cards: readonly CardKindCount[] },
): View {
  const isAny = asked.kind === '' && asked.state === '' && asked.group === ''
  if (view.count === 0 && isAny)
    return { title: say.title, main: html`${empty(say.none)}${cardCounts(visit, say, cards)}` }
  const list = table(visit, view.scams, columnsOf(visit, say), {
    caption: fill(say.caption, { count: view.count }),
    empty: say.noneSuch,
    pick: { name: 'number', value: c => c.number, form: formId },
  })
  const marks = html`<div class="row"><span>${say.acts.picked}</span>
    <button name="state" value="confirmed">${say.acts.right}</button>
    <button name="state" value="false" class="quiet">${say.acts.wrong}</button>
    <button name="state" value="open" class="quiet">${say.acts.back}</button></div>`
  return {
    title: say.title,
    main: html`${choosing(visit, say, { view, asked })}`,
    live: html`${view.scams.length > 0 ? form(visit, 'several', marks, { id: formId }) : ''}${list}${pager(visit, { page: Math.floor(asked.from / asked.most) + 1, pages: Math.ceil(view.count / asked.most) })}`,
    after: html`${precision(visit, say, view.kinds)}${cardCounts(visit, say, cards)}
      ${section(say.export.title, form(visit, 'export', '', { button: say.export.press, look: 'quiet' }), { note: say.export.note })}`,
  }
}

function choosing(visit: Visit, say: ScamsSay, { view, asked }: { view: ScamsView; asked: ScamsAsked }): Html {
  const { desk } = visit.content.caseWords
  const any: Option = { value: '', label: say.filters.any }
  const states = Object.entries(desk.scamStates).map(([value, label]) => ({ value, label }))
  const kinds = view.kinds.map(k => ({ value: k.type, label: `${k.type} ${k.all}` }))
  const groups = view.groups.map(g => ({ value: g.chat, label: g.title || say.unknownGroup }))
  return filters(
    visit,
    html`${select('state', say.filters.state, { options: [any, ...states], value: asked.state })}
      ${select('kind', say.filters.kind, { options: [any, ...kinds], value: asked.kind })}
      ${select('group', say.filters.group, { options: [any, ...groups], value: asked.group })}`,
    say.find,
  )
}

/** A mark as a badge. */
export function scamBadge({ content }: Visit, { state }: Pick<ScamView, 'state'>): Html {
  const looks = { open: 'warn', confirmed: 'bad', false: 'plain' } as const
  return badge(content.caseWords.desk.scamStates[state], looks[state])
}

/** The groups in which it was seen, by title; those of others only by their number. */
export const groupsOfScam = ({ content }: Visit, say: ScamsSay, { groups, elsewhere }: ScamView): string =>
  [
    ...groups.map(g => fill(say.group, { title: g.title || say.unknownGroup, times: g.times })),
    ...(elsewhere > 0 ? [fill(content.caseWords.desk.elsewhere, { count: elsewhere })] : []),
  ].join('、')

const columnsOf = (visit: Visit, say: ScamsSay) => [
  {
    head: say.columns.number,
    as: 'main' as const,
    cell: (c: ScamView) => html`<a href="/desk/scams/${c.number}">${c.number}</a>`,
  },
  { head: say.columns.text, cell: (c: ScamView) => beginningOf(c.text) },
  { head: say.columns.kind, cell: (c: ScamView) => html`<span class="nowrap">${c.type}</span>` },
  { head: say.columns.state, cell: (c: ScamView) => scamBadge(visit, c) },
  {
    head: say.columns.grade,
    cell: (c: ScamView) => html`<span class="nowrap">${visit.content.caseWords.desk.grades[c.grade]}</span>`,
  },
  { head: say.columns.at, cell: (c: ScamView) => time(visit, c.at), sort: (c: ScamView) => c.at },
  { head: say.columns.group, cell: (c: ScamView) => groupsOfScam(visit, say, c) },
]

const beginningOf = (text: string) => {
  const signs = [...text]
  return signs.length > shortest ? `${signs.slice(0, shortest).join('')}…` : text
}

/** How the questions of the cards of the week were answered, by kind; few answers are not counted out. */
function cardCounts(visit: Visit, { cards: say }: ScamsSay, kinds: readonly CardKindCount[]): Html {
  const counted = (of: 'answers' | 'wrong') => (kind: CardKindCount) =>
    kind.counts ? String(kind.counts[of]) : say.few
  const list = table(
    visit,
    kinds,
    [
      { head: say.columns.kind, as: 'main', cell: kind => kind.title },
      { head: say.columns.answers, as: 'number', cell: counted('answers') },
      { head: say.columns.wrong, as: 'number', cell: counted('wrong') },
    ],
    { caption: say.caption, empty: say.none },
  )
  return section(say.title, list, { note: say.note })
}

function precision(visit: Visit, say: ScamsSay, kinds: readonly KindCount[]): Html {
  const { columns, percent, unmarked } = say.precision
  const share = ({ precision: p }: KindCount) => (p === null ? unmarked : fill(percent, { share: Math.round(100 * p) }))
  const list = table(
    visit,
    kinds,
    [
      { head: columns.kind, as: 'main', cell: k => k.type },
      { head: columns.all, as: 'number', cell: k => String(k.all) },
      { head: columns.open, as: 'number', cell: k => String(k.open) },
      { head: columns.confirmed, as: 'number', cell: k => String(k.confirmed) },
      { head: columns.false, as: 'number', cell: k => String(k.false) },
      { head: columns.precision, as: 'number', cell: share },
    ],
    { caption: say.precision.caption, empty: say.none },
  )
  return section(say.precision.title, list, { note: say.precision.note })
}
