import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { nowhere } from '../../../core/roster.ts'
import { schoolFor } from '../../../knowledge/values.ts'
import type { CrisisView, ShownStep } from '../../../office/cases/watch.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { form, pressButton, select } from '../../parts/form.ts'
import { badge, facts, quote, section, time } from '../../parts/pieces.ts'
import { aboutText, countdownText, gradeAndKind, whoText } from './list.ts'
import type { CareSay } from './words.ts'

/** What to call where there is danger now. */
const numbers = ['110', '120', '119']

type Seen = CrisisView['crisis']

/** One crisis, for those who have to act now: what to do, what may be pressed, what happened. All of it goes from the screen when the case does. */
export function careOne(visit: Visit, say: CareSay, { crisis, steps, others }: CrisisView): View {
  const { desk } = visit.content.caseWords
  const isOpen = crisis.state === 'open'
  const live = html`<p>${badge(desk.crisisStates[crisis.state], isOpen ? 'bad' : 'good')} ${badge(gradeAndKind(visit, crisis))} ${crisis.isConfirmed ? badge(say.acts.isConfirmed) : ''}</p>
    ${isOpen ? html`<p class="notice bad">${countdownText(visit, say, crisis)}</p>` : ''}
    ${section(say.now.title, whatToDo(visit, say, crisis))}
    ${section(say.acts.title, buttons(visit, say, crisis))}
    ${section(say.words.title, html`${crisis.excerpt === '' ? html`<p class="note">${say.words.gone}</p>` : quote(crisis.excerpt)}${factsOf(visit, say, crisis)}`)}
    ${section(say.pass.title, passing(visit, say, { crisis, others }))}
    ${section(say.steps.title, html`<ol class="steps">${steps.map(s => html`<li>${stepText(visit, say, s)}</li>`)}</ol>`)}`
  return {
    title: fill(say.one, { number: crisis.number }),
    main: '',
    live,
    up: { to: '/desk/care', label: say.title },
  }
}

function whatToDo({ content }: Visit, say: CareSay, { about, name, unit, type }: Seen): Html {
  const school = schoolFor(
    content.knowledge.school,
    unit ? { ...nowhere, college: unit.college, className: unit.name } : nowhere,
  )
  const center = school.fields.get('mind.center')
  const isSample = center?.isSample ? say.now.sample : ''
  const ofCenter = center?.value ? fill(say.now.center, { center: center.value }) + isSample : say.now.noCenter
  return html`<p>${fill(say.now[about], { name })}</p>
    <div class="acts"><span>${say.now.danger}</span>${numbers.map(n => html`<a class="button quiet" href="tel:${n}">${fill(say.now.call, { number: n })}</a>`)}</div>
    ${type === 'mind' ? html`<p>${ofCenter}</p>` : ''}`
}

function buttons(visit: Visit, say: CareSay, { number, state, isReached, isConfirmed }: Seen): Html {
  const open = state === 'open'
  const press = (act: string, button: string, look: 'plain' | 'quiet' | 'grave') =>
    pressButton(visit, act, { button, look, values: { number } })
  return html`<div class="acts">${open ? press('ack', say.acts.ack, 'plain') : ''}
    ${isReached ? '' : press('contact', say.acts.contacted, open ? 'quiet' : 'plain')}
    ${isConfirmed ? '' : press('confirm', say.acts.confirmed, 'quiet')}
    ${press('wrong', say.acts.wrong, 'grave')}</div>`
}

const factsOf = (visit: Visit, say: CareSay, crisis: Seen): Html =>
  facts([
    [say.labels.who, whoText(say, crisis)],
    [say.labels.about, aboutText(visit, crisis)],
    [say.labels.since, time(visit, crisis.at)],
    [say.labels.place, visit.content.caseWords.crisis.places[crisis.place]],
    [say.labels.by, crisis.by || say.byNobody],
  ])

function passing(visit: Visit, say: CareSay, { crisis, others }: Pick<CrisisView, 'crisis' | 'others'>): Html {
  const reached = others.filter(o => o.isReached)
  const away = others.filter(o => !o.isReached).map(o => o.name)
  const unreached =
    away.length === 0 ? '' : html`<p class="note">${fill(say.pass.unreached, { names: away.join('、') })}</p>`
  if (reached.length === 0) return html`<p>${say.pass.nobody}</p>${unreached}`
  const options = reached.map(({ number, name }) => ({ value: number, label: name }))
  const whom = html`<p class="note">${say.pass.note}</p><div class="row">${select('to', say.pass.whom, { options })}<button class="quiet">${say.pass.press}</button></div>`
  return html`${form(visit, 'pass', whom, { values: { number: crisis.number } })}${unreached}`
}

function stepText(visit: Visit, say: CareSay, { at, event, name, receipt, isPassedOn }: ShownStep): Html {
  const key =
    event === 'told' && isPassedOn ? 'passedTo' : event === 'unreachable' && name === '' ? 'unreachedAll' : event
  const state = receipt ? badge(say.receipts[receipt], receipt === 'delivered' ? 'good' : 'warn') : ''
  return html`${time(visit, at)} ${fill(say.steps[key], { name })} ${state}`
}
