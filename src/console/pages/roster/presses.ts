import { z } from 'zod'
import { fill } from '../../../content/words.ts'
import type { Outcome } from '../../../office/outcome.ts'
import { codeDays } from '../../../office/people/code.ts'
import { issueCodes } from '../../../office/people/codes.ts'
import type { PeopleRefusal } from '../../../office/people/ground.ts'
import { type Changed, markLeft, moveClass, setTags } from '../../../office/people/marks.ts'
import type { Came, Form, Visit } from '../../desk.ts'
import { rosterRulesOf } from './rules.ts'
import { codesHandedOut } from './slips.ts'
import type { RosterPageWords } from './words.ts'

/** What is changed of people, and the inputs with which each is changed back. */
const numbers = z.array(z.string()).max(5000)
const kinds = {
  tag: z.array(z.strictObject({ numbers, tag: z.string(), on: z.boolean() })),
  left: z.array(z.strictObject({ numbers, as: z.string().nullable() })),
  move: z.array(
    z.strictObject({
      numbers,
      to: z.strictObject({ college: z.string(), name: z.string() }),
      counselor: z.string().optional(),
    }),
  ),
}

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
  of: { kind: keyof typeof kinds; says: string; values: Record<string, string>; marks: RosterPageWords['marks'] },
): Came {
  if ('refused' in came) return { refused: came.refused.says }
  const { changed: count, undo } = came.done
  if (count === 0) return { done: of.marks.done.nothing }
  const values = { kind: of.kind, inputs: JSON.stringify(undo) }
  return { done: fill(of.says, { ...of.values, count }), undo: { act: 'back', values } }
}

/** Takes a change back. */
export async function pressBack(visit: Visit, given: Form, { marks }: RosterPageWords): Promise<Came> {
  const rules = rosterRulesOf(visit)
  const kind = given.get('kind')
  const inputs = inputsIn(given.get('inputs'))
  const [tags, moves, lefts] = [kinds.tag.safeParse(inputs), kinds.move.safeParse(inputs), kinds.left.safeParse(inputs)]
  const outcomes: Outcome<unknown, PeopleRefusal>[] = []
  if (kind === 'tag') for (const input of tags.data ?? []) outcomes.push(await visit.act(setTags, rules, input))
  if (kind === 'left') for (const input of lefts.data ?? []) outcomes.push(await visit.act(markLeft, rules, input))
  if (kind === 'move')
    for (const { counselor, ...input } of moves.data ?? [])
      outcomes.push(await visit.act(moveClass, rules, { ...input, ...(counselor !== undefined && { counselor }) }))
  const refused = outcomes.find(o => 'refused' in o)
  if (refused && 'refused' in refused) return { refused: refused.refused.says }
  return outcomes.length === 0 ? { refused: visit.words.shell.trouble.form } : { done: marks.done.undone }
}

function inputsIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // no button of ours says such
  }
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
