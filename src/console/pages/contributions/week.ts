import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Contribution } from '../../../core/desk.ts'
import { anthology } from '../../../office/desk/anthology.ts'
import { listContributions } from '../../../office/desk/contributions.ts'
import { isWeek, pickWeeks, weekOf } from '../../../office/desk/picks.ts'
import { dateText } from '../../../time/shown.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { field, form, pressButton, select } from '../../parts/form.ts'
import { download, empty, linkButton, section } from '../../parts/pieces.ts'
import { contributionCard } from './cards.ts'
import { rulesFor } from './filter.ts'
import type { ContributionWords } from './words.ts'

/** The week that the address names, or this one. */
export function weekIn(visit: Visit): string {
  const asked = visit.query('week')
  return isWeek(asked) ? asked : weekOf(visit.now, visit.zone)
}

/** What is chosen for a week, in its order. */
export async function weekList(visit: Visit, say: ContributionWords): Promise<Html> {
  const week = weekIn(visit)
  const came = await visit.act(listContributions, rulesFor(visit), { of: 'week', week, most: 200 })
  const chosen = 'done' in came ? came.done.contributions : []
  const weeks = await visit.act(pickWeeks, rulesFor(visit), undefined)
  const known = 'done' in weeks ? weeks.done.weeks : []
  const options = [...new Set([week, ...known])].map(day => ({
    value: day,
    label: fill(say.week.from, { day: dateText(day) }),
  }))
  const which = html`<form method="get" action="/desk/contributions" class="filters"><input type="hidden" name="of" value="week" />${select('week', say.week.which, { options, value: week })}<button class="quiet">${say.week.go}</button></form>`
  if (chosen.length === 0) return html`${which}${empty(say.none.week)}`
  const ways = html`<div class="row">${download(`/desk/contributions/week.xlsx?week=${week}`, say.week.file)}${linkButton(`/desk/contributions/print?week=${week}`, say.week.print)}</div><p class="note">${say.week.note}</p>`
  const cards = chosen.map((one, n) =>
    chosenCard(visit, say, { one, isFirst: n === 0, isLast: n === chosen.length - 1 }),
  )
  return html`${which}${ways}${section(fill(say.count, { count: chosen.length }), html`${cards}`)}`
}

function chosenCard(
  visit: Visit,
  say: ContributionWords,
  { one, isFirst, isLast }: { one: Contribution; isFirst: boolean; isLast: boolean },
): Html {
  const { acts: words } = say
  const { number } = one
  const move = (way: 'up' | 'down') =>
    pressButton(visit, 'move', { button: words[way], look: 'quiet', values: { number, way } })
  const written = form(
    visit,
    'caption',
    field('caption', say.week.caption, { value: one.pick?.caption ?? '', most: 120 }),
    { button: words.caption, look: 'quiet', values: { number } },
  )
  const unpick = pressButton(visit, 'unpick', {
    button: words.unpick,
    look: 'quiet',
    values: { number, week: one.pick?.week ?? '' },
  })
  return contributionCard(visit, say, {
    one,
    acts: html`${written}${isFirst ? '' : move('up')}${isLast ? '' : move('down')}${unpick}`,
  })
}

/** What is chosen for a week, for paper: nothing but what their authors agreed to. */
export async function printPage(visit: Visit, say: ContributionWords): Promise<View> {
  const week = weekIn(visit)
  const came = await visit.act(anthology, rulesFor(visit), { week })
  const published = 'done' in came ? came.done.published : []
  const sheets = published.map(
    one => html`<article class="card"><h2>${one.title} · ${one.kind}</h2><blockquote>${one.text}</blockquote>
      <p>—— ${one.signature ?? say.sheet.anonymous}</p>${one.caption === '' ? '' : html`<p><b>${one.caption}</b></p>`}
      <div class="gallery">${one.pictures.map(({ file }, n) => html`<figure><img src="/desk/contributions/picture/${one.number}/${n + 1}" alt="${file}" /><figcaption>${file}</figcaption></figure>`)}</div>
      <p class="note">${one.number}</p></article>`,
  )
  return {
    title: fill(say.print.title, { day: dateText(week) }),
    up: { to: `/desk/contributions?of=week&week=${week}`, label: say.print.up },
    main:
      published.length === 0 ? empty(say.none.week) : html`<p class="note unprinted">${say.print.note}</p>${sheets}`,
  }
}
