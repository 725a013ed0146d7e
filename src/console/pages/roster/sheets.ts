import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { codeDays } from '../../../office/people/code.ts'
import { placeOf } from '../../../office/people/ground.ts'
import { studentLinkDays } from '../../../office/people/links.ts'
import { makeClassFinder } from '../../../office/people/naming.ts'
import { classesInCare, listPeople } from '../../../office/people/read.ts'
import { codeSheet, linkSheet } from '../../../office/people/sheets.ts'
import type { Came, Form, View, Visit } from '../../desk.ts'
import { field, form, radios, select } from '../../parts/form.ts'
import { partQuery, unitAsked } from '../../parts/part.ts'
import { empty } from '../../parts/pieces.ts'
import { partName } from './list.ts'
import { classOptions, mostToChoose, type RosterVisit, rosterLinkRulesOf, rosterRulesOf } from './rules.ts'
import { codesHandedOut, linksHandedOut } from './slips.ts'
import type { RosterPageWords } from './words.ts'

/** Chooses a class, and what each of its students gets. */
export async function sheetView({ visit, say }: RosterVisit): Promise<View | null> {
  const came = await visit.act(classesInCare, rosterRulesOf(visit), undefined)
  if ('refused' in came) return null
  const { sheets } = say
  const classes = came.done
  const options = classOptions(classes)
  const entered = (name: string) => visit.tried?.form.get(name) ?? visit.query(name)
  // The address names the class as the list of people does.
  const [asked] = makeClassFinder(classes)(partName(partQuery(unitAsked(visit)).part ?? ''))
  const value = visit.tried ? entered('class') : asked ? placeOf(asked) : ''
  const classField =
    options.length > mostToChoose
      ? field('class', sheets.class, { value, among: options.map(o => o.value), isNeeded: true, most: 100 })
      : select('class', sheets.class, { options, value })
  const whats = [
    { value: 'codes', label: sheets.codes },
    ...(visit.desk.personalLinks.isReady ? [{ value: 'links', label: sheets.links }] : []),
  ]
  const fields = html`${classField}${radios('what', sheets.what, { options: whats, value: entered('what') || 'codes' })}
    ${visit.desk.personalLinks.isReady ? '' : html`<p class="note">${say.one.noLinks}</p>`}
    <div class="acts"><button>${sheets.page}</button><button class="quiet" name="file" value="yes">${sheets.file}</button></div>`
  return {
    title: sheets.title,
    up: { to: '/desk/roster', label: say.title },
    main: html`<p>${sheets.says}</p>${classes.length === 0 ? empty(sheets.noClass) : form(visit, 'sheet', fields)}`,
  }
}

/** Hands out what each student of a class gets, after a question with their count. */
export async function pressSheet(visit: Visit, given: Form, say: RosterPageWords): Promise<Came> {
  const { sheets } = say
  const of = given.get('class')
  const isLinks = given.get('what') === 'links'
  if (of === '') return { refused: sheets.noClass }
  if (isLinks && !visit.desk.personalLinks.isReady) return { refused: say.one.noLinks }
  if (given.get('sure') !== '1') {
    const there = await visit.act(listPeople, rosterRulesOf(visit), { of, hasLeft: false, page: 1 })
    if ('refused' in there) return { refused: there.refused.says }
    const values = { place: of, count: there.done.found, days: isLinks ? studentLinkDays : codeDays }
    const ask = fill(isLinks ? sheets.askLinks : sheets.askCodes, values)
    return { ask, button: fill(sheets.sure, values), isGrave: true }
  }
  const isFile = given.get('file') === 'yes'
  if (!isLinks) {
    const came = await visit.act(codeSheet, rosterRulesOf(visit), { of })
    return 'refused' in came ? { refused: came.refused.says } : codesHandedOut({ visit, say }, came.done, isFile)
  }
  const came = await visit.act(linkSheet, rosterLinkRulesOf(visit), { of, days: null })
  if ('refused' in came) return { refused: came.refused.says }
  const { until } = came.done
  const rows = came.done.rows.map(({ person, generation }) => {
    const { number, name } = person
    return { person, url: visit.desk.personalLinks.addressOf({ number, name, generation, until }) }
  })
  return linksHandedOut({ visit, say }, { ...came.done, rows }, isFile)
}
