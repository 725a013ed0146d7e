import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { DutyNote } from '../../../core/work/ledger.ts'
import { type DutyRow, type Ledger, rowsOf } from '../../../office/ledger/ledger.ts'
import { collegesToNote, isNoteTheirs, longestNote } from '../../../office/ledger/notes.ts'
import { dateText, isoDay } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { area, field, form, pressButton, select, ticks } from '../../parts/form.ts'
import { badge, card, notice, section } from '../../parts/pieces.ts'
import type { ReportPageWords } from './words.ts'

/** The duties under the notice's headings; those that lack material stand above, each a way to its place. */
export function dutyList(visit: Visit, say: ReportPageWords, ledger: Ledger): Html {
  const left = rowsOf(ledger).filter(row => !row.hasMaterial)
  const missing = html`<ul>${left.map(
    row => html`<li><a href="#d${row.number}">${fill(say.duty, { number: row.number, title: row.title })}</a></li>`,
  )}</ul>`
  return html`${section(say.missing.title, left.length === 0 ? notice(say.missing.none, 'good') : missing)}${ledger.chapters.map(
    ({ title, parts }) =>
      html`${parts.map(part =>
        section(`${title}${part.title}`, html`${part.rows.map(row => dutyCard(visit, say, row))}`),
      )}`,
  )}`
}

function dutyCard(visit: Visit, say: ReportPageWords, row: DutyRow): Html {
  const { number, title, place, who, evidence, notes, hasMaterial } = row
  const facts = html`<ul>${evidence.map(one => html`<li>${one.says}</li>`)}${notes.map(one => noteLine(visit, say, one))}</ul>`
  return card({
    id: `d${number}`,
    title: fill(say.duty, { number, title }),
    marks: hasMaterial ? badge(say.marks.has, 'good') : badge(say.marks.lacks, 'warn'),
    lines: html`<p class="note">${fill(say.who, { place, who })}</p>${hasMaterial ? facts : html`<p>${say.none}</p>`}${noteForm(visit, say, number)}`,
  })
}

function noteLine(visit: Visit, { note: words }: ReportPageWords, note: DutyNote): Html {
  const { id, text, day, by, byName, picture, duty } = note
  const said = fill(words.said, { day: dateText(day), by: byName || by || words.nobody })
  const isTheirs = isNoteTheirs(visit.actor, note)
  const shown =
    picture && isTheirs
      ? html`<details><summary>${words.shown}</summary><div class="gallery"><img src="/desk/report/note/${id}" alt="${fill(words.alt, { number: duty })}" loading="lazy" /></div></details>`
      : ''
  const remove = isTheirs ? pressButton(visit, 'remove', { button: words.remove, look: 'quiet', values: { id } }) : ''
  return html`<li>${text} <span class="note">${said}</span>${shown}${remove}</li>`
}

function noteForm(visit: Visit, { note: words }: ReportPageWords, duty: number): Html {
  const { tried } = visit
  const isTried = tried?.act === 'note' && tried.form.get('duty') === String(duty)
  const said = (name: string) => (isTried ? tried.form.get(name) : '')
  const colleges = collegesToNote(visit.actor)
  const options = colleges.map(college => ({ value: college, label: college === '' ? words.whole : college }))
  const fields = html`${isTried ? notice(tried.says, 'bad') : ''}${area('text', words.text, { value: said('text'), hint: words.textHint, isNeeded: true, most: longestNote, rows: 2 })}
    ${field('day', words.day, { type: 'date', value: said('day') || isoDay(visit.now, visit.zone), isNeeded: true })}
    ${options.length > 1 ? select('college', words.college, { options, value: said('college') }) : ''}
    ${field('picture', words.picture, { type: 'file', accept: 'image/png,image/jpeg,image/gif,image/webp', hint: words.pictureHint })}
    ${ticks('consent', words.agreed, { options: [{ value: '1', label: words.consent }], values: [said('consent')] })}`
  return html`<details ${isTried ? 'open' : ''}><summary>${words.open}</summary>${form(visit, 'note', fields, { button: words.button, values: { duty: String(duty) }, hasFiles: true })}</details>`
}
