import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { fieldGroups } from '../../../knowledge/groups.ts'
import { entriesSaying } from '../../../knowledge/shown.ts'
import { type FieldLine, fieldsKnown } from '../../../office/content/listing.ts'
import type { Html, View } from '../../desk.ts'
import { field, filters, hiddenFields, tabs } from '../../parts/form.ts'
import { badge, card, empty, notice, section } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { addressOfField, type FactsVisit, isDoubtful, originBadge, settingRules, valueSaid, whomOf } from './rules.ts'

const kinds = ['all', 'doubt', 'missing', 'sample', 'own'] as const
type Kind = (typeof kinds)[number]

const hasOrigin = ({ shows }: FieldLine, wanted: 'sample' | 'own') =>
  shows.origin === wanted || shows.parts.some(part => part.origin === wanted)

const isOf: Record<Kind, (line: FieldLine) => boolean> = {
  all: () => true,
  doubt: isDoubtful,
  missing: line => line.isMissing,
  sample: line => hasOrigin(line, 'sample'),
  own: line => hasOrigin(line, 'own') || line.version > 0,
}

/** All values of the school: what is doubtful or missing first, then all in the groups of the file. */
export async function factsList({ visit, say }: FactsVisit): Promise<View | null> {
  const came = await visit.act(fieldsKnown, settingRules(visit), undefined)
  if ('refused' in came) return null
  const search = visit.query('q').slice(0, 100)
  const found = came.done.fields.filter(line => isAbout(line, search))
  const kind = kinds.find(k => k === visit.query('of')) ?? 'all'
  const lines = found.filter(isOf[kind])
  const { list } = say
  const body =
    lines.length === 0
      ? empty(search === '' ? list.empty[kind] : fill(list.none, { search }))
      : html`${kind === 'all' && search === '' ? firstOf({ visit, say }, lines) : ''}${groups({ visit, say }, lines)}`
  return {
    title: say.title,
    main: html`<p class="note">${say.note}</p>${filters(
      visit,
      html`${kind === 'all' ? '' : hiddenFields({ of: kind })}${field('q', list.search, { value: search, type: 'search', most: 100 })}`,
      list.find,
    )}${tabs(
      list.label,
      kinds.map(of => ({
        to: addressOfList(of, search),
        label: list.of[of],
        isOn: of === kind,
        count: found.filter(isOf[of]).length,
      })),
    )}${body}`,
  }
}

const addressOfList = (of: Kind, search = '') =>
  `/desk/facts?${new URLSearchParams({ ...(of !== 'all' && { of }), ...(search && { q: search }) })}`

const isAbout = ({ key, label, shows }: FieldLine, search: string) =>
  search === '' ||
  [key, label, shows.value ?? '', ...shows.parts.flatMap(p => [p.value, ...Object.values(p.for)])].some(text =>
    text.toLowerCase().includes(search.toLowerCase()),
  )

/** What wants to be seen to before anything else. */
function firstOf({ visit, say }: FactsVisit, lines: readonly FieldLine[]): Html {
  const { list, marks } = say
  const doubts = lines.filter(isDoubtful)
  const missing = lines.filter(line => line.isMissing && !isDoubtful(line))
  const samples = lines.filter(isOf.sample).length
  const sampled =
    samples === 0
      ? ''
      : notice(html`<a href="${addressOfList('sample')}">${fill(list.samples, { count: samples })}</a>`)
  const cards = doubts.map(line =>
    card({
      title: line.label,
      to: addressOfField(line.key),
      marks: badge(line.faults.length > 0 ? marks.broken : marks.doubt, 'bad'),
      lines: html`${[...line.warnings, ...line.faults].map(says => html`<p>${says}</p>`)}`,
    }),
  )
  const names = askedMost(visit, missing)
    .slice(0, mostNamed)
    .map((line, n) => html`${n > 0 ? '、' : ''}<a href="${addressOfField(line.key)}">${line.label}</a>`)
  const rest =
    missing.length <= mostNamed
      ? ''
      : html`<p><a href="${addressOfList('missing')}">${fill(list.allMissing, { count: missing.length })}</a></p>`
  const unset = missing.length === 0 ? '' : card({ title: list.missing, lines: html`<p>${names}</p>${rest}` })
  const count = doubts.length + missing.length
  return section(
    fill(list.first, { count }),
    html`${count === 0 ? html`<p class="note">${list.firstNone}</p>` : ''}${cards}${unset}${sampled}`,
  )
}

/** So many of what is missing are named. */
const mostNamed = 12

/** Dates first, then what most answers say. */
function askedMost({ content }: FactsVisit['visit'], lines: readonly FieldLine[]): FieldLine[] {
  const { entries } = content.knowledge
  const weight = ({ key, type }: FieldLine) => entriesSaying(entries, key).length + (type === 'date' ? 1000 : 0)
  return lines.toSorted((a, b) => weight(b) - weight(a))
}

function groups({ visit, say }: FactsVisit, lines: readonly FieldLine[]): Html {
  const groupOf = fieldGroups(visit.content.knowledge.shipped.school)
  const grouped = [...Map.groupBy(lines, line => groupOf.get(line.key) ?? '')]
  return html`${grouped.map(([group, some]) =>
    section(
      group || say.list.general,
      table(visit, some, columnsOf({ visit, say }), {
        caption: fill(say.list.caption, { count: some.length }),
        empty: say.list.empty.all,
        isSearched: true,
      }),
    ),
  )}`
}

function columnsOf({ visit, say }: FactsVisit): Column<FieldLine>[] {
  const { columns } = say.list
  return [
    {
      head: columns.field,
      as: 'main',
      cell: line =>
        html`<a href="${addressOfField(line.key)}">${line.label}</a> ${isDoubtful(line) ? badge(say.marks.doubt, 'bad') : ''}`,
    },
    {
      head: columns.value,
      cell: ({ type, shows }) =>
        html`${valueSaid({ visit, say }, type, shows.value)} ${originBadge(say, shows.origin, shows.value)}`,
    },
    {
      head: columns.parts,
      cell: ({ type, shows }) =>
        shows.parts.length === 0
          ? ''
          : html`<span>${shows.parts.map(({ for: whom, value }) => html`${fill(say.part, { whom: whomOf({ visit, say }, whom), value: valueSaid({ visit, say }, type, value) })}<br />`)}</span>`,
    },
    { head: columns.ask, cell: line => line.ask },
  ]
}
