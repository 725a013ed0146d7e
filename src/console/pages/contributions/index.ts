import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Contribution } from '../../../core/desk.ts'
import { type ContributionList, listContributions } from '../../../office/desk/contributions.ts'
import { definePage, type Html, type View, type Visit } from '../../desk.ts'
import { form, tabs } from '../../parts/form.ts'
import { unitAsked } from '../../parts/part.ts'
import { download, empty, linkButton, section } from '../../parts/pieces.ts'
import { contributionActs } from './acts.ts'
import { contributionCard, pressesFor } from './cards.ts'
import { contributionFile } from './files.ts'
import { addressWith, filtersOf, rulesFor } from './filter.ts'
import { contributionPage } from './one.ts'
import { printPage, weekList } from './week.ts'
import { type ContributionWords, contributionWords } from './words.ts'

/** 投稿: what people handed in to be shown: looked at, let through or sent back, chosen for a week, taken away as a file. */
export const contributions = definePage<ContributionWords>({
  name: 'contributions',
  right: 'moderate',
  words: contributionWords,
  async show(visit, say) {
    if (visit.item === 'print') return printPage(visit, say)
    if (visit.item === '') return listView(visit, say)
    return /^[A-Za-z]{1,2}\d{6}-\w+$/.test(visit.item) ? contributionPage(visit, say) : null
  },
  acts: contributionActs,
  file: contributionFile,
})

const ways = ['wait', 'shown', 'returned', 'week'] as const

/** How many stand on one page. */
const most = 50

async function listView(visit: Visit, say: ContributionWords): Promise<View> {
  const asked = visit.query('of')
  const of = ways.find(way => way === asked) ?? 'wait'
  const page = Math.max(0, Math.trunc(Number(visit.query('page')) || 0))
  const filter = { of, flow: visit.query('flow'), unit: unitAsked(visit), said: visit.query('q').slice(0, 50) }
  const listed = await visit.act(listContributions, rulesFor(visit), {
    ...filter,
    of: of === 'week' ? 'wait' : of,
    most: of === 'week' ? 0 : most,
    from: page * most,
  })
  const {
    contributions: found,
    counts,
    count,
  } = 'done' in listed ? listed.done : { contributions: [], counts: {}, count: 0 }
  const { review = 0, submitted = 0, late = 0, returned = 0 } = counts
  const inTab = { wait: review, shown: submitted + late, returned, week: undefined }
  const main = tabs(
    say.tabs.label,
    ways.map(way => {
      const shown = inTab[way]
      return {
        to: addressWith(visit, '', { of: way === 'wait' ? '' : way }),
        label: say.tabs[way],
        isOn: way === of,
        ...(shown === undefined ? {} : { count: shown }),
      }
    }),
  )
  if (of === 'week') return { title: say.title, main: html`${main}${await weekList(visit, say)}` }
  const list = cardsOf(visit, say, { of, found })
  return {
    title: say.title,
    main: html`${main}${await filtersOf(visit, say, of)}${section(fill(say.count, { count }), html`${list}${paging(visit, say, { of, page, count })}`)}`,
  }
}

function cardsOf(
  visit: Visit,
  say: ContributionWords,
  { of, found }: { of: Exclude<ContributionList, 'week'>; found: readonly Contribution[] },
): Html {
  if (found.length === 0) return empty(say.none[of])
  const isWaiting = of === 'wait'
  const cards = found.map(one =>
    contributionCard(visit, say, { one, tick: isWaiting ? 'many' : '', acts: pressesFor(visit, say, one) }),
  )
  const many = isWaiting ? form(visit, 'many', '', { button: say.acts.many, id: 'many' }) : ''
  const file =
    of === 'shown'
      ? html`<div class="row">${download(addressWith(visit, 'anthology.xlsx', {}), say.anthology)}</div><p class="note">${say.anthologyNote}</p>`
      : ''
  return html`${file}${cards}${many}`
}

function paging(
  visit: Visit,
  { pages: words }: ContributionWords,
  { of, page, count }: { of: string; page: number; count: number },
): Html {
  const to = (n: number) => addressWith(visit, '', { of, page: n === 0 ? '' : String(n) })
  const back = page > 0 ? linkButton(to(page - 1), words.back) : ''
  const more = count > (page + 1) * most ? linkButton(to(page + 1), words.more) : ''
  return back === '' && more === '' ? '' : html`<nav class="row" aria-label="${words.label}">${back}${more}</nav>`
}
