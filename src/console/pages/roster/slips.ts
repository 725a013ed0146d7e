import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { RosterPerson } from '../../../core/roster.ts'
import type { Sheet } from '../../../office/people/sheets.ts'
import { qrMark } from '../../../reports/qr-mark.ts'
import { dayOf } from '../../../time/shown.ts'
import type { Came, Html } from '../../desk.ts'
import { linkButton, notice } from '../../parts/pieces.ts'
import { workbook } from '../../parts/workbook.ts'
import type { RosterVisit } from './rules.ts'

/** Codes that were just drawn: a slip for each, shown once, or a table to take away. */
export async function codesHandedOut(
  { visit, say }: RosterVisit,
  { place, rows, until }: Sheet<{ code: string }>,
  isFile: boolean,
): Promise<Came> {
  const { sheets } = say
  const date = dayOf(until, visit.zone)
  if (isFile) {
    const cells = rows.map(({ person, code }) => ({ person, given: code }))
    return table(
      { name: fill(sheets.codesName, { place }), head: sheets.heads.code, note: fill(sheets.bookNote, { date }) },
      { say, cells },
    )
  }
  const slips = rows.map(({ person, code }) =>
    slip(
      say,
      person,
      html`<p>${sheets.codeSays}</p><p class="secret">${fill(sheets.code, { number: person.number, code })}</p><p class="note">${fill(sheets.codeNote, { date })}</p>`,
    ),
  )
  return slipsView({ visit, say }, { place, date, slips })
}

/** Links that were just made, the same way; each with its code to scan. */
export async function linksHandedOut(
  { visit, say }: RosterVisit,
  { place, rows, until }: Sheet<{ url: string }>,
  isFile: boolean,
): Promise<Came> {
  const { sheets } = say
  const date = dayOf(until, visit.zone)
  if (isFile) {
    const cells = rows.map(({ person, url }) => ({ person, given: url }))
    return table(
      { name: fill(sheets.linksName, { place }), head: sheets.heads.link, note: fill(sheets.linkBookNote, { date }) },
      { say, cells },
    )
  }
  const slips = rows.map(({ person, url }) =>
    slip(
      say,
      person,
      html`<p>${sheets.linkSays}</p>${qrMark(url, fill(say.one.qr, { name: person.name }))}<p class="note">${fill(sheets.linkNote, { date })}</p>`,
    ),
  )
  return slipsView({ visit, say }, { place, date, slips })
}

const slip = ({ sheets }: RosterVisit['say'], { number, name, className }: RosterPerson, body: Html): Html =>
  html`<article class="slip"><h2>${name}</h2><p class="note">${fill(sheets.slip, { number, class: className })}</p>${body}</article>`

function slipsView(
  { say }: RosterVisit,
  { place, date, slips }: { place: string; date: string; slips: readonly Html[] },
): Came {
  const { sheets } = say
  return {
    view: {
      title: place,
      up: { to: '/desk/roster', label: say.title },
      main: html`${notice(fill(sheets.once, { date }))}<div class="acts"><button type="button" data-print hidden>${sheets.print}</button>${linkButton('/desk/roster/sheet', sheets.title)}</div>
        <div class="slips">${slips}</div>`,
    },
  }
}

/** A table of what each of these people gets. */
async function table(
  { name, head, note }: { name: string; head: string; note: string },
  { say: { sheets }, cells }: { say: RosterVisit['say']; cells: readonly { person: RosterPerson; given: string }[] },
): Promise<Came> {
  const { number, name: called, college, class: of } = sheets.heads
  const rows = cells.map(({ person: p, given }) => [p.number, p.name, p.college, p.className, given])
  const sheet = { name: head, rows: [[number, called, college, of, head], ...rows, [], [note]] }
  return { file: await workbook(name, [sheet]) }
}
