import { html } from 'hono/html'
import { careListRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { CareCount, CareEntry } from '../../../core/work/care.ts'
import { countCareList, lookAtCareList } from '../../../office/care-list/look.ts'
import { may } from '../../../office/rights.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { field, form, tabs, ticks } from '../../parts/form.ts'
import { card, empty, linkButton, section } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import { careLines, nextBadge, reasonBadges, reasonOptions } from './entry.ts'
import type { CarePageWords } from './words.ts'

/** The list of whoever looks after students on it, and how many there are of each college for whoever leads more than a class. */
export async function careOverview(visit: Visit, say: CarePageWords): Promise<View> {
  const days = visit.content.knowledge.retention.days.care ?? 0
  const own = may(visit.actor, 'see-care-list') ? await ownList(visit, say) : ''
  const counts = may(visit.actor, 'count-care-list') ? await countsOf(visit, say) : ''
  return { title: say.title, main: html`<p class="note">${fill(say.note, { days })}</p>${own}${counts}` }
}

async function ownList(visit: Visit, say: CarePageWords): Promise<Html> {
  const state = visit.query('of') === 'closed' ? 'closed' : 'open'
  const came = await visit.act(lookAtCareList, careListRulesOf(visit.content), { state })
  const entries = 'done' in came ? came.done.entries : []
  const cards = entries.length === 0 ? empty(say.none[state]) : html`${entries.map(e => entryCard(visit, say, e))}`
  const ways = (['open', 'closed'] as const).map(way => ({
    to: way === 'open' ? '/desk/care-list' : '/desk/care-list?of=closed',
    label: say.tabs[way],
    isOn: way === state,
  }))
  return html`${tabs(say.tabs.label, ways)}${state === 'open' ? adding(visit, say) : ''}${section(say.tabs[state], cards)}`
}

function adding(visit: Visit, { add: words }: CarePageWords): Html {
  const tried = visit.tried?.act === 'open' ? visit.tried.form : null
  const body = html`${field('student', words.student, { value: tried?.get('student') ?? '', isNeeded: true, most: 60 })}
    ${ticks('reasons', words.reasons, { options: reasonOptions(visit), values: tried?.all('reasons') ?? [] })}
    ${field('next', words.next, { type: 'date', value: tried?.get('next') ?? '' })}`
  return html`<details ${tried ? 'open' : ''}><summary>${words.title}</summary>${form(visit, 'open', body, { button: words.button })}</details>`
}

const entryCard = (visit: Visit, say: CarePageWords, entry: CareEntry): Html =>
  card({
    id: entry.id,
    title: entry.name || say.left,
    to: `/desk/care-list/${entry.id}`,
    marks: html`${reasonBadges(visit, entry)} ${nextBadge(visit, say, entry)}`,
    lines: careLines(visit, say, entry),
    acts: linkButton(`/desk/care-list/${entry.id}`, say.talk.title),
  })

async function countsOf(visit: Visit, { counts: words }: CarePageWords): Promise<Html> {
  const came = await visit.act(countCareList, careListRulesOf(visit.content), undefined)
  const counts = 'done' in came ? came.done.counts : []
  const columns = [
    { head: words.columns.college, as: 'main' as const, cell: ({ college }: CareCount) => college },
    ...(['open', 'talked', 'closed'] as const).map(name => ({
      head: words.columns[name],
      cell: (count: CareCount) => String(count[name]),
    })),
  ]
  const rows = table(visit, counts, columns, { caption: words.title, empty: words.none })
  return section(words.title, rows, { note: words.note })
}
