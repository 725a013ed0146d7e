import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { RosterEntry } from '../../../core/roster.ts'
import { unitOf } from '../../../office/people/ground.ts'
import { classesInCare, listPeople, type PeopleShown } from '../../../office/people/read.ts'
import { may } from '../../../office/rights.ts'
import type { Html, View } from '../../desk.ts'
import { field, filters, hiddenFields, select, tabs } from '../../parts/form.ts'
import { pageAsked, pager } from '../../parts/pager.ts'
import { badge, linkButton, notice } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { bulkMarks } from './marks.ts'
import { addressOfPerson, channelsText, mostToChoose, type RosterVisit, rosterRulesOf } from './rules.ts'

/** Whom the address asks for; empty texts narrow nothing. */
interface Wanted {
  college: string
  class: string
  bound: string
  reach: string
  left: string
  tag: string
  q: string
  page: number
}

const wantedBy = ({ visit }: RosterVisit): Wanted => {
  const said = (name: string) => visit.query(name).slice(0, 100)
  return {
    ...{ college: said('college'), class: said('class'), tag: said('tag'), q: said('q') },
    ...{ bound: said('bound'), reach: said('reach'), left: said('left') },
    page: pageAsked(visit),
  }
}

const addressOf = (wanted: Omit<Partial<Wanted>, 'page'>): string => {
  const said = Object.entries(wanted)
  const query = new URLSearchParams(said.filter(([, value]) => value !== '') as [string, string][])
  return query.size === 0 ? '/desk/roster' : `/desk/roster?${query}`
}

const isYes = (said: string) => (said === 'yes' ? true : said === 'no' ? false : undefined)

/** The people of one's part of the school who are asked for, some at a time, and what can be done with them. */
export async function rosterView({ visit, say }: RosterVisit): Promise<View | null> {
  const wanted = wantedBy({ visit, say })
  const { college, class: className, tag, q, page } = wanted
  const [isBound, isReached, hasLeft] = [wanted.bound, wanted.reach, wanted.left].map(isYes)
  const came = await visit.act(listPeople, rosterRulesOf(visit), {
    ...(className + college !== '' && { of: className === '' ? college : inCollege(college, className) }),
    ...{ page, ...(tag !== '' && { tag }), ...(q !== '' && { said: q }) },
    ...{ ...(isBound !== undefined && { isBound }), ...(isReached !== undefined && { isReached }) },
    ...(hasLeft !== undefined && { hasLeft }),
  })
  if ('refused' in came) return wrongView({ visit, say }, wanted, came.refused.says)
  const shown = came.done
  const { entries } = shown
  return {
    title: say.title,
    main: html`${leads(say)}${tabsOf(say, wanted, shown)}${filterFields({ visit, say }, wanted, shown)}
      ${tableOf({ visit, say }, wanted, shown)}${pager(visit, shown)}
      ${entries.length > 0 ? bulkMarks({ visit, say }, shown.classes) : ''}`,
  }
}

/** A class is written with its college or without. */
const inCollege = (college: string, name: string) => (name.startsWith(college) ? name : college + name)

const leads = (say: RosterVisit['say']): Html =>
  html`<p class="row">${linkButton('/desk/roster/import', say.import, 'plain')}${linkButton('/desk/roster/sheet', say.sheet)}</p>`

/** What was asked for is none of theirs, or nothing: why, and how to ask for something else. */
async function wrongView({ visit, say }: RosterVisit, wanted: Wanted, says: string): Promise<View | null> {
  const came = await visit.act(classesInCare, rosterRulesOf(visit), undefined)
  if ('refused' in came) return null
  return {
    title: say.title,
    main: html`${leads(say)}${notice(says)}${filterFields({ visit, say }, { ...wanted, class: '' }, { classes: came.done })}`,
  }
}

function tabsOf({ list }: RosterVisit['say'], wanted: Wanted, { counts }: PeopleShown): Html {
  const { college, class: className, bound, reach, left } = wanted
  const { people, bound: of, reached } = counts
  const all: [keyof typeof list.tabs, Partial<Wanted>, number][] = [
    ['all', {}, people + counts.left],
    ['unbound', { bound: 'no', left: 'no' }, people - of],
    ['unreached', { reach: 'no', left: 'no' }, people - reached],
    ['bound', { bound: 'yes', left: 'no' }, of],
    ['left', { left: 'yes' }, counts.left],
  ]
  return tabs(
    list.label,
    all.map(([name, narrow, count]) => ({
      to: addressOf({ college, class: className, ...narrow }),
      label: list.tabs[name],
      isOn: bound === (narrow.bound ?? '') && reach === (narrow.reach ?? '') && left === (narrow.left ?? ''),
      count,
    })),
  )
}

function filterFields(
  { visit, say: { list } }: RosterVisit,
  wanted: Wanted,
  { classes }: Pick<PeopleShown, 'classes'>,
): Html {
  const { college, class: className, tag, q, bound, reach, left } = wanted
  const colleges = [...new Set(classes.map(c => c.college))]
  const within = classes.filter(c => college === '' || c.college === college)
  const isOne = college !== '' || colleges.length <= 1
  const any = (label: string) => ({ value: '', label })
  const plain = (value: string) => ({ value, label: value })
  const byCollege = select('college', list.college, {
    options: [any(list.anyCollege), ...colleges.map(plain)],
    value: college,
  })
  const options = within.map(c => (isOne ? plain(c.name) : plain(c.college + c.name)))
  const byClass =
    within.length > mostToChoose
      ? field('class', list.class, { value: className, among: options.map(o => o.value), most: 100 })
      : select('class', list.class, { options: [any(list.anyClass), ...options], value: className })
  const tags = visit.content.rosterWords.audience.tags.map(t => plain(t.name))
  return filters(
    visit,
    html`${hiddenFields(Object.fromEntries(Object.entries({ bound, reach, left }).filter(([, value]) => value !== '')))}
      ${colleges.length > 1 ? byCollege : ''}${byClass}
      ${select('tag', list.tag, { options: [any(list.anyTag), ...tags], value: tag })}
      ${field('q', list.search, { value: q, type: 'search', most: 100 })}`,
    list.find,
  )
}

function tableOf({ visit, say }: RosterVisit, wanted: Wanted, { entries, found, counts }: PeopleShown): Html {
  const { list } = say
  const part = wanted.class || wanted.college || list.mine
  const isEmpty = counts.people + counts.left === 0
  const tried = new Set(visit.tried?.form.all('numbers'))
  return table(visit, entries, columnsOf({ visit, say }, entries), {
    caption: fill(list.caption, { part, count: found }),
    empty: isEmpty ? list.empty : list.none,
    isSearched: true,
    pick: { name: 'numbers', value: e => e.person.number, form: 'some', ticked: tried },
  })
}

function columnsOf({ visit, say: { list } }: RosterVisit, entries: readonly RosterEntry[]): Column<RosterEntry>[] {
  const c = list.columns
  const words = visit.content.rosterWords
  const seesLoan = ({ person }: RosterEntry) => may(visit.actor, 'see-loans', unitOf(person))
  const loans: Column<RosterEntry> = { head: c.loan, cell: e => (seesLoan(e) ? e.person.loan : '') }
  return [
    {
      head: c.name,
      as: 'main',
      cell: ({ person: { number, name, left } }) =>
        html`<a href="${addressOfPerson(number)}">${name}</a> ${number}${left === '' ? '' : html` ${badge(words.left[left], 'warn')}`}`,
    },
    {
      head: c.class,
      cell: ({ person: { className, role } }) =>
        role === 'student' ? className : `${className} ${words.roles[role]}`.trim(),
    },
    { head: c.bound, cell: e => (e.bound.length > 0 ? channelsText(visit, e.bound) : badge(list.unbound)) },
    {
      head: c.reached,
      cell: e =>
        e.reached.length > 0 ? channelsText(visit, e.reached) : e.bound.length > 0 ? badge(list.unreached, 'warn') : '',
    },
    { head: c.tags, cell: e => e.person.tags.join('、') },
    ...(entries.some(seesLoan) ? [loans] : []),
  ]
}
