import { z } from 'zod'
import { fill } from '../../../content/words.ts'
import type { Outcome } from '../../../office/outcome.ts'
import { codeDays } from '../../../office/people/code.ts'
import { issueCodes } from '../../../office/people/codes.ts'
import type { PeopleRefusal } from '../../../office/people/ground.ts'
import {
  type Changed,
  type MarksBack,
  markLeft,
  moveClass,
  setTags,
  takeMarksBack,
} from '../../../office/people/marks.ts'
import type { Came, Form, Visit } from '../../desk.ts'
import { carriedIn } from '../../form.ts'
import { rosterRulesOf } from './rules.ts'
import { codesHandedOut } from './slips.ts'
import type { RosterPageWords } from './words.ts'

/** What takes a change of people back, as its press carries it. */
const numbers = z.array(z.string()).max(5000)
const classSchema = z.strictObject({ college: z.string(), name: z.string() })
const backSchema = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('tag'),
    inputs: z.array(z.strictObject({ numbers, tag: z.string(), on: z.boolean() })),
  }),
  z.strictObject({ of: z.literal('left'), inputs: z.array(z.strictObject({ numbers, as: z.string().nullable() })) }),
  z.strictObject({
    of: z.literal('move'),
    inputs: z.array(z.strictObject({ numbers, to: classSchema, counselor: z.string().optional() })),
  }),
])

/** Marks people as what a tag says, or no longer. */
export async function pressTag(visit: Visit, given: Form, { marks }: RosterPageWords): Promise<Came> {
  const [tag, on] = [given.get('tag'), given.get('on') !== 'no']
  const came = await visit.act(setTags, rosterRulesOf(visit), { numbers: given.all('numbers'), tag, on })
  return changed(came, { kind: 'tag', says: on ? marks.done.tagOn : marks.done.tagOff, values: { tag }, marks })
}

/** Students go to another class. */
export async function pressMove(visit: Visit, given: Form, { marks }: RosterPageWords): Promise<Came> {
  const [all, to] = [given.all('numbers'), given.get('to')]
  if (given.get('sure') !== '1' && all.length > 0) {
    const values = { count: all.length, to }
    return { ask: fill(marks.ask.move, values), button: fill(marks.sure.move, values) }
  }
  const came = await visit.act(moveClass, rosterRulesOf(visit), { numbers: all, to })
  return changed(came, { kind: 'move', says: marks.done.move, values: { to }, marks })
}

/** Students have left, or are back. */
export async function pressLeft(visit: Visit, given: Form, { marks }: RosterPageWords): Promise<Came> {
  const [all, left] = [given.all('numbers'), given.get('as')]
  if (given.get('sure') !== '1' && all.length > 0) {
    const values = { count: all.length, left }
    const ask = fill(left === '' ? marks.ask.back : marks.ask.left, values)
    return { ask, button: fill(marks.sure.left, values) }
  }
  const came = await visit.act(markLeft, rosterRulesOf(visit), { numbers: all, as: left === '' ? null : left })
  return changed(came, { kind: 'left', says: left === '' ? marks.done.back : marks.done.left, values: { left }, marks })
}

function changed<Input>(
  came: Outcome<Changed<Input>, PeopleRefusal>,
  of: { kind: MarksBack['of']; says: string; values: Record<string, string>; marks: RosterPageWords['marks'] },
): Came {
  if ('refused' in came) return { refused: came.refused.says }
  const { changed: count, undo } = came.done
  if (count === 0) return { done: of.marks.done.nothing }
  const values = { change: JSON.stringify({ of: of.kind, inputs: undo }) }
  return { done: fill(of.says, { ...of.values, count }), undo: { act: 'back', values } }
}

/** Takes a change back. */
export async function pressBack(visit: Visit, given: Form, { marks }: RosterPageWords): Promise<Came> {
  const back = carriedIn(given.get('change'), backSchema)
  if (!back) return { refused: visit.words.shell.trouble.form }
  const came = await visit.act(takeMarksBack, rosterRulesOf(visit), back as MarksBack)
  return 'refused' in came ? { refused: came.refused.says } : { done: marks.done.undone }
}

/** Fresh codes for those who are ticked, to be printed or taken away. */
export async function pressCodes(visit: Visit, given: Form, say: RosterPageWords): Promise<Came> {
  const { marks, sheets } = say
  const to = given.all('numbers')
  if (to.length === 0) return { refused: visit.content.rosterWords.people.nobody }
  if (given.get('sure') !== '1') {
    const values = { count: to.length, days: codeDays }
    return { ask: fill(marks.ask.codes, values), button: fill(marks.sure.codes, values), isGrave: true }
  }
  const came = await visit.act(issueCodes, rosterRulesOf(visit), { to })
  if ('refused' in came) return { refused: came.refused.says }
  const { codes: rows, until } = came.done
  return codesHandedOut({ visit, say }, { place: sheets.some, rows, until }, given.get('file') === 'yes')
}
