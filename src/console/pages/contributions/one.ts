import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Contribution } from '../../../core/desk.ts'
import { labelledAnswers, publishedOf } from '../../../office/desk/anthology.ts'
import { oneContribution, picturesOfContribution, publishingOf } from '../../../office/desk/contributions.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { area, form } from '../../parts/form.ts'
import { card, facts, notice, quote, section } from '../../parts/pieces.ts'
import { contributionMarks, picturesShown, pressesFor, whoAndWhen } from './cards.ts'
import { rulesFor } from './filter.ts'
import type { ContributionWords } from './words.ts'

/** One contribution whole, with its pictures; null where there is none of this number for whoever looks. */
export async function contributionPage(visit: Visit, say: ContributionWords): Promise<View | null> {
  const rules = rulesFor(visit)
  const came = await visit.act(oneContribution, rules, { number: visit.item })
  if ('refused' in came) return null
  const { contribution: one } = came.done
  const { title, kind } = publishedOf(rules, one)
  const { level } = publishingOf(rules, one)
  const said = labelledAnswers(rules, one)
  const free = said.filter(a => a.isFree).map(a => quote(a.text))
  const rest = facts(said.filter(a => !a.isFree).map(a => [a.label, a.text] as const))
  const pictures = picturesOfContribution(one).length > 0 ? section(say.one.pictures, picturesShown(say, one)) : ''
  return {
    title: fill(say.card.title, { title, kind }),
    up: { to: '/desk/contributions', label: say.one.up },
    main: html`${level === 'public' ? '' : notice(say.one[level], 'warn')}${card({
      title: one.number,
      marks: contributionMarks(visit, say, one),
      lines: whoAndWhen(visit, say, one),
      acts: pressesFor(visit, say, one),
    })}${section(say.one.answers, html`${free}${rest}`)}${pictures}${one.state === 'returned' ? '' : returning(visit, say, one)}`,
  }
}

function returning(visit: Visit, { back: words }: ContributionWords, { number }: Contribution): Html {
  const value = visit.tried?.act === 'back' ? visit.tried.form.get('reason') : ''
  const reason = area('reason', words.reason, { value, isNeeded: true, most: 300, rows: 3 })
  const sending = form(visit, 'back', reason, { button: words.button, look: 'quiet', values: { number } })
  return section(words.title, sending, { note: words.note })
}
