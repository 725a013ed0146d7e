import { html } from 'hono/html'
import { noticeRulesOf } from '../../../bot/editing.ts'
import { fill } from '../../../content/words.ts'
import { whenText } from '../../../notice/values.ts'
import type { NoticeRules } from '../../../office/notice/ground.ts'
import type { NoticeGroup, ProposalShown } from '../../../office/notice/look.ts'
import { whomSaid } from '../../../office/people/published.ts'
import type { Html, Visit } from '../../desk.ts'
import type { NoticePageWords } from './words.ts'

/** What the acts on notices go by now. */
export const intakeRules = (visit: Visit): NoticeRules => noticeRulesOf(visit.content)

/** What somebody looks at, and the words of the page. */
export interface NoticeVisit {
  visit: Visit
  say: NoticePageWords
}

/** The address of a notice, of a group of its proposals, or of one of them. */
export const addressOfNotice = (id: string, of?: NoticeGroup | number): string =>
  typeof of === 'number' ? `/desk/notice/${id}/${of}` : `/desk/notice/${id}${of ? `?of=${of}` : ''}`

/** What a proposal is called, and what it says. */
export function proposalTitle({ visit, say }: NoticeVisit, { said }: ProposalShown): string {
  const label = said.field === null ? undefined : visit.content.knowledge.school.general.get(said.field)?.label
  const value = said.when === null || said.kind !== 'value' ? said.value : whenText(said.when)
  const name = label ?? said.name
  return value.includes(name) ? value : fill(say.card.title, { name, value })
}

/** Whom a proposal is for, in words. */
export function proposalWhom({ visit, say }: NoticeVisit, { said }: ProposalShown): string {
  const { batch, loan, degree, ...whom } = said.scope
  const parts = [
    whomSaid(whom, visit.content.knowledge.phrases.circles),
    batch ? fill(say.card.batch, { batch }) : '',
    loan ? fill(say.card.loan, { loan }) : '',
    degree ? fill(say.card.degree, { degree }) : '',
  ].filter(part => part !== '')
  return parts.length === 0 ? say.card.whole : parts.join('、')
}

const mostAround = 80

/** The words that a proposal was taken from, marked where they stand in their clause; of a long clause only what is around them. */
export function inContext({ said, clause: { text } }: ProposalShown): Html {
  const at = text.indexOf(said.words)
  if (at < 0) return html`<mark>${said.words}</mark>`
  const to = at + said.words.length
  const [from, end] = [Math.max(0, at - mostAround), Math.min(text.length, to + mostAround)]
  return html`${from > 0 ? '…' : ''}${text.slice(from, at)}<mark>${said.words}</mark>${text.slice(to, end)}${end < text.length ? '…' : ''}`
}
