import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { openField } from '../../../office/content/field.ts'
import { openNotice, type ProposalShown } from '../../../office/notice/look.ts'
import type { Form, Html, View } from '../../desk.ts'
import { area, field, form, select } from '../../parts/form.ts'
import { partSaid, partText, valuePartIn } from '../../parts/part.ts'
import { empty, facts } from '../../parts/pieces.ts'
import { proposalLines } from './cards.ts'
import { addressOfNotice, intakeRules, type NoticeVisit, proposalTitle } from './rules.ts'

/** One proposal, to be taken otherwise than the notice has it; null where there is none that is open, or it is not theirs. */
export async function changeView(
  { visit, say }: NoticeVisit,
  { id, n }: { id: string; n: number },
  { foreseen = null, entered = null }: { foreseen?: Html | null; entered?: Form | null } = {},
): Promise<View | null> {
  const came = await visit.act(openNotice, intakeRules(visit), { id })
  const one = 'done' in came ? came.done.proposals.find(p => p.n === n) : undefined
  if (one?.state !== 'open') return null
  const typed = entered ?? visit.tried?.form ?? null
  const isValue = one.said.field !== null
  const body = !one.isTheirs
    ? ''
    : isValue
      ? await valueForm({ visit, say }, { id, one, typed, foreseen })
      : dutyForm({ visit, say }, { id, one, typed })
  return {
    title: proposalTitle({ visit, say }, one),
    up: { to: addressOfNotice(id, one.group), label: say.change.up },
    main: html`${proposalLines({ visit, say }, one)}${body}`,
  }
}

interface Changing {
  id: string
  one: ProposalShown
  typed: Form | null
}

async function valueForm(
  { visit, say }: NoticeVisit,
  { id, one, typed, foreseen }: Changing & { foreseen: Html | null },
): Promise<Html> {
  const { change } = say
  const { said, version } = one
  const came = await visit.act(openField, intakeRules(visit), { key: said.field!, hasBuildings: true })
  if ('refused' in came) return ''
  const { line, parts } = came.done
  const whole = (part: (typeof parts)[number]) => (part === null ? say.card.whole : partSaid(visit, part))
  const [meant = null] = one.parts ?? []
  const part = typed ? (valuePartIn(typed.get('part')) ?? null) : meant
  const now = [
    ...(line.set.value === null ? [] : [[say.card.whole, line.set.value] as const]),
    ...line.set.values.map(p => [partSaid(visit, p.for), p.value] as const),
  ]
  const known = new Set(parts.map(partText))
  const options = [...parts, ...(known.has(partText(part)) ? [] : [part])]
  const body = html`${field('value', change.value, { value: typed?.get('value') ?? (said.kind === 'value' ? said.value : ''), isNeeded: true, most: 300 })}
    ${select('part', change.whom, { options: options.map(p => ({ value: partText(p), label: whole(p) })), value: partText(part) })}
    <div class="acts"><button>${change.save}</button><button class="quiet" formaction="/desk/notice/-/look" formnovalidate>${change.look}</button></div>`
  const values = { id, n: `${one.n}:${version}` }
  return html`${now.length === 0 ? '' : html`<h2>${change.now}</h2>${facts(now)}`}
    <h2>${change.title}</h2><div data-preview="/desk/notice/-/look">${form(visit, 'change', body, { values, id: 'write' })}</div>
    <div id="preview" aria-live="polite"><h3>${change.preview}</h3>${foreseen ?? empty(change.wait)}</div>`
}

function dutyForm({ visit, say }: NoticeVisit, { id, one, typed }: Changing): Html {
  const { change, card } = say
  const { duties } = visit.content.intakeWords
  const body = html`${area('value', change.what, { value: typed?.get('value') ?? one.said.value, isNeeded: true, most: 1000 })}
    ${field('duties', change.duties, { value: typed?.get('duties') ?? one.duties.join('、'), hint: change.dutiesHint, most: 100 })}`
  const list = Object.entries(duties).map(([number, { name }]) => html`<li>${fill(card.duty, { number, name })}</li>`)
  return html`<h2>${change.title}</h2>${form(visit, 'duty', body, { button: change.save, values: { id, n: String(one.n), changed: '1' } })}
    <details><summary>${change.dutyList}</summary><ul>${list}</ul></details>`
}
