import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { broadcastNumberIn } from '../../../core/broadcast.ts'
import type { PersonProgress } from '../../../core/work/progress.ts'
import { unitsText } from '../../../office/people/describe.ts'
import { collegeAmong } from '../../../office/progress/colleges.ts'
import type { LeftGroup, ProgressList } from '../../../office/progress/list.ts'
import { missing } from '../../../office/progress/missing.ts'
import { overview, type ProgressTable } from '../../../office/progress/overview.ts'
import type { Html, View } from '../../desk.ts'
import { tabs } from '../../parts/form.ts'
import { badge, download, section, time } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import {
  type AskedPlace,
  addressOfNames,
  type ProgressVisit,
  placeAsked,
  placeFields,
  rulesForProgress,
  unitAt,
} from './asked.ts'
import { remindCounted, remindListed } from './remind.ts'
import { rowsTable } from './table.ts'

/** More people than this are counted by class before they are named. */
const mostNames = 500
/** More classes than this do not stand in a row. */
const mostTabs = 40

/** What is looked at: an item, of a place, who is left or who is done. */
interface Looked {
  id: string
  place: AskedPlace
  isDone: boolean
}

/** Who has not done something, or who has, by name; very many are counted by class or college first. Null where there is no such thing of theirs. */
export async function namesView(page: ProgressVisit): Promise<View | null> {
  const { visit } = page
  const looked: Looked = { id: visit.item, place: placeAsked(visit), isDone: visit.query('done') === '1' }
  const unit = unitAt(looked.place)
  const rules = rulesForProgress(visit)
  const came = await visit.act(overview, rules, { unit, items: [looked.id] })
  if ('refused' in came || came.done.table.classes.length === 0) return null
  const whole = came.done.table
  const { done, all } = whole.items[0]!.total
  if ((looked.isDone ? done : all - done) > mostNames) {
    const shown = html`<p class="note">${page.say.names.many}</p>${rowsTable(page, whole)}`
    return viewOf(page, { looked, whole, done, all, shown, acts: remindCounted(page, whole, looked) })
  }
  const named = await visit.act(missing, rules, { item: looked.id, unit, isDone: looked.isDone })
  if ('refused' in named) return null
  const { list } = named.done
  const shown = html`${placesOf(page, whole, looked)}${listed(page, list)}`
  return viewOf(page, { looked, whole, done: list.done, all: list.all, shown, acts: remindListed(page, list, looked) })
}

interface Shown {
  looked: Looked
  whole: ProgressTable
  done: number
  all: number
  shown: Html
  acts: Html
}

function viewOf({ visit, say }: ProgressVisit, { looked, whole, done, all, shown, acts }: Shown): View {
  const { id, place, isDone } = looked
  const { names } = say
  const title = whole.items[0]!.title
  const unit = unitAt(place)
  const scope = unitsText(unit ? [unit] : visit.actor.scope, visit.content.rosterWords.audience)
  const back = placeFields({ college: collegeAmong(visit.actor, place.college), className: '' })
  const query = new URLSearchParams(broadcastNumberIn(id) === id ? { ...back, of: id } : back)
  return {
    title: fill(isDone ? names.titleDone : names.title, { item: title }),
    up: { to: `/desk/progress${query.size > 0 ? `?${query}` : ''}`, label: say.title },
    main: '',
    live: html`<p>${fill(isDone ? names.done : names.left, { scope, all, done, left: all - done })}</p>
      ${tabs(names.tabs, [
        { to: addressOfNames(id, place), label: names.tabLeft, isOn: !isDone, count: all - done },
        { to: addressOfNames(id, place, { isDone: true }), label: names.tabDone, isOn: isDone, count: done },
      ])}${acts}${shown}`,
    after: html`<p class="acts">${download(addressOfNames(id, place, { isDone, file: 'export.xlsx' }), say.export.press)}</p>`,
  }
}

/** Ways to the names of each class, with how many there are; of one class the way back to all. */
function placesOf({ visit, say }: ProgressVisit, { classes }: ProgressTable, { id, place, isDone }: Looked): Html {
  const { places, allPlaces } = say.names
  const tabOf = (at: AskedPlace) => ({ to: addressOfNames(id, at, { isDone }), label: at.className || at.college })
  if (place.className !== '') {
    const wider = { college: collegeAmong(visit.actor, place.college), className: '' }
    return tabs(places, [
      { to: addressOfNames(id, wider, { isDone }), label: allPlaces, isOn: false },
      { ...tabOf(place), isOn: true },
    ])
  }
  const counted = classes.flatMap(({ college, name, cells: [c] }) => {
    const count = isDone ? c!.done : c!.all - c!.done
    return count > 0 ? [{ ...tabOf({ college, className: name }), isOn: false, count }] : []
  })
  return counted.length < 2 || counted.length > mostTabs ? '' : tabs(places, counted)
}

/** The names, apart by what people told where it is asked how far they are. */
function listed(page: ProgressVisit, list: ProgressList): Html {
  const { names } = page.say
  const people = list.groups.flatMap(g => g.people)
  const unreached = list.isDone ? 0 : people.filter(p => p.reach.by !== 'private').length
  const note = unreached > 0 ? html`<p class="note">${fill(names.unreached, { count: unreached })}</p>` : ''
  const isStaged = list.groups.some(g => g.label !== null)
  if (!isStaged) return html`${note}${peopleTable(page, list, { people })}`
  return html`${note}${list.groups.map(group => stageSection(page, list, group))}`
}

function stageSection(page: ProgressVisit, list: ProgressList, { label, waits, people }: LeftGroup): Html {
  const { stage, waits: note } = page.say.names
  return section(
    fill(stage, { stage: label!, count: people.length }),
    peopleTable(page, list, { people, caption: page.say.names.list }),
    {
      note: waits ? note : '',
    },
  )
}

function peopleTable(
  page: ProgressVisit,
  list: ProgressList,
  { people, caption }: { people: readonly PersonProgress[]; caption?: string },
): Html {
  const { captionLeft, captionDone, noneLeft, noneDone } = page.say.names
  return table(page.visit, people, columnsOf(page, list, people), {
    caption: caption ?? fill(list.isDone ? captionDone : captionLeft, { count: people.length }),
    empty: list.isDone ? noneDone : noneLeft,
    areLines: true,
  })
}

function columnsOf(
  page: ProgressVisit,
  list: ProgressList,
  people: readonly PersonProgress[],
): Column<PersonProgress>[] {
  const { visit } = page
  const { columns } = page.say.names
  const hasSeveral = new Set(people.map(p => JSON.stringify([p.college, p.className]))).size > 1
  const when = (head: string, at: (person: PersonProgress) => number | null): Column<PersonProgress>[] =>
    people.some(p => at(p) !== null) ? [{ head, cell: p => time(visit, at(p)), sort: p => at(p) ?? 0 }] : []
  return [
    { head: columns.name, as: 'main', cell: p => html`${p.name} <span class="faint">${p.number}</span>` },
    ...(hasSeveral ? [{ head: columns.class, cell: (p: PersonProgress) => p.className || p.college }] : []),
    ...(list.isDone ? [] : [{ head: columns.reach, cell: (p: PersonProgress) => reachBadge(page, p) }]),
    ...when(list.isDone ? columns.doneAt : columns.told, p => p.told?.at ?? null),
    ...when(columns.reminded, p => list.lately.get(p.number) ?? null),
  ]
}

/** How somebody is reached. */
function reachBadge({ visit, say }: ProgressVisit, { reach }: PersonProgress): Html {
  return badge(reachLabel({ visit, say }, reach), reach.by === 'private' ? 'plain' : 'warn')
}

/** How somebody is reached, in a word. */
export function reachLabel({ visit, say }: ProgressVisit, reach: PersonProgress['reach']): string {
  if (reach.by === 'private') return say.names.privately
  const words = visit.content.progressWords.reach
  return words[reach.by === 'group' ? 'group' : reach.why]
}
