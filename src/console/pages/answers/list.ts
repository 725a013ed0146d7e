import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { type EntryLine, entriesKnown } from '../../../office/content/listing.ts'
import { dateText } from '../../../time/shown.ts'
import type { Html, View } from '../../desk.ts'
import { field, filters, hiddenFields, tabs } from '../../parts/form.ts'
import { onPage, pager } from '../../parts/pager.ts'
import { badge, empty, linkButton } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { type AnswersVisit, addressOfEntry, editing } from './rules.ts'

const kinds = ['all', 'changed', 'due', 'unsourced', 'rated', 'staff', 'broken', 'gone'] as const
type Kind = (typeof kinds)[number]

/** Whether an entry is one of a kind; what was taken back is none. */
const isOf: Record<Exclude<Kind, 'gone'>, (line: EntryLine) => boolean> = {
  all: () => true,
  changed: line => line.isOwn,
  due: line => line.isDue,
  unsourced: line => line.certainty === 'C',
  rated: line => line.useful + line.useless > 0,
  staff: line => line.isForStaff,
  broken: line => line.faults.length > 0,
}

const mostListed = 50

/** All entries: searched as students search, by kind, some at a time. */
export async function entryList({ visit, say }: AnswersVisit): Promise<View | null> {
  const search = visit.query('q').slice(0, 200)
  const kind = kinds.find(k => k === visit.query('of')) ?? 'all'
  const came = await visit.act(entriesKnown, editing(visit), { search })
  if ('refused' in came) return null
  const { entries, gone } = came.done
  const links = html`<div class="acts">${linkButton('/desk/answers/unanswered', say.links.unanswered, 'plain')}${linkButton('/desk/answers/new', say.links.new)}${linkButton('/desk/answers/try', say.links.try)}${linkButton('/desk/answers/lists', say.links.lists)}</div>`
  const counts = (of: Kind) => (of === 'gone' ? gone.length : entries.filter(isOf[of]).length)
  const body = kind === 'gone' ? goneList(say, gone) : listed({ visit, say }, entries, { kind, search })
  return {
    title: say.title,
    main: html`${links}${searchOf({ visit, say }, kind, search)}${tabs(
      say.list.label,
      kinds
        .filter(of => of === 'all' || of === kind || counts(of) > 0)
        .map(of => ({
          to: addressOf({ kind: of, search }),
          label: say.list.of[of],
          isOn: of === kind,
          count: counts(of),
        })),
    )}${body}`,
  }
}

interface Asked {
  kind: Kind
  search: string
}

const addressOf = ({ kind, search }: Asked): string => {
  const query = new URLSearchParams({
    ...(kind !== 'all' && { of: kind }),
    ...(search && { q: search }),
  })
  return query.size === 0 ? '/desk/answers' : `/desk/answers?${query}`
}

const searchOf = ({ visit, say: { list } }: AnswersVisit, kind: Kind, search: string) =>
  filters(
    visit,
    html`${kind === 'all' ? '' : hiddenFields({ of: kind })}${field('q', list.search, { value: search, type: 'search', most: 200 })}`,
    list.find,
  )

function listed(
  { visit, say }: AnswersVisit,
  entries: readonly EntryLine[],
  { kind, search }: Asked & { kind: Exclude<Kind, 'gone'> },
): Html {
  const some = entries.filter(isOf[kind])
  // The worst first; what is searched for stays in the order of likeness.
  const sorted = kind === 'rated' && search === '' ? some.toSorted((a, b) => b.useless - a.useless) : some
  const { list } = say
  const { shown, ...turned } = onPage(sorted, visit, mostListed)
  return html`${table(visit, shown, columnsOf({ visit, say }), {
    caption: fill(list.caption, { count: sorted.length }),
    empty: search === '' ? list.empty[kind] : fill(list.none, { search }),
    isSearched: true,
  })}${pager(visit, turned)}`
}

/** When somebody should look whether an entry still holds; the year goes with it, since it may be another one. */
export const reviewText = ({ list }: AnswersVisit['say'], { reviewBy }: Pick<EntryLine, 'reviewBy'>): string =>
  fill(list.reviewBy, { year: reviewBy.slice(0, 4), day: dateText(reviewBy).split(' ')[0]! })

function columnsOf({ visit, say }: AnswersVisit): Column<EntryLine>[] {
  const { columns, rated, source } = say.list
  const certainties = visit.content.knowledge.phrases.certainty
  return [
    {
      head: columns.title,
      as: 'main',
      cell: line => html`<a href="${addressOfEntry(line.id)}">${line.title}</a> ${entryMarks(say, line)}`,
    },
    { head: columns.subject, cell: ({ subject }) => subject ?? '' },
    {
      head: columns.source,
      cell: ({ sources, certainty }) => fill(source, { certainty: certainties[certainty], doc: sources[0]?.doc ?? '' }),
    },
    {
      head: columns.review,
      cell: line => html`<span class="nowrap">${reviewText(say, line)}</span>`,
      sort: ({ reviewBy }) => reviewBy,
    },
    {
      head: columns.rated,
      cell: ({ useful, useless }) => (useful + useless === 0 ? '' : fill(rated, { useful, useless })),
      sort: ({ useless }) => -useless,
    },
  ]
}

/** What is to be known of an entry at a glance. */
export const entryMarks = (
  { marks }: AnswersVisit['say'],
  { isOwn, subject, isDue, isForStaff, faults }: EntryLine,
): Html[] => [
  isOwn ? badge(subject === null ? marks.new : marks.own, 'good') : '',
  isDue ? badge(marks.due, 'warn') : '',
  faults.length > 0 ? badge(marks.broken, 'bad') : '',
  isForStaff ? badge(marks.staff) : '',
]

const goneList = ({ list }: AnswersVisit['say'], gone: readonly string[]): Html =>
  gone.length === 0
    ? empty(list.empty.gone)
    : html`<ul class="pages">${gone.map(id => html`<li><a href="${addressOfEntry(id)}">${id}</a></li>`)}</ul>`
