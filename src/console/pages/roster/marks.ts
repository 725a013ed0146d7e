import { html } from 'hono/html'
import type { ClassRef } from '../../../core/roster.ts'
import { waysToLeave } from '../../../core/roster.ts'
import type { Html } from '../../desk.ts'
import { field, form, select } from '../../parts/form.ts'
import { classOptions, mostToChoose, type RosterVisit } from './rules.ts'

/** What can be done with the rows that are ticked; it stays in view below a long list. */
export const bulkMarks = ({ visit, say }: RosterVisit, classes: readonly ClassRef[]): Html =>
  html`<details class="bulk" ${visit.tried ? 'open' : ''}><summary>${say.marks.heading}</summary><p class="note">${say.marks.note}</p>
    ${form(visit, 'move', html`${markFields({ visit, say }, classes)}${codeButtons(say)}`, { id: 'some' })}</details>`

/** What can be done with one student. */
export const ownMarks = ({ visit, say }: RosterVisit, number: string, classes: readonly ClassRef[]): Html =>
  html`<details ${visit.tried ? 'open' : ''}><summary>${say.marks.own}</summary>
    ${form(visit, 'move', markFields({ visit, say }, classes), { values: { numbers: number } })}</details>`

const to = (act: string) => `/desk/roster/-/${act}`

const codeButtons = ({ marks }: RosterVisit['say']): Html =>
  html`<div class="row"><button class="quiet" formaction="${to('codes')}">${marks.codesButton}</button><button class="quiet" name="file" value="yes" formaction="${to('codes')}">${marks.codesFile}</button></div>`

/** The class comes first: who presses Enter in a field presses the first button of a form. */
function markFields({ visit, say: { marks } }: RosterVisit, classes: readonly ClassRef[]): Html {
  const words = visit.content.rosterWords
  const entered = (name: string) => visit.tried?.form.get(name) ?? ''
  const tags = words.audience.tags.map(t => ({ value: t.name, label: t.name }))
  const ways = [
    ...waysToLeave.map(way => ({ value: words.left[way], label: words.left[way] })),
    { value: '', label: marks.back },
  ]
  const options = classOptions(classes)
  const classField =
    options.length > mostToChoose
      ? field('to', marks.move, {
          value: entered('to'),
          hint: marks.moveHint,
          among: options.map(o => o.value),
          most: 100,
        })
      : select('to', marks.move, { options, value: entered('to') })
  return html`<div class="row">${classField}<button class="quiet">${marks.moveButton}</button></div>
    <div class="row">${select('tag', marks.tag, { options: tags, value: entered('tag') })}
      <button class="quiet" name="on" value="yes" formaction="${to('tag')}">${marks.tagOn}</button><button class="quiet" name="on" value="no" formaction="${to('tag')}">${marks.tagOff}</button></div>
    <div class="row">${select('as', marks.left, { options: ways, value: visit.tried ? entered('as') : ways[0]!.value })}<button class="quiet" formaction="${to('left')}">${marks.leftButton}</button></div>`
}
