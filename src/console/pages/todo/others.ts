import { html } from 'hono/html'
import { broadcastRulesOf, peopleRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { approve, refuse } from '../../../office/broadcasts/manage.ts'
import { broadcastsToApprove, type WaitingBroadcast } from '../../../office/broadcasts/waiting.ts'
import { sha256 } from '../../../office/people/code.ts'
import { openProposals, settleGroup } from '../../../office/people/group.ts'
import { minuteText } from '../../../time/shown.ts'
import type { Came, Form, Html, Visit } from '../../desk.ts'
import { field, form, pressButton } from '../../parts/form.ts'
import { badge, card, facts, quote, section, time } from '../../parts/pieces.ts'
import type { TodoWords } from './words.ts'

const peopleRules = ({ content }: Visit) => peopleRulesOf(content, sha256)

/** Groups that came back under another id, and urgent broadcasts that wait for a second person; nothing where there are none. */
export async function otherWork(visit: Visit, say: TodoWords): Promise<Html> {
  const broadcasts = await waitingFor(visit)
  const groups = await proposalsFor(visit)
  const approvals = broadcasts.map(one => approvalCard(visit, say, one))
  const proposals = groups.map(({ id, title, beforeTitle, to, at }) => {
    const { proposals: words } = say
    return card({
      id,
      title: fill(words.ask, { title, place: to.college + to.name }),
      lines: html`<p class="note">${beforeTitle === '' ? '' : fill(words.before, { title: beforeTitle })} ${time(visit, at)}</p>`,
      acts: html`${pressButton(visit, 'settle', { button: words.yes, values: { id, yes: '1' } })}${pressButton(visit, 'settle', { button: words.no, look: 'quiet', values: { id } })}`,
    })
  })
  return html`${approvals.length === 0 ? '' : section(fill(say.approvals.title, { count: approvals.length }), html`${approvals}`)}${proposals.length === 0 ? '' : section(fill(say.proposals.title, { count: proposals.length }), html`${proposals}`, { note: say.proposals.note })}`
}

async function waitingFor(visit: Visit): Promise<readonly WaitingBroadcast[]> {
  const came = await visit.act(broadcastsToApprove, broadcastRulesOf(visit.content), undefined)
  return 'done' in came ? came.done.waiting : []
}

async function proposalsFor(visit: Visit) {
  const came = await visit.act(openProposals, peopleRules(visit), undefined)
  return 'done' in came ? came.done.proposals : []
}

function approvalCard(
  visit: Visit,
  { approvals: words }: TodoWords,
  { broadcast, people, isOwn }: WaitingBroadcast,
): Html {
  const { number, template, text, sender, audienceWords: audience, level } = broadcast
  const refusing = html`<details><summary>${words.more}</summary>${form(visit, 'refuse', field('reason', words.reason, { most: 200, isNeeded: true }), { button: words.refuse, look: 'grave', values: { number } })}</details>`
  return card({
    id: number,
    title: `${number} ${template}`,
    marks: badge(isOwn ? words.own : level, isOwn ? 'plain' : 'warn'),
    lines: html`${quote(text)}${facts([
      [words.to, fill(words.people, { audience, count: people })],
      [words.due, whenOf(visit, words, broadcast.due)],
    ])}<p class="note">${fill(words.by, sender)}</p>`,
    acts: isOwn ? '' : html`${pressButton(visit, 'approve', { button: words.approve, values: { number } })}${refusing}`,
  })
}

const whenOf = ({ now, zone }: Visit, words: TodoWords['approvals'], due: number) =>
  due <= now.getTime() ? words.now : fill(words.when, { time: minuteText(due, zone) })

/** What is done to groups and broadcasts; what cannot be taken back is asked once more. */
export const otherActs = {
  async settle(visit: Visit, form: Form, { proposals: words }: TodoWords): Promise<Came> {
    const [id, isYes] = [form.get('id'), form.get('yes') === '1']
    const found = (await proposalsFor(visit)).find(p => p.id === id)
    if (found && form.get('sure') !== '1') {
      const values = { title: found.title, place: found.to.college + found.to.name }
      return { ask: fill(isYes ? words.sureYes : words.sureNo, values), button: isYes ? words.yes : words.no }
    }
    const came = await visit.act(settleGroup, peopleRules(visit), { id, isYes })
    return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
  },
  async approve(visit: Visit, form: Form, { approvals: words }: TodoWords): Promise<Came> {
    const number = form.get('number')
    const found = (await waitingFor(visit)).find(w => w.broadcast.number === number)
    if (found && !found.isOwn && form.get('sure') !== '1') {
      const when = whenOf(visit, words, found.broadcast.due)
      return {
        ask: fill(words.sureApprove, { number, count: found.people, when }),
        button: words.approve,
        isGrave: true,
      }
    }
    const came = await visit.act(approve, broadcastRulesOf(visit.content), { number })
    return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
  },
  async refuse(visit: Visit, form: Form, { approvals: words }: TodoWords): Promise<Came> {
    const [number, reason] = [form.get('number'), form.get('reason')]
    const found = (await waitingFor(visit)).some(w => w.broadcast.number === number && !w.isOwn)
    if (found && form.get('sure') !== '1')
      return { ask: fill(words.sureRefuse, { number }), button: words.refuse, isGrave: true }
    const came = await visit.act(refuse, broadcastRulesOf(visit.content), { number, reason })
    return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
  },
}
