import { html } from 'hono/html'
import { contributionRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { listRecords, placeOfRecord, type RecordView, recordFlows } from '../../../office/desk/records.ts'
import { dateText } from '../../../time/shown.ts'
import { definePage, type Html, type View, type Visit } from '../../desk.ts'
import { partSelect } from '../../parts/care.ts'
import { field, filters, form, select, tabs } from '../../parts/form.ts'
import { download, section } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import { recordActs, recordFile } from './acts.ts'
import { filterIn } from './filter.ts'
import { followBadge } from './follow.ts'
import { recordPage } from './one.ts'
import { type RecordPageWords, recordPageWords } from './words.ts'

/** 记录: what staff wrote down of meetings, visits and talks, and what is still to be done after them. */
export const records = definePage<RecordPageWords>({
  name: 'records',
  right: 'see-records',
  words: recordPageWords,
  async show(visit, say) {
    if (visit.item === '') return listView(visit, say)
    return /^[A-Za-z]{1,2}\d{6}-\w+$/.test(visit.item) ? recordPage(visit, say) : null
  },
  acts: recordActs,
  file: recordFile,
})

/** How many rows a page shows; the rest is found by the filters. */
const most = 500

async function listView(visit: Visit, say: RecordPageWords): Promise<View> {
  const rules = contributionRulesOf(visit.content)
  const came = await visit.act(listRecords, rules, filterIn(visit))
  const { records: found, writers, open } = 'done' in came ? came.done : { records: [], writers: [], open: 0 }
  const of = visit.query('of') === 'due' ? 'due' : 'all'
  const { shell } = visit.words
  const query = new URL(visit.here, 'http://desk').search
  const rows = table(visit, found.slice(0, most), columnsOf(say), {
    caption:
      found.length > most
        ? fill(shell.of, { shown: most, count: found.length })
        : fill(shell.count, { count: found.length }),
    empty: say.none[of],
  })
  const file =
    found.length === 0
      ? ''
      : html`<div class="row">${download(`/desk/records/records.xlsx${query}`, say.acts.file)}</div>`
  return {
    title: say.title,
    main: html`${tabs(say.tabs.label, [
      { to: '/desk/records', label: say.tabs.all, isOn: of === 'all' },
      { to: '/desk/records?of=due', label: say.tabs.due, isOn: of === 'due', count: open },
    ])}${await filtersOf(visit, say, { of, writers })}${section(say.tabs[of], html`${file}${form(visit, 'done', '', { id: 'follow' })}${rows}`)}`,
  }
}

async function filtersOf(
  visit: Visit,
  { filters: words, left }: RecordPageWords,
  { of, writers }: { of: string; writers: readonly { number: string; name: string }[] },
): Promise<Html> {
  const kinds = recordFlows(contributionRulesOf(visit.content)).map(({ name, title }) => ({
    value: name,
    label: title,
  }))
  const staff = writers.map(({ number, name }) => ({ value: number, label: name || left }))
  const all = { value: '', label: words.every }
  const day = (name: 'since' | 'until') => field(name, words[name], { type: 'date', value: visit.query(name) })
  return filters(
    visit,
    html`<input type="hidden" name="of" value="${of === 'due' ? 'due' : ''}" />${select('flow', words.kind, { options: [all, ...kinds], value: visit.query('flow') })}${await partSelect(visit, words)}${select('writer', words.writer, { options: [all, ...staff], value: visit.query('writer') })}${day('since')}${day('until')}`,
    words.button,
  )
}

const columnsOf = (say: RecordPageWords) => [
  {
    head: say.columns.day,
    as: 'main' as const,
    cell: ({ day, record }: RecordView) =>
      html`<a href="/desk/records/${record.number}">${day === '' ? record.number : dateText(day)}</a>`,
    sort: ({ day }: RecordView) => `d${day}`,
  },
  { head: say.columns.title, cell: ({ title }: RecordView) => title },
  { head: say.columns.where, cell: placeOfRecord },
  { head: say.columns.writer, cell: ({ record }: RecordView) => record.writer.name || say.left },
  { head: say.columns.follow, cell: (view: RecordView) => followCell(say, view) },
]

function followCell(say: RecordPageWords, { follow, record, dueOn, isDue }: RecordView): Html {
  if (follow === '') return ''
  return html`${followBadge(say, { dueOn, isDue, isDone: record.followedAt !== null })} ${follow.length > 40 ? `${follow.slice(0, 40)}…` : follow}${record.followedAt === null ? html`<button class="quiet" form="follow" name="number" value="${record.number}">${say.acts.done}</button>` : ''}`
}
