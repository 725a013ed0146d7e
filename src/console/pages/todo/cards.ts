import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Handoff } from '../../../core/desk.ts'
import type { Html, Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { badge, card, facts, linkButton, quote, time } from '../../parts/pieces.ts'
import { urgencyBy } from './urgency.ts'
import type { TodoWords } from './words.ts'

/** How the two most pressing answers look. */
const looks = ['bad', 'warn'] as const

/** A request in a list: what is asked, who sees to it, and what one press does. */
export function handoffCard(visit: Visit, say: TodoWords, handoff: Handoff): Html {
  const { number, name, topic, urgency } = handoff
  return card({
    id: number,
    title: fill(say.one.title, { name, topic }),
    to: `/desk/todo/${number}`,
    marks: html`${handoff.report ? badge(say.badges.report, 'plain') : ''} ${urgency === '' ? '' : badge(urgency, looks[urgencyBy(visit.content.flows)(urgency) ?? looks.length] ?? 'plain')} ${takerBadge(visit, say, handoff)}`,
    lines: handoffLines(visit, say, handoff),
    acts: html`${pressesOf(visit, say, handoff)}${handoff.isDone ? '' : linkButton(`/desk/todo/${number}`, say.acts.more)}`,
  })
}

/** Who sees to a request, in a word. */
export function takerBadge({ actor }: Visit, say: TodoWords, { isDone, taker }: Handoff): Html {
  if (isDone) return badge(say.tabs.done, 'good')
  if (taker === null) return badge(say.badges.free, 'warn')
  return taker.number === actor.number
    ? badge(say.badges.mine, 'good')
    : badge(fill(say.badges.taken, { name: taker.name }))
}

/** What was asked, and where it stands. */
export function handoffLines(visit: Visit, say: TodoWords, handoff: Handoff): Html {
  const { number, unit, report, text, how, mayContact, at, answer, askedAt, doneAt, isDone, taker, isReached } = handoff
  const isHidden = report?.isHidden === true && handoff.asker === null
  const isAsked = askedAt !== null && askedAt > (answer?.at ?? 0) && !isDone
  return html`${text === '' ? '' : quote(text)}${facts([
    // The class of whoever hides says too much.
    [say.labels.class, unit && !isHidden ? `${unit.college} ${unit.name}` : ''],
    [say.labels.how, report ? (mayContact ? say.mayAsk : say.mayNotAsk) : mayContact ? how : say.mayNot],
    [say.labels.at, time(visit, at)],
    [say.labels.number, visit.item === number ? '' : number],
    [say.labels.taker, isDone && taker ? taker.name : ''],
    [say.labels.asked, isAsked ? time(visit, askedAt) : ''],
    [say.labels.done, isDone ? time(visit, doneAt) : ''],
  ])}${answer ? html`<p class="note">${say.answered} · ${time(visit, answer.at)} · ${say.sent[answer.sent ?? 'kept']}</p>${quote(answer.text)}` : ''}${isReached || isDone ? '' : html`<p class="note">${say.labels.unreached}</p>`}`
}

/** What one press does to a request. */
export function pressesOf(visit: Visit, say: TodoWords, { number, isDone, taker }: Handoff): Html {
  const values = { number }
  if (isDone) return pressButton(visit, 'reopen', { button: say.acts.reopen, look: 'quiet', values })
  const claim = taker === null ? pressButton(visit, 'claim', { button: say.acts.claim, values }) : ''
  const look = taker === null ? 'quiet' : 'plain'
  return html`${claim}${pressButton(visit, 'finish', { button: say.acts.finish, look, values })}`
}
