import { fill } from '../../content/words.ts'
import type { ClassTally } from '../../core/broadcast.ts'
import type { ClassRef, Identity, Unit } from '../../core/roster.ts'
import type { ClassProgress } from '../../core/work/progress.ts'
import { confirmedOf } from '../broadcasts/states.ts'
import { shown } from '../outcome.ts'
import { unitsText } from '../people/describe.ts'
import { byPlace } from '../people/naming.ts'
import { may } from '../rights.ts'
import { allowedFor, type ProgressGround, type ProgressOutcome, refusedProgress, scopeFor } from './ground.ts'
import type { ProgressFlow, ProgressItem } from './items.ts'

/** How many of those who owe something have done it; `unheard` told nothing of it at all. */
export interface ProgressCell {
  done: number
  all: number
  unheard: number
}

/** Where the classes of somebody's care are: a column for each item, in its order. */
export interface ProgressTable {
  items: readonly { id: string; title: string; total: ProgressCell }[]
  classes: readonly (ClassRef & { people: number; cells: readonly ProgressCell[] })[]
  /** Students on the roster. */
  people: number
}

/** Which part of it is asked for: of `unit`, these items alone (all conversations where left out), and broadcasts by their numbers. */
export interface OverviewInput {
  unit?: Unit | null
  items?: readonly string[]
}

/**
 * How far the students of the actor's part of the school are, class by class. Loans only for those who may see them; what somebody may not see is
 * left out where all is asked for, and refused where it is named.
 */
export async function overview(
  ground: ProgressGround,
  actor: Identity,
  { unit = null, items: named }: OverviewInput,
): Promise<ProgressOutcome<{ says: string; table: ProgressTable }>> {
  const scope = scopeFor(ground, actor, { unit, tried: 'overview' })
  if ('refused' in scope) return scope
  const ids = named ?? ground.rules.flows.filter(f => !f.onlyBorrowers || may(actor, 'see-loans')).map(f => f.flow)
  const items: ProgressItem[] = []
  for (const id of ids) {
    const allowed = await allowedFor(ground, actor, { item: id, unit })
    if ('refused' in allowed) return allowed
    items.push(allowed.item)
  }
  const table = await tableOf(ground, scope, items)
  const none = items.find((item, n) => item.of === 'notice' && table.items[n]!.total.all === 0)
  if (none) return refusedProgress(ground, 'unknownNotice', { number: none.id }, `overview ${none.id}`)
  return shown({ says: tableText(ground, scope, table), table }, { act: 'read-progress', detail: ids.join(' ') })
}

/** Counts what is asked for: one reading for all conversations, and one for each broadcast. */
export async function tableOf(
  { read }: ProgressGround,
  scope: readonly Unit[],
  items: readonly ProgressItem[],
): Promise<ProgressTable> {
  const flows = items.flatMap(item => (item.of === 'flow' ? [item.flow] : []))
  const classes = await read.progress.byClass(scope, flows)
  const notices = new Map<string, ReadonlyMap<string, ClassTally>>()
  for (const { id, of } of items)
    if (of === 'notice') notices.set(id, new Map((await read.broadcasts.tally(id, scope)).map(t => [keyOf(t), t])))
  const rows = classes.toSorted(byPlace).map(one => ({
    college: one.college,
    name: one.name,
    people: one.people,
    cells: items.map(item =>
      item.of === 'flow' ? flowCell(one, flows, item.flow) : noticeCell(notices.get(item.id)!.get(keyOf(one))),
    ),
  }))
  const total = (n: number): ProgressCell => sumOfCells(rows.map(r => r.cells[n]!))
  return {
    items: items.map(({ id, title }, n) => ({ id, title, total: total(n) })),
    classes: rows,
    people: rows.reduce((sum, r) => sum + r.people, 0),
  }
}

const keyOf = ({ college, name }: ClassRef) => JSON.stringify([college, name])

function flowCell(of: ClassProgress, flows: readonly ProgressFlow[], flow: ProgressFlow): ProgressCell {
  const { done, heard } = of.counts[flows.indexOf(flow)]!
  const all = flow.onlyBorrowers ? of.borrowers : of.people
  return { done, all, unheard: heard === null ? 0 : all - heard }
}

/** The denominator of a broadcast is the roster as it was when it left. */
const noticeCell = (tally: ClassTally | undefined): ProgressCell =>
  tally ? { done: confirmedOf(tally), all: tally.people, unheard: 0 } : { done: 0, all: 0, unheard: 0 }

/** These together. */
export const sumOfCells = (cells: readonly ProgressCell[]): ProgressCell => {
  const sum = { done: 0, all: 0, unheard: 0 }
  for (const { done, all, unheard } of cells) {
    sum.done += done
    sum.all += all
    sum.unheard += unheard
  }
  return sum
}

/** The table in words: each item as a whole, and where only one is asked for also by class. */
function tableText({ rules }: ProgressGround, scope: readonly Unit[], table: ProgressTable): string {
  const { words, audience } = rules
  const lines = table.items.map(({ title, total: { done, all, unheard } }) => {
    const percent = all === 0 ? 100 : Math.floor((100 * done) / all)
    const besides = unheard > 0 ? fill(words.overviewUnheard, { count: unheard }) : ''
    return fill(words.overviewLine, { item: title, done, all, percent }) + besides
  })
  const classes = table.items.length === 1 && table.classes.length > 1 ? classLines(rules, table) : []
  return [
    fill(words.overviewHead, { scope: unitsText(scope, audience), people: table.people }),
    ...lines,
    ...classes,
    words.overviewHint,
  ].join('\n')
}

/** Those with the smallest share first: they want something done. */
function classLines({ words }: ProgressGround['rules'], { classes }: ProgressTable): string[] {
  const share = ({ done, all }: ProgressCell) => done / all
  const sorted = classes.filter(c => c.cells[0]!.all > 0).sort((a, b) => share(a.cells[0]!) - share(b.cells[0]!))
  const lines = sorted
    .slice(0, words.classesMost)
    .map(({ college, name, cells: [cell] }) =>
      fill(words.overviewClass, { class: name || college, done: cell!.done, all: cell!.all }),
    )
  const more = sorted.length - lines.length
  return more > 0 ? [...lines, fill(words.overviewMore, { count: more })] : lines
}
