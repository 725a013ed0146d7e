import { html } from 'hono/html'
import { deskRulesOf, progressRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { RosterPerson } from '../../../core/roster.ts'
import { handoffsFrom } from '../../../office/desk/handoffs.ts'
import { unitOf } from '../../../office/people/ground.ts'
import { issueLink, revokeLinks } from '../../../office/people/links.ts'
import { classesInCare, showPerson } from '../../../office/people/read.ts'
import { progressOf } from '../../../office/progress/person.ts'
import { may } from '../../../office/rights.ts'
import { qrMark } from '../../../reports/qr-mark.ts'
import { dayOf } from '../../../time/shown.ts'
import type { Came, Form, Html, View, Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { badge, channelsText, facts, linkButton, notice, section } from '../../parts/pieces.ts'
import { ownMarks } from './marks.ts'
import { addressOfPerson, type RosterVisit, rosterLinkRulesOf, rosterRulesOf } from './rules.ts'
import type { RosterPageWords } from './words.ts'

/** One person of one's own part: what the roster says, where they are reached, how far they are, and what can be done; null for anybody else and nobody alike. */
export async function personView({ visit, say }: RosterVisit, number: string): Promise<View | null> {
  const came = await visit.act(showPerson, rosterRulesOf(visit), { number })
  if ('refused' in came) return null
  const { person } = came.done
  const isStudent = person.role === 'student' || person.role === 'monitor'
  return {
    title: person.name,
    up: { to: '/desk/roster', label: say.title },
    main: html`${rosterFacts({ visit, say }, person)}
      ${section(say.one.accounts, accountsOf({ visit, say }, came.done))}
      ${isStudent ? section(say.one.progress, await progressPart({ visit, say }, number)) : ''}
      ${await handoffPart({ visit, say }, number)}
      ${section(say.one.acts, await actsOf({ visit, say }, person, isStudent))}`,
  }
}

function rosterFacts({ visit, say: { one } }: RosterVisit, person: RosterPerson): Html {
  const { rosterWords } = visit.content
  const { number, role, college, className, dorm, counselor, loan, tags, left } = person
  const seesLoan = may(visit.actor, 'see-loans', unitOf(person))
  const f = one.facts
  return facts([
    [f.number, number],
    [f.role, rosterWords.roles[role]],
    [f.college, college],
    [f.class, className],
    [f.dorm, dorm],
    [f.counselor, counselor],
    [f.loan, seesLoan ? loan : ''],
    [f.tags, tags.join('、')],
    [f.left, left === '' ? '' : badge(rosterWords.left[left], 'warn')],
  ])
}

type Found = Extract<Awaited<ReturnType<typeof showPerson>>, { done: unknown }>['done']

function accountsOf({ visit, say: { one } }: RosterVisit, { bindings, reached, hasAgreed, code }: Found): Html {
  const bound = channelsText(visit, [...new Set(bindings.map(b => b.channel))])
  const waits = code && { date: dayOf(new Date(code.until), visit.zone), count: code.attempts }
  return html`${facts([
    [one.bound, bound || one.noBound],
    [one.reached, reached.length > 0 ? channelsText(visit, reached) : one.unreached],
    [one.consent, bindings.length === 0 ? '' : hasAgreed ? one.agreed : one.notAgreed],
    [one.code, waits ? fill(one.codeWaits, waits) : ''],
  ])}`
}

async function progressPart({ visit, say: { one } }: RosterVisit, number: string): Promise<Html> {
  const came = await visit.act(progressOf, progressRulesOf(visit.content), { number })
  if ('refused' in came || came.done.items.length === 0) return html`<p class="note">${one.noProgress}</p>`
  const rows = came.done.items.map(
    ({ title, isDone }) => [title, badge(isDone ? one.done : one.open, isDone ? 'good' : 'plain')] as const,
  )
  return facts(rows)
}

async function handoffPart({ visit, say: { one } }: RosterVisit, number: string): Promise<Html> {
  const came = await visit.act(handoffsFrom, deskRulesOf(visit.content.knowledge), { number })
  if ('refused' in came || came.done.handoffs.length === 0) return ''
  const links = came.done.handoffs.map(
    h =>
      html`<li><a href="/desk/todo/${h.number}">${fill(one.handoff, { number: h.number, topic: h.topic })}</a> ${badge(h.urgency)}</li>`,
  )
  return section(one.handoffs, html`<ul class="steps">${links}</ul>`)
}

async function actsOf({ visit, say }: RosterVisit, person: RosterPerson, isStudent: boolean): Promise<Html> {
  const { one, marks } = say
  const { number, name } = person
  const values = { number, name }
  const links = visit.desk.personalLinks.isReady
    ? html`<div class="acts">${pressButton(visit, 'link', { button: one.linkButton, look: 'quiet', values })}
        ${pressButton(visit, 'revoke', { button: one.revokeButton, look: 'quiet', values })}</div>`
    : html`<p class="note">${one.noLinks}</p>`
  const code = html`<div class="acts">${pressButton(visit, 'codes', { button: marks.codesButton, values: { numbers: number } })}</div>`
  const classes = isStudent ? await visit.act(classesInCare, rosterRulesOf(visit), undefined) : null
  const own = classes && 'done' in classes ? ownMarks({ visit, say }, number, classes.done) : ''
  return html`${code}<h3>${one.link}</h3><p class="note">${one.linkNote}</p>${links}${own}`
}

/** Makes a personal link for somebody, which is shown once. */
export async function pressLink(visit: Visit, given: Form, { one }: RosterPageWords): Promise<Came> {
  const [number, called] = [given.get('number'), given.get('name').slice(0, 40)]
  if (!visit.desk.personalLinks.isReady) return { refused: one.noLinks }
  if (given.get('sure') !== '1')
    return { ask: fill(one.linkAsk, { name: called }), button: one.linkButton, isGrave: true }
  const came = await visit.act(issueLink, rosterLinkRulesOf(visit), { number, days: null })
  if ('refused' in came) return { refused: came.refused.says }
  const { person, generation, until } = came.done
  const name = person?.name ?? number
  const url = visit.desk.personalLinks.addressOf({ number, name, generation, until })
  const date = dayOf(until, visit.zone)
  return {
    view: {
      title: one.link,
      main: html`${notice(fill(one.linkOnce, { name, date }))}${qrMark(url, fill(one.qr, { name }))}
        <label class="field"><span>${one.copy}</span><input readonly value="${url}" /></label>${linkButton(addressOfPerson(number), fill(one.again, { name }))}`,
    },
  }
}

/** Takes back all links of somebody. */
export async function pressRevoke(visit: Visit, given: Form, { one }: RosterPageWords): Promise<Came> {
  const [number, name] = [given.get('number'), given.get('name').slice(0, 40)]
  if (given.get('sure') !== '1') return { ask: fill(one.revokeAsk, { name }), button: one.revokeButton, isGrave: true }
  const came = await visit.act(revokeLinks, rosterRulesOf(visit), { number })
  if ('refused' in came) return { refused: came.refused.says }
  return { done: fill(one.revoked, { name, count: came.done.count }) }
}
