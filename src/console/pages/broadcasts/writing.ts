import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { levels } from '../../../core/broadcast.ts'
import { type Ahead, audienceChoices, type Choices } from '../../../office/broadcasts/written.ts'
import { afterQuiet } from '../../../time/recurrence.ts'
import { minuteText } from '../../../time/shown.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { area, field, form, radios, ticks } from '../../parts/form.ts'
import { notice } from '../../parts/pieces.ts'
import { aheadOf } from './ahead.ts'
import { begun } from './beginning.ts'
import { type Entered, filledIn } from './filled.ts'
import { addressOfOne, type PageVisit, rulesOf } from './rules.ts'
import { whomFields } from './whom.ts'

/** Writing a broadcast: a template first, then all of it on one page; null where it would begin with what is not theirs. */
export async function writingView({ visit, say }: PageVisit): Promise<View | null> {
  const { tried } = visit
  const from = await begun({ visit, say })
  if (from === null) return null
  const filled = tried ? filledIn(tried.form) : from.filled
  if (!filled || filled.template === '') return chooseView({ visit, say })
  return formView({ visit, say }, filled, { note: from.note, ahead: null })
}

/** The templates, each with what it is for. */
function chooseView({ visit, say: { title, writing } }: PageVisit): View {
  const { choose } = writing
  const all = Object.entries(visit.content.broadcastWords.templates)
  const listed = (kind: '通知' | '预警') =>
    html`<h2>${choose[kind]}</h2><ul class="pages">${all
      .filter(([, template]) => template.kind === kind)
      .map(([name, { about }]) => {
        const query = new URLSearchParams({ template: name, ...passedOn(visit) })
        return html`<li><a href="/desk/broadcasts/new?${query}"><b>${name}</b><span>${about}</span></a></li>`
      })}</ul>`
  return {
    title: choose.title,
    up: { to: '/desk/broadcasts', label: title },
    main: html`<p>${choose.says}</p>${listed('通知')}${listed('预警')}`,
  }
}

/** What was given for the broadcast already goes on through the choice of a template. */
const passedOn = (visit: Visit) =>
  Object.fromEntries(
    ['to', 'text', 'at'].flatMap(name => (visit.query(name) === '' ? [] : [[name, visit.query(name)]])),
  )

/** The form with what was entered, and what it would be where that was asked for. */
export async function formView(
  { visit, say }: PageVisit,
  filled: Entered,
  { note = '', ahead }: { note?: string; ahead: Ahead | null },
): Promise<View | null> {
  const came = await visit.act(audienceChoices, rulesOf(visit), undefined)
  if ('refused' in came) return null
  const { writing } = say
  const { of, draft, template } = filled
  const title =
    of !== null
      ? fill(writing.titleOf, { number: of })
      : draft !== null
        ? fill(writing.titleDraft, { number: draft })
        : fill(writing.title, { template })
  const up = draft === null ? { to: '/desk/broadcasts', label: say.title } : { to: addressOfOne(draft), label: draft }
  return {
    title,
    up,
    main: html`${note ? notice(note) : ''}${fieldsOf({ visit, say }, filled, came.done)}${previewOf({ visit, say }, ahead)}`,
  }
}

function previewOf({ visit, say }: PageVisit, ahead: Ahead | null): Html {
  const list = html`<button class="quiet" form="write" formaction="/desk/broadcasts/-/unreached">${say.ahead.download}</button>`
  return html`<section id="preview" aria-live="polite"><h2>${say.ahead.title}</h2>${ahead ? aheadOf({ visit, say }, ahead, list) : html`<p class="empty">${say.ahead.wait}</p>`}</section>`
}

function fieldsOf({ visit, say }: PageVisit, filled: Entered, choices: Choices): Html {
  const { writing } = say
  const { template, of, draft, body } = filled
  const values = {
    template,
    ...(of && { of }),
    ...(draft && { draft }),
    ...(filled.picture && { kept: filled.picture }),
  }
  const isCorrection = of !== null
  const text = html`${area('body', writing.body, { value: body, hint: writing.bodyHint, isNeeded: true, most: 1000, rows: 9 })}`
  const main = isCorrection
    ? text
    : html`${levelFields({ visit, say }, filled)}${text}${whomFields({ visit, say }, filled, choices)}${whenFields({ visit, say }, filled)}`
  const buttons = html`<p class="note">${writing.lookNote}</p><div class="acts">
    <button>${writing.keep}</button><button class="quiet" formaction="/desk/broadcasts/-/look">${writing.look}</button></div>`
  return html`<div data-preview="/desk/broadcasts/-/look">${form(visit, 'keep', html`${main}${pictureFields({ visit, say }, filled)}${isCorrection ? '' : questionFields({ say }, filled)}${buttons}`, { values, hasFiles: true, id: 'write' })}</div>`
}

function levelFields({ say: { writing } }: PageVisit, { level, template, draft }: Entered): Html {
  const options = levels.map(value => ({ value, label: writing.levels[value] }))
  return html`${draft === null ? html`<p><a href="/desk/broadcasts/new">${writing.template}</a> · ${template}</p>` : ''}${radios('level', writing.level, { options, value: level })}`
}

function whenFields({ visit, say: { writing } }: PageVisit, { when, at }: Entered): Html {
  const { quiet } = visit.content.broadcastWords
  const awake = afterQuiet(visit.now, quiet, visit.zone)
  const isQuiet = awake.getTime() > visit.now.getTime()
  const time = minuteText(awake, visit.zone)
  const options = [
    { value: 'now', label: writing.whens.now },
    ...(isQuiet ? [{ value: 'awake', label: fill(writing.whens.awake, { time }) }] : []),
    { value: 'at', label: writing.whens.at },
  ]
  return html`<h2>${writing.when}</h2>${isQuiet ? notice(fill(writing.quiet, { from: quiet.from, until: quiet.until })) : ''}
    ${radios('when', writing.when, { options, value: when || (isQuiet ? 'awake' : 'now') })}
    ${field('at', writing.at, { value: at, type: 'datetime-local', hint: writing.atHint })}`
}

function pictureFields({ say: { writing } }: PageVisit, { picture }: Entered): Html {
  const name = picture.slice(picture.lastIndexOf('/') + 1)
  const kept = html`<p>${writing.kept}</p><img class="picture" src="/desk/broadcasts/picture/${name}" alt="${writing.kept}" />
    ${ticks('nopicture', writing.picture, { options: [{ value: '1', label: writing.noPicture }] })}`
  return html`<details ${picture === '' ? '' : 'open'}><summary>${writing.picture}</summary>${picture === '' ? '' : kept}
    ${field('picture', writing.picture, { type: 'file', accept: 'image/png,image/jpeg,image/gif,image/webp', hint: writing.pictureHint })}</details>`
}

function questionFields({ say: { writing } }: Pick<PageVisit, 'say'>, { asked, options, explain }: Entered): Html {
  return html`<details ${asked + options === '' ? '' : 'open'}><summary>${writing.question}</summary><p class="note">${writing.questionHint}</p>
    ${field('asked', writing.asked, { value: asked, most: 200 })}
    ${area('options', writing.options, { value: options, most: 600, rows: 3 })}
    ${field('explain', writing.explain, { value: explain, most: 300 })}</details>`
}
