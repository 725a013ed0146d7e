import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { RosterEntry, Unit } from '../../../core/roster.ts'
import { unitOf } from '../../../office/people/ground.ts'
import { unitName } from '../../../office/people/naming.ts'
import { classesInCare, listPeople, type PeopleShown } from '../../../office/people/read.ts'
import { partsToChoose, unitKey } from '../../../office/people/where.ts'
import { may } from '../../../office/rights.ts'
import type { Html, View } from '../../desk.ts'
import { field, filters, hiddenFields, select, tabs } from '../../parts/form.ts'
import { pageAsked, pager } from '../../parts/pager.ts'
import { partQuery, unitAsked } from '../../parts/part.ts'
import { badge, channelsText, linkButton, notice } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { bulkMarks } from './marks.ts'
import { addressOfPerson, type RosterVisit, rosterRulesOf } from './rules.ts'

/** Whom the address asks for; empty texts narrow nothing. */
interface Wanted {
  /** The key of a part of the school. */
  part: string
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
    ...{ part: partQuery(unitAsked(visit)).part ?? '', tag: said('tag'), q: said('q') },
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
  const { part, tag, q, page } = wanted
  const [isBound, isReached, hasLeft] = [wanted.bound, wanted.reach, wanted.left].map(isYes)
  const came = await visit.act(listPeople, rosterRulesOf(visit), {
    ...(part !== '' && { of: partName(part) }),
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

/** A part as it is called. Addresses from before may name a class without its college, or with it twice. */
export function partName(key: string): string {
  const [college = '', ...rest] = key.split('/')
  const name = rest.join('/')
  return name.startsWith(college) ? name || college : college + name
}

const leads = (say: RosterVisit['say']): Html =>
  html`<p class="row">${linkButton('/desk/roster/import', say.import, 'plain')}${linkButton('/desk/roster/sheet', say.sheet)}</p>`

/** What was asked for is none of theirs, or nothing: why, and how to ask for something else. */
async function wrongView({ visit, say }: RosterVisit, wanted: Wanted, says: string): Promise<View | null> {
  const came = await visit.act(classesInCare, rosterRulesOf(visit), undefined)
  if ('refused' in came) return null
  return {
    title: say.title,
    main: html`${leads(say)}${notice(says)}${filterFields({ visit, say }, { ...wanted, part: '' }, { classes: came.done })}`,
  }
}

function tabsOf({ list }: RosterVisit['say'], wanted: Wanted, { counts }: PeopleShown): Html {
  const { part, bound, reach, left } = wanted
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
      to: addressOf({ part, ...narrow }),
      label: list.tabs[name],
      isOn: bound === (narrow.bound ?? '') && reach === (narrow.reach ?? '') && left === (narrow.left ?? ''),
      count,
    })),
  )
}

function filterFields({ visit, say }: RosterVisit, wanted: Wanted, { classes }: Pick<PeopleShown, 'classes'>): Html {
  const { list } = say
  const { part, tag, q, bound, reach, left } = wanted
  const plain = (value: string) => ({ value, label: value })
  const any = { value: '', label: list.anyTag }
  const tags = visit.content.rosterWords.audience.tags.map(t => plain(t.name))
  return filters(
    visit,
    html`${hiddenFields(Object.fromEntries(Object.entries({ bound, reach, left }).filter(([, value]) => value !== '')))}
      ${partField({ visit, say }, part, classes)}
      ${select('tag', list.tag, { options: [any, ...tags], value: tag })}
      ${field('q', list.search, { value: q, type: 'search', most: 100 })}`,
    list.find,
  )
}

/** A college or a class of one's own; of the whole school the classes of the college that was chosen. */
function partField({ visit, say: { list } }: RosterVisit, part: string, classes: PeopleShown['classes']): Html {
  const units = partsToChoose(visit.actor.scope, classes, part)
  const isOne = new Set(classes.map(c => c.college)).size <= 1
  const labelOf = (unit: Unit) => (unit.of === 'class' && isOne ? unit.name : unitName(unit, list.mine))
  const options = units.map(unit => ({ value: unitKey(unit), label: labelOf(unit) }))
  const value = options.find(o => partName(o.value) === partName(part) || o.value.endsWith(part))?.value ?? ''
  return select('part', list.part, { options: [{ value: '', label: list.mine }, ...options], value: part && value })
}

function tableOf({ visit, say }: RosterVisit, wanted: Wanted, { entries, found, counts }: PeopleShown): Html {
  const { list } = say
  const part = partName(wanted.part) || list.mine
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
