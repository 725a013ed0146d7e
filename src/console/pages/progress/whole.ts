import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { unitsText } from '../../../office/people/describe.ts'
import { collegeAmong, isForColleges } from '../../../office/progress/colleges.ts'
import { courseOf } from '../../../office/progress/course.ts'
import { seesOf } from '../../../office/progress/ground.ts'
import { sentNotices } from '../../../office/progress/notices.ts'
import { overview, type ProgressTable } from '../../../office/progress/overview.ts'
import type { Html, View } from '../../desk.ts'
import { filters, hiddenFields, select } from '../../parts/form.ts'
import { empty, section } from '../../parts/pieces.ts'
import { type AskedPlace, type ProgressVisit, placeAsked, placeFields, rulesForProgress, unitAt } from './asked.ts'
import { courseSection } from './chart.ts'
import { rowsTable, totalsTable } from './table.ts'

/** Among more people than this it is not counted how something went: that reads a line of each of them. */
const mostCourse = 5000

/** How far everybody in one's care is, item by item and class by class; null for a part of the school that is not theirs. */
export async function wholeView(page: ProgressVisit): Promise<View | null> {
  const { visit, say } = page
  const place = { ...placeAsked(visit), className: '' }
  const items = ['item', 'of'].map(visit.query).filter(id => id !== '')
  const came = await visit.act(overview, rulesForProgress(visit), {
    unit: unitAt(place),
    ...(items.length > 0 ? { items } : {}),
  })
  if ('refused' in came) {
    const { why, says } = came.refused
    if (why === 'nothing') return { title: say.title, main: empty(says) }
    return why === 'unknownNotice' ? viewOf(page, { place, shown: empty(says), colleges: [] }) : null
  }
  const { table } = came.done
  if (table.people === 0) return place.college === '' ? { title: say.title, main: empty(say.none) } : null
  const colleges = isForColleges(table, visit.actor) ? [...new Set(table.classes.map(c => c.college))] : []
  const after = items.length === 1 ? await courseIn(page, table, place) : ''
  return { ...(await viewOf(page, { place, shown: tables(page, table, place), colleges })), after }
}

async function viewOf(
  page: ProgressVisit,
  { place, shown, colleges }: { place: AskedPlace; shown: Html; colleges: readonly string[] },
): Promise<View> {
  const { visit, say } = page
  const isOne = collegeAmong(visit.actor, place.college) !== ''
  return {
    title: say.title,
    main: html`<p class="note">${say.note}</p>${await choosing(page, { place, colleges })}`,
    live: shown,
    ...(isOne ? { up: { to: '/desk/progress', label: say.filters.allColleges } } : {}),
  }
}

function tables(page: ProgressVisit, table: ProgressTable, place: AskedPlace): Html {
  const { visit, say } = page
  const unit = unitAt(place)
  const scope = unitsText(unit ? [unit] : seesOf(visit.actor), visit.content.rosterWords.audience)
  return html`${section(fill(say.totals.heading, { scope, people: table.people }), totalsTable(page, table, place))}${rowsTable(page, table)}`
}

/** What is looked at stands in the address: one thing, a broadcast, a college. */
async function choosing(
  { visit, say }: ProgressVisit,
  { place, colleges }: { place: AskedPlace; colleges: readonly string[] },
): Promise<Html> {
  const { item, all, notice, noNotice, college, allColleges, find } = say.filters
  const rules = rulesForProgress(visit)
  const came = await visit.act(sentNotices, rules, undefined)
  const notices = 'done' in came ? came.done.notices : []
  const any = (label: string) => ({ value: '', label })
  const named = notices.map(n => ({ value: n.number, label: n.title }))
  const flows = rules.flows.map(f => ({ value: f.flow, label: f.title }))
  const chosen = colleges.length > 0
  return filters(
    visit,
    html`${select('item', item, { options: [any(all), ...flows], value: visit.query('item') })}
      ${named.length > 0 ? select('of', notice, { options: [any(noNotice), ...named], value: visit.query('of') }) : ''}
      ${chosen ? select('part', college, { options: [any(allColleges), ...colleges.map(c => ({ value: c, label: c }))], value: place.college }) : hiddenFields(placeFields(place))}`,
    find,
  )
}

async function courseIn(page: ProgressVisit, table: ProgressTable, place: AskedPlace): Promise<Html> {
  if (table.people > mostCourse) return ''
  const { id: item, title, total } = table.items[0]!
  const came = await page.visit.act(courseOf, rulesForProgress(page.visit), { item, unit: unitAt(place) })
  return 'done' in came ? courseSection(page, { title, all: total.all, days: came.done.days }) : ''
}
