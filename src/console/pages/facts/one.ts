import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { ForWhom } from '../../../knowledge/school.ts'
import { whomText } from '../../../knowledge/values.ts'
import { type OpenedField, openField } from '../../../office/content/field.ts'
import type { Form, Html, View } from '../../desk.ts'
import { field, form, pressButton, select } from '../../parts/form.ts'
import { partText, valuePartAsked, valuePartIn } from '../../parts/part.ts'
import { badge, card, empty, facts, notice, section, time } from '../../parts/pieces.ts'
import { addressOfField, type FactsVisit, originBadge, settingRules, valueSaid, whomOf } from './rules.ts'
import { tellOf } from './tell.ts'

/** One value as it stands in the form. */
export interface SetPart {
  key: string
  part: ForWhom | null
  value: string
  why: string
  basedOn: number
}

/** What was entered; null where it names no part of a school. */
export function setIn(form: Form): SetPart | null {
  const part = valuePartIn(form.get('part'))
  if (part === undefined) return null
  const basedOn = Math.trunc(Number(form.get('basedOn'))) || 0
  return { key: form.get('key'), part, value: form.get('value'), why: form.get('why'), basedOn }
}

const isSame = (a: ForWhom | null, b: ForWhom | null) => whomText(a ?? {}) === whomText(b ?? {})

/** One field: its values, one of them to change, what says it, and who changed it; null where there is none, or the value is not theirs. */
export async function fieldView(
  { visit, say }: FactsVisit,
  key: string,
  { foreseen = null, entered = null }: { foreseen?: Html | null; entered?: SetPart | null } = {},
): Promise<View | null> {
  const typed = entered ?? (visit.tried ? setIn(visit.tried.form) : null)
  const wanted = typed ? typed.part : valuePartAsked(visit)
  if (wanted === undefined) return null
  const hasBuildings = wanted?.building !== undefined || visit.query('by') === 'building'
  const came = await visit.act(openField, settingRules(visit), { key, hasBuildings })
  if ('refused' in came) return null
  const opened = came.done
  const part = opened.parts.find(one => isSame(one, wanted))
  if (part === undefined && wanted !== null) return null
  const chosen = part === undefined ? (opened.parts[0] ?? null) : part
  const isWhole = opened.parts.some(one => one === null)
  const byBuilding = isWhole && !hasBuildings ? `/desk/facts/${encodeURIComponent(key)}?by=building#edit` : null
  const { line } = opened
  const { one } = say
  return {
    title: line.label,
    up: { to: '/desk/facts', label: say.title },
    main: html`${line.warnings.map(says => notice(says, 'bad'))}${line.faults.length > 0 ? notice(fill(one.broken, { why: line.faults.join(' ') }), 'bad') : ''}
      ${await tellOf({ visit, say }, opened)}
      ${valuesOf({ visit, say }, opened)}
      ${opened.parts.length === 0 ? html`<p class="note">${one.theirs}</p>` : editOf({ visit, say }, opened, { chosen, typed, foreseen, byBuilding })}
      ${showsOf({ visit, say }, opened)}${historyOfField({ visit, say }, opened)}`,
  }
}

function valuesOf({ visit, say }: FactsVisit, { line, parts }: OpenedField): Html {
  const { shows, set, type, ask } = line
  const { one } = say
  const change = (part: ForWhom | null) =>
    parts.some(p => isSame(p, part)) ? html`<a href="${addressOfField(line.key, part)}#edit">${one.change}</a>` : ''
  const cited = (part: ForWhom | null) => {
    const source = part === null ? set.source : set.values.find(v => isSame(v.for, part))?.source
    return source ? html`<small>${fill(one.cited, { source })}</small>` : ''
  }
  const row = (part: ForWhom | null, value: string | null, origin: typeof shows.origin): readonly [string, Html] => [
    whomOf({ visit, say }, part),
    html`${valueSaid({ visit, say }, type, value)} ${originBadge(say, origin, value)} ${cited(part)} ${change(part)}`,
  ]
  return section(
    one.values,
    html`${facts([row(null, shows.value, shows.origin), ...shows.parts.map(p => row(p.for, p.value, p.origin))])}<p class="note">${fill(one.ask, { ask })}</p>`,
  )
}

interface Editing {
  chosen: ForWhom | null
  typed: SetPart | null
  foreseen: Html | null
  /** Where buildings can be chosen too. */
  byBuilding: string | null
}

function editOf(
  { visit, say }: FactsVisit,
  opened: OpenedField,
  { chosen, typed, foreseen, byBuilding }: Editing,
): Html {
  const { line, parts } = opened
  const { one } = say
  const { set, shows, version, type } = line
  const current = chosen === null ? set.value : (set.values.find(v => isSame(v.for, chosen))?.value ?? null)
  const value = typed?.value ?? (visit.query('value').slice(0, 300) || current || '')
  const isNewer = typed !== null && typed.basedOn !== version
  const options = parts.map(part => ({ value: partText(part), label: whomOf({ visit, say }, part) }))
  const choice =
    parts.length < 2
      ? ''
      : html`<form method="get" action="/desk/facts/${line.key}#edit" class="filters">${select('for', one.choose, { options, value: partText(chosen) })}<button class="quiet">${one.chooseButton}</button>${byBuilding ? html`<a href="${byBuilding}">${one.byBuilding}</a>` : ''}</form>`
  const body = html`${field('value', one.value, { value, hint: `${one.valueHint[type]}${chosen === null ? `。${one.emptyWhole}` : `。${one.emptyPart}`}`, most: 300 })}
    ${field('why', one.why, { value: typed?.why ?? '', hint: one.whyHint, isNeeded: true, most: 200 })}
    <p class="note">${one.lookNote}</p><div class="acts"><button>${one.save}</button><button class="quiet" formaction="/desk/facts/-/look" formnovalidate>${one.look}</button><button class="quiet" formaction="/desk/answers/-/tryValue" formnovalidate>${one.try}</button></div>`
  const values = { key: line.key, part: partText(chosen), basedOn: String(version) }
  return section(
    fill(one.edit, { whom: whomOf({ visit, say }, chosen) }),
    html`${choice}${isNewer ? notice(fill(one.newer, { value: valueSaid({ visit, say }, type, current) })) : ''}${shows.origin === 'sample' && chosen !== null ? notice(one.sampleNote) : ''}
      <div data-preview="/desk/facts/-/look">${form(visit, 'save', body, { values, id: 'write' })}</div>
      <div id="preview" aria-live="polite"><h3>${one.preview}</h3>${foreseen ?? html`<p class="empty">${one.wait}</p>`}</div>`,
    { id: 'edit' },
  )
}

function showsOf({ visit, say }: FactsVisit, { shows }: OpenedField): Html {
  const { one } = say
  const { knowledge, reminders, flows } = visit.content
  const entries = shows.entries.map(id => ({ id, title: knowledge.entries.get(id)?.title ?? id }))
  const titles = reminders.filter(r => shows.reminders.includes(r.name)).map(r => r.title)
  const used = shows.flows.map(name => flows.current.get(name)?.title ?? name)
  return html`<details><summary>${fill(one.shows, { count: entries.length })}</summary>${
    entries.length === 0
      ? empty(one.showsNone)
      : html`<ul>${entries.map(({ id, title }) => html`<li><a href="/desk/answers/${id}">${title}</a></li>`)}</ul>`
  }</details>${facts([
    [one.reminders, titles.join('、')],
    [one.flows, used.join('、')],
  ])}`
}

function historyOfField({ visit, say }: FactsVisit, { versions, line }: OpenedField): Html {
  const { one } = say
  if (versions.length === 0) return section(one.history, empty(one.historyNone), { id: 'history' })
  const current = versions[0]!
  const back = (to: number, button: string) => {
    const values = { key: line.key, to: String(to), basedOn: String(current.version), why: one.undoWhy }
    return pressButton(visit, 'takeBack', { button, look: 'quiet', values })
  }
  const said = (value: string | null) => valueSaid({ visit, say }, line.type, value)
  const cards = versions.map((version, n) =>
    card({
      title: fill(one.version, { version: version.version }),
      marks: n === 0 ? badge(one.now, 'good') : '',
      lines: html`<p>${version.name} ${time(visit, version.at)}</p>${version.why === '' ? '' : html`<p>${fill(one.byWhy, { why: version.why })}</p>`}
        ${version.changed.map(({ part, from, to }) => html`<p>${fill(one.changed, { whom: whomOf({ visit, say }, part), from: said(from), to: said(to) })}</p>`)}`,
      acts: n === 0 || version.text === current.text ? '' : back(version.version, one.back),
    }),
  )
  const shipped = current.text === null ? '' : html`<div class="acts">${back(0, one.toShipped)}</div>`
  return section(one.history, html`${shipped}${cards}`, { id: 'history' })
}
