import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { ProposalShown } from '../../../office/notice/look.ts'
import type { Html } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { badge, card, linkButton, notice, time } from '../../parts/pieces.ts'
import { addressOfNotice, inContext, type NoticeVisit, proposalTitle, proposalWhom } from './rules.ts'

/** Where the boxes of a group belong that are decided on together. */
export const severalForm = 'several'

/** A proposal in its group: what it says, where that stands, what is doubtful, and what may be made of it. */
export function proposalCard({ visit, say }: NoticeVisit, id: string, one: ProposalShown): Html {
  const { n, said, isTheirs, isSimple, state } = one
  const isOpen = state === 'open'
  const title = proposalTitle({ visit, say }, one)
  const isTicked = isOpen && isTheirs && (isSimple || said.field === null)
  const box = isTicked
    ? html`<input type="checkbox" name="n" value="${takenAs(one)}" form="${severalForm}" aria-label="${visit.words.shell.select.one} ${n}" /> `
    : ''
  return card({
    id: `n${n}`,
    title: html`${box}${title}`,
    marks: isOpen ? '' : badge(say.states[state], state === 'refused' ? 'plain' : 'good'),
    lines: html`${proposalLines({ visit, say }, one)}${isOpen ? '' : decidedLines({ visit, say }, one)}`,
    acts: isTheirs ? (isOpen ? openActs({ visit, say }, id, one) : reopenAct({ visit, say }, id, one)) : '',
  })
}

/** How a form names a proposal that is taken: its number, and the version of its fact that was seen. */
const takenAs = ({ n, version }: ProposalShown) => `${n}:${version}`

/** Whom a proposal is for, its place and words, and what is doubtful. */
export function proposalLines({ visit, say }: NoticeVisit, one: ProposalShown): Html {
  const { said, clause, clash, parts, state, isTheirs } = one
  const { card: words } = say
  const isValue = said.field !== null
  const about = [
    fill(words.told, { whom: proposalWhom({ visit, say }, one) }),
    ...(said.who === null || isValue ? [] : [words.who[said.who]]),
    ...(said.when === null || said.kind === 'value' ? [] : [fill(words.when, { when: said.when.replace('T', ' ') })]),
  ]
  const above = [fill(words.source, { clause: said.clause }), ...clause.titles.filter(t => !clause.text.startsWith(t))]
  const isOpen = state === 'open'
  return html`<p class="note">${about.join(' · ')}</p>
    <blockquote><small>${above.slice(0, 4).join(' › ')}</small><br />${inContext(one)}</blockquote>
    ${isOpen && clash !== null ? notice(clash, 'bad') : ''}${isOpen && said.doubt !== null ? notice(said.doubt) : ''}
    ${isOpen && isValue && said.kind === 'value' && parts === null ? notice(words.noPart) : ''}
    ${said.kind === 'duty' ? html`<p>${dutiesSaid({ visit, say }, one.taken?.duties ?? one.duties)}</p>` : ''}
    ${isOpen && !isTheirs ? html`<p class="note">${isValue ? say.change.theirs : words.theirs}</p>` : ''}`
}

function dutiesSaid({ visit, say }: NoticeVisit, numbers: readonly number[]): string {
  const { duties } = visit.content.intakeWords
  if (numbers.length === 0) return say.card.dutyNone
  return numbers.map(number => fill(say.card.duty, { number, name: duties[number]?.name ?? '' })).join('；')
}

function decidedLines({ visit, say }: NoticeVisit, { taken, name, at, holds, said }: ProposalShown): Html {
  const whose = html`${fill(say.taken.by, { name })}${time(visit, at)}`
  if (taken === null) return html`<p class="note">${whose}</p>`
  const field = taken.field
    ? html` <a href="/desk/facts/${encodeURIComponent(taken.field)}">${say.taken.field}</a>`
    : ''
  const what = taken.value === said.value ? '' : html`<p>${fill(say.taken.what, { value: taken.value })}</p>`
  return html`${what}<p class="note">${say.taken.as[taken.as]} · ${whose}${field}</p>${holds ? '' : notice(say.taken.gone)}`
}

function openActs({ visit, say }: NoticeVisit, id: string, one: ProposalShown): Html {
  const { n, group, isPlain, said } = one
  const { acts } = say
  const press = (act: string, button: string, look: 'plain' | 'quiet', values: Record<string, string> = {}) =>
    pressButton(visit, act, { button, look, values: { id, n: String(n), ...values } })
  const change = linkButton(addressOfNotice(id, n), acts.change)
  const refuse = press('refuse', acts.refuse, 'quiet')
  if (group === 'clash' || group === 'values')
    return html`${isPlain ? press('take', acts.take, 'plain', { n: takenAs(one) }) : ''}${change}${refuse}`
  if (group === 'duties') return html`${press('duty', acts.duty, 'plain')}${change}${refuse}`
  const write = press('write', acts.broadcast, group === 'dates' ? 'plain' : 'quiet', { as: 'broadcast' })
  const entry = press('write', acts.entry, group === 'drafts' ? 'plain' : 'quiet', { as: 'entry' })
  return html`${said.kind === 'question' || group === 'drafts' ? '' : write}${said.kind === 'question' ? '' : entry}${refuse}`
}

const reopenAct = ({ visit, say }: NoticeVisit, id: string, { n }: ProposalShown): Html =>
  pressButton(visit, 'reopen', { button: say.acts.reopen, look: 'quiet', values: { id, n: String(n) } })
