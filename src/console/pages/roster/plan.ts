import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { RosterPerson } from '../../../core/roster.ts'
import type { Enrolled } from '../../../office/people/enrol.ts'
import { changesOf } from '../../../office/people/list/changes.ts'
import { type FaultGroup, faultPlaces } from '../../../office/people/list/faults.ts'
import type { SheetColumns } from '../../../office/people/list/listing.ts'
import type { ListNote } from '../../../office/people/list/notes.ts'
import type { Html, View } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { card, facts, notice, section } from '../../parts/pieces.ts'
import { type ListOptions, listForm, optionValues } from './list-form.ts'
import type { RosterVisit } from './rules.ts'

/** A list that was looked at: what it would change, its file, and what holds for all of it. */
interface Tried {
  plan: Enrolled
  kept: { id: string; name: string }
  options: ListOptions
}

/** So many people or places of a kind stand on the page. */
const most = 100

/** What a list would change, what is wrong with it, how it was read, and the button that imports it. */
export function planView({ visit, say }: RosterVisit, { plan, kept, options }: Tried): View {
  const words = say.plan
  const { faults, notes, columns } = plan
  const bad = faults.filter(f => f.isBad)
  const doubts = faults.filter(f => !f.isBad)
  return {
    title: fill(words.title, { file: kept.name }),
    up: { to: '/desk/roster', label: say.title },
    main: html`${countsOf({ say }, plan, options)}${confirmOf({ visit, say }, { plan, kept, options })}
      ${bad.length > 0 ? section(words.bad, html`${bad.map(f => faultCard({ visit, say }, f))}`) : ''}
      ${doubts.length > 0 ? section(words.doubts, html`${doubts.map(f => faultCard({ visit, say }, f))}`) : ''}
      ${changesPart({ visit, say }, plan)}${peoplePart(words.fresh, plan.fresh, words)}${peoplePart(words.missing, plan.missing, words)}
      ${columns.length > 0 ? section(words.columns, html`${columns.map(c => columnsPart(c, words))}`) : ''}
      ${notes.length > 0 ? section(words.notes, notesPart(notes, words)) : ''}
      ${section(words.again, listForm({ visit, say }, { kept, options }))}`,
  }
}

type PlanWords = RosterVisit['say']['plan']

const rowsIn = (faults: readonly FaultGroup[]) => faults.reduce((sum, { rows }) => sum + rows.length, 0)

function countsOf({ say: { plan: words } }: Pick<RosterVisit, 'say'>, plan: Enrolled, { removes }: ListOptions): Html {
  const { fresh, changed, unchanged, missing, faults } = plan
  const of = (count: number, text = words.count) => (count === 0 ? '' : fill(text, { count }))
  const f = words.facts
  return facts([
    [f.fresh, fill(words.count, { count: fresh.length })],
    [f.changed, fill(words.count, { count: changed.length })],
    [f.unchanged, fill(words.count, { count: unchanged.length })],
    [f.missing, of(missing.length, removes ? words.goes : words.stays)],
    [f.bad, of(rowsIn(faults.filter(one => one.isBad)), words.rows)],
    [f.doubts, of(rowsIn(faults.filter(one => !one.isBad)), words.rows)],
  ])
}

/** The button that imports exactly what is shown; what it does stands before it with its count, as it cannot be undone. */
function confirmOf({ visit, say }: RosterVisit, { plan, kept, options }: Tried): Html {
  const words = say.plan
  const { fresh, changed, unchanged, missing, mark } = plan
  const count = fresh.length + changed.length + unchanged.length
  const gone = options.removes ? missing.length : 0
  if (count === 0) return notice(words.nobody, 'bad')
  if (visit.desk.isSandbox) return notice(say.importing.sandbox)
  const isSame = fresh.length + changed.length + gone === 0
  const button = fill(gone > 0 ? words.confirmRemoves : words.confirm, { count, gone })
  const values = { ...optionValues(options), kept: kept.id, mark }
  return html`<p class="note">${isSame ? words.same : words.note}</p>
    <div class="acts">${pressButton(visit, 'apply', { button, look: gone > 0 ? 'grave' : 'plain', values })}</div>`
}

const faultCard = ({ visit, say: { plan: words } }: RosterVisit, group: FaultGroup): Html =>
  card({
    title: group.what,
    marks: html`<span class="badge ${group.isBad ? 'bad' : 'warn'}">${fill(words.rows, { count: group.rows.length })}</span>`,
    lines: html`<p>${faultPlaces(group, visit.content.rosterWords.import, most).join('、')}</p><p class="note">${fill(words.cure, { cure: group.cure })}</p>`,
  })

/** Lines that are folded away where they are many. */
function folded(heading: string, lines: readonly Html[], words: PlanWords): Html {
  if (lines.length === 0) return ''
  const rest = lines.length - most
  const more = rest > 0 ? html`<li>${fill(words.more, { count: rest })}</li>` : ''
  return html`<details ${lines.length <= 10 ? 'open' : ''}><summary>${heading} ${fill(words.count, { count: lines.length })}</summary><ul class="steps">${lines.slice(0, most).map(line => html`<li>${line}</li>`)}${more}</ul></details>`
}

const peoplePart = (heading: string, people: readonly RosterPerson[], words: PlanWords): Html =>
  folded(
    heading,
    people.map(({ number, name, college, className }) => `${number} ${name} ${college}${className}`),
    words,
  )

function changesPart({ visit, say: { plan: words } }: RosterVisit, { changed }: Enrolled): Html {
  const lines = changed.map(one => {
    const changes = changesOf(one, visit.content.rosterWords)
    return `${one.after.number} ${one.after.name}：${changes.map(c => fill(words.changes, { ...c })).join('；')}`
  })
  return folded(words.changed, lines, words)
}

function columnsPart({ sheet, used, unused }: SheetColumns, words: PlanWords): Html {
  const pairs = used.map(({ field, headers }) =>
    headers.join() === field ? field : fill(words.column, { field, headers: headers.join('、') }),
  )
  return html`${sheet === '' ? '' : html`<h3>${fill(words.sheetOf, { sheet })}</h3>`}<p>${pairs.join('，')}</p>
    <p class="note">${unused.length === 0 ? words.allUsed : `${words.unused}：${unused.join('、')}`}</p>`
}

const notesPart = (notes: readonly ListNote[], words: PlanWords): Html =>
  html`<ul class="steps">${notes.map(({ says, items }) => {
    const some = items.slice(0, most).join('、')
    const rest = items.length - most
    return html`<li>${fill(words.item, { says, items: some })}${rest > 0 ? fill(words.more, { count: rest }) : ''}</li>`
  })}</ul>`
