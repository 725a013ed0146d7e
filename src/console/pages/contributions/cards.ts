import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Contribution } from '../../../core/desk.ts'
import { labelledAnswers, publishedOf } from '../../../office/desk/anthology.ts'
import { mayGoOut, picturesOfContribution, publishingOf, teacherLetterOf } from '../../../office/desk/contributions.ts'
import { dateText } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { gallery } from '../../parts/gallery.ts'
import { badge, card, facts, linkButton, quote, time } from '../../parts/pieces.ts'
import { rulesFor } from './filter.ts'
import type { ContributionWords } from './words.ts'

/** A contribution in a list: what was written, who may see it, and what one press does. `tick` is the form to which its box belongs. */
export function contributionCard(
  visit: Visit,
  say: ContributionWords,
  { one, tick = '', acts }: { one: Contribution; tick?: string; acts: Html },
): Html {
  const rules = rulesFor(visit)
  const { number } = one
  const { title: form, kind } = publishedOf(rules, one)
  const title = fill(say.card.title, { title: form, kind })
  const free = labelledAnswers(rules, one).filter(a => a.isFree)
  const box = tick
    ? html`<input type="checkbox" name="number" value="${number}" form="${tick}" aria-label="${visit.words.shell.select.one} ${number}" /> `
    : ''
  return card({
    id: number,
    title: html`${box}<a href="/desk/contributions/${number}">${title}</a>`,
    marks: contributionMarks(visit, say, one),
    lines: html`${free.map(a => quote(a.text))}${whoAndWhen(visit, say, one)}${pictureList(say, one)}`,
    acts: html`${acts}${linkButton(`/desk/contributions/${number}`, say.card.more)}`,
  })
}

/** Where it stands, and who may see it. */
export function contributionMarks(visit: Visit, say: ContributionWords, one: Contribution): Html {
  const { level, signature } = publishingOf(rulesFor(visit), one)
  const looks = { review: 'warn', submitted: 'good', late: 'good', returned: 'bad' } as const
  const state = one.state === 'withdrawn' ? 'returned' : one.state
  const shownTo = level === 'public' ? fill(say.levels.public, { name: signature ?? '' }) : say.levels[level]
  const chosen = one.pick ? badge(fill(say.chosen, { week: dateText(one.pick.week) }), 'good') : ''
  return html`${badge(say.states[state], looks[state])} ${badge(shownTo)} ${chosen}`
}

/** Who made it and when, and why it was sent back. */
export function whoAndWhen(visit: Visit, { card: words }: ContributionWords, one: Contribution): Html {
  const { author, unit, at, revisedAt, reason, number } = one
  const who = author === '' ? words.unknown : `${author}${unit ? ` · ${unit.college} ${unit.name}` : ''}`
  return facts([
    [words.author, who],
    [words.at, time(visit, at)],
    [words.number, visit.item === number ? '' : number],
    [words.revised, time(visit, revisedAt)],
    [words.reason, reason ?? ''],
  ])
}

/** The pictures, fetched only when somebody opens them. */
function pictureList(say: ContributionWords, one: Contribution): Html {
  const count = picturesOfContribution(one).length
  if (count === 0) return ''
  return html`<details><summary>${fill(say.card.pictures, { count })}</summary>${picturesShown(say, one)}</details>`
}

/** The pictures themselves. */
export const picturesShown = ({ card: words }: ContributionWords, one: Contribution): Html =>
  gallery(`/desk/contributions/picture/${one.number}`, picturesOfContribution(one), n =>
    fill(words.picture, { number: one.number, n }),
  )

/** What one press does to a contribution, by where it stands. */
export function pressesFor(visit: Visit, { acts: words }: ContributionWords, one: Contribution): Html {
  const { number, state } = one
  const values = { number }
  const letThrough = teacherLetterOf(rulesFor(visit), one) ? words.deliver : words.approve
  if (state === 'review') return pressButton(visit, 'approve', { button: letThrough, values })
  const again = pressButton(visit, 'again', { button: words.again, look: 'quiet', values })
  if (state === 'returned' || !mayGoOut(rulesFor(visit), one)) return again
  const choosing = one.pick
    ? pressButton(visit, 'unpick', { button: words.unpick, look: 'quiet', values: { ...values, week: one.pick.week } })
    : pressButton(visit, 'pick', { button: words.pick, values })
  return html`${choosing}${again}`
}
