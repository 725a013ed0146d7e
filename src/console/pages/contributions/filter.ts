import { html } from 'hono/html'
import { contributionRulesOf } from '../../../bot/office.ts'
import { lookedAtFlows } from '../../../office/desk/contributions.ts'
import type { Html, Visit } from '../../desk.ts'
import { partSelect } from '../../parts/care.ts'
import { field, filters, select } from '../../parts/form.ts'
import { partQuery, unitAsked } from '../../parts/part.ts'
import type { ContributionWords } from './words.ts'

/** What acts on contributions go by. */
export const rulesFor = ({ content }: Visit) => contributionRulesOf(content)

/** What narrows a list down, in the address. */
export async function filtersOf(visit: Visit, say: ContributionWords, of: string): Promise<Html> {
  const { filters: words } = say
  const kinds = [
    { value: '', label: words.every },
    ...lookedAtFlows(rulesFor(visit)).map(({ name, title }) => ({ value: name, label: title })),
  ]
  return filters(
    visit,
    html`<input type="hidden" name="of" value="${of}" />${select('flow', words.kind, { options: kinds, value: visit.query('flow') })}${await partSelect(visit, words)}${field('q', words.said, { type: 'search', value: visit.query('q'), most: 50 })}`,
    words.button,
  )
}

/** An address of the page with these parts of its query and those of the filter. */
export function addressWith(visit: Visit, item: string, own: Readonly<Record<string, string>>): string {
  const kept = { flow: visit.query('flow'), ...partQuery(unitAsked(visit)), q: visit.query('q') }
  const query = new URLSearchParams(Object.entries({ ...kept, ...own }).filter(([, value]) => value !== ''))
  return `/desk/contributions${item === '' ? '' : `/${item}`}${query.size > 0 ? `?${query}` : ''}`
}
