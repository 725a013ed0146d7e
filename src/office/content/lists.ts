import { canonical } from '../../content/names.ts'
import { fill } from '../../content/words.ts'
import type { ListedQuestion, QuestionList, QuestionListLine } from '../../core/content/lists.ts'
import type { Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import { tidyQuestion } from '../../knowledge/layer/written.ts'
import { masked } from '../../safety/mask.ts'
import { dayMs } from '../../time/days.ts'
import { type Done, type Refused, shown } from '../outcome.ts'
import { expectedNamed, listedOf } from './expecting.ts'
import { type EditingGround, type EditOutcome, type EditRefusal, editRefused, mayNotEdit } from './ground.ts'
import { eachOnce, type GivenQuestion, mostTried } from './list-of-questions.ts'

/** The most lists that are kept, and the longest name of one. */
export const mostLists = 200
export const longestListName = 60

/** A list as staff see it; `name` of whoever changed it last as the roster has it. */
export type ListLine = QuestionListLine & { byName: string }

/** All lists, the one that was changed last first. */
export async function listsKnown(
  ground: EditingGround,
  actor: Identity,
): Promise<EditOutcome<{ lists: readonly ListLine[] }>> {
  const refused = mayNotEdit(ground, actor, 'lists')
  if (refused) return refused
  const lists: ListLine[] = []
  for (const list of await ground.read.content.lists()) lists.push({ ...list, byName: await nameIn(ground, list) })
  return shown({ lists })
}

async function nameIn({ read, rules }: EditingGround, { by }: QuestionListLine): Promise<string> {
  if (by === null) return rules.words.shell
  return (await read.roster.person(by))?.name ?? by
}

/** One list with its questions; `isTried` keeps it from being cleared away as one that nobody uses. */
export async function openList(
  ground: EditingGround,
  actor: Identity,
  { id, isTried = false }: { id: string; isTried?: boolean },
): Promise<EditOutcome<QuestionList & { byName: string }>> {
  const refused = mayNotEdit(ground, actor, `list ${id}`)
  if (refused) return refused
  const list = await ground.read.content.list(id)
  if (!list) return editRefused('unknown', ground.rules.words.lists.gone)
  const isUsed = isTried && ground.now.getTime() - list.usedAt > dayMs
  const effects: OfficeEffect[] = isUsed ? [{ do: 'use-question-list', id }] : []
  return { done: { ...list, byName: await nameIn(ground, list) }, effects, audit: null }
}

/** What a change of a list came to. */
export interface ChangedList {
  says: string
  id: string
  /** What changed as it was before, for `putBack`; of what was added the questions. */
  before: readonly ListedQuestion[]
  added: readonly string[]
}

/** Keeps questions as a new list, longer numbers in them masked. */
export async function saveList(
  ground: EditingGround,
  actor: Identity,
  { name: given, questions }: { name: string; questions: readonly GivenQuestion[] },
): Promise<EditOutcome<ChangedList>> {
  const { words } = ground.rules
  const refused = mayNotEdit(ground, actor, 'lists')
  if (refused) return refused
  const lists = await ground.read.content.lists()
  if (lists.length >= mostLists) return editRefused('faulty', fill(words.lists.tooMany, { most: mostLists }))
  const name = tidyQuestion(given)
  const misnamed = namedWrongly(ground, name, lists)
  if (misnamed) return misnamed
  const kept = keptQuestions(ground, questions)
  if (kept.questions.length === 0) return editRefused('faulty', words.lists.none)
  const id = ground.draw()
  const says = [fill(words.lists.saved, { name, count: kept.questions.length }), kept.unread].join('\n').trim()
  const list = { id, name, questions: kept.questions }
  return listSaved(ground, actor, list, {
    says,
    added: kept.questions.map(q => q.question),
    audit: 'save-question-list',
  })
}

/** Refuses a name that is none, or another list's. */
function namedWrongly(
  { rules: { words } }: EditingGround,
  name: string,
  others: readonly QuestionListLine[],
): Refused<EditRefusal> | null {
  if (name === '' || name.length > longestListName)
    return editRefused('faulty', fill(words.lists.noName, { most: longestListName }))
  return others.some(list => canonical(list.name) === canonical(name))
    ? editRefused('faulty', fill(words.lists.nameTaken, { name }))
    : null
}

/** Questions as they are kept: without longer numbers. */
export const keptQuestions = ({ rules }: EditingGround, given: readonly GivenQuestion[]) =>
  listedOf(rules, eachOnce(given.map(one => ({ ...one, question: masked(one.question) }))))

/** What saving a list changes as it is from now on; refused where it has too many questions. */
export function listSaved(
  { rules: { words } }: EditingGround,
  actor: Identity,
  { id, name, questions }: Pick<QuestionList, 'id' | 'name' | 'questions'>,
  {
    says,
    before = [],
    added = [],
    audit = 'change-question-list',
  }: { says: string; before?: readonly ListedQuestion[]; added?: readonly string[]; audit?: string },
): Done<ChangedList> | Refused<EditRefusal> {
  const count = questions.length
  if (count > mostTried) return editRefused('faulty', fill(words.lists.tooLong, { count, most: mostTried }))
  const list = { id, name, by: actor.number, questions }
  return {
    done: { says, id, before, added },
    effects: [{ do: 'save-question-list', list }],
    audit: { act: audit, detail: `${id} ${count}` },
  }
}

/** A list that somebody changes; refused where they may not, or where it is gone. */
async function listToChange(ground: EditingGround, actor: Identity, id: string) {
  const opened = await openList(ground, actor, { id })
  return 'refused' in opened ? opened : opened.done
}

/** Adds questions to a list; of one that is there already what is expected is taken over where anything is. */
export async function addToList(
  ground: EditingGround,
  actor: Identity,
  { id, questions }: { id: string; questions: readonly GivenQuestion[] },
): Promise<EditOutcome<ChangedList>> {
  const list = await listToChange(ground, actor, id)
  if ('refused' in list) return list
  const { words } = ground.rules
  const kept = keptQuestions(ground, questions)
  if (kept.questions.length === 0) return editRefused('faulty', words.lists.none)
  const known = new Set(list.questions.map(q => q.question))
  const added = kept.questions.filter(q => !known.has(q.question)).map(q => q.question)
  const there = kept.questions.length - added.length
  const given = kept.questions.filter(q => q.expected !== null || !known.has(q.question))
  const says = [
    fill(words.lists.added, { count: added.length, name: list.name }),
    ...(there > 0 ? [fill(words.lists.there, { count: there })] : []),
    kept.unread,
  ]
    .join('\n')
    .trim()
  return listSaved(
    ground,
    actor,
    { ...list, questions: merged(list.questions, given) },
    { ...changeOf(list, given), says },
  )
}

/** What is changed of a list where these come into it: what was there of them, and what was not. */
function changeOf({ questions }: QuestionList, given: readonly ListedQuestion[]) {
  const names = new Set(given.map(q => q.question))
  const before = questions.filter(q => names.has(q.question))
  const known = new Set(before.map(q => q.question))
  return { before, added: [...names].filter(name => !known.has(name)) }
}

/** The questions with these in their places, or after them. */
function merged(questions: readonly ListedQuestion[], given: readonly ListedQuestion[]): ListedQuestion[] {
  const all = new Map(questions.map(q => [q.question, q]))
  for (const one of given) all.set(one.question, one)
  return [...all.values()]
}

/** Takes questions off a list. */
export async function removeFromList(
  ground: EditingGround,
  actor: Identity,
  { id, questions }: { id: string; questions: readonly string[] },
): Promise<EditOutcome<ChangedList>> {
  const list = await listToChange(ground, actor, id)
  if ('refused' in list) return list
  const { words } = ground.rules
  const before = list.questions.filter(q => questions.includes(q.question))
  if (before.length === 0) return editRefused('faulty', words.lists.noneTicked)
  const rest = list.questions.filter(q => !before.includes(q))
  const says = fill(words.lists.removed, { count: before.length, name: list.name })
  return listSaved(ground, actor, { ...list, questions: rest }, { says, before })
}

/** Says of questions of a list which entry is expected to answer them; nothing said is nothing expected. */
export async function expectInList(
  ground: EditingGround,
  actor: Identity,
  { id, questions, said }: { id: string; questions: readonly string[]; said: string },
): Promise<EditOutcome<ChangedList>> {
  const list = await listToChange(ground, actor, id)
  if ('refused' in list) return list
  const { words } = ground.rules
  const expected = said === '' ? null : expectedNamed(ground.rules, said)
  if (said !== '' && expected === null) return editRefused('faulty', fill(words.lists.unknownExpected, { said }))
  const before = list.questions.filter(q => questions.includes(q.question))
  if (before.length === 0) return editRefused('faulty', words.lists.noneTicked)
  const given = before.map(({ question }) => ({ question, expected }))
  const says = fill(words.lists.expected, { count: before.length })
  return listSaved(ground, actor, { ...list, questions: merged(list.questions, given) }, { says, before })
}

/** Takes what answers questions of a list now for what is expected; of those that nothing answers for sure what was expected stays. */
export async function takeAsExpected(
  ground: EditingGround,
  actor: Identity,
  { id, answers }: { id: string; answers: readonly ListedQuestion[] },
): Promise<EditOutcome<ChangedList>> {
  const list = await listToChange(ground, actor, id)
  if ('refused' in list) return list
  const { words } = ground.rules
  const known = new Set(list.questions.map(q => q.question))
  const own = answers.filter(a => known.has(a.question))
  const given = own.flatMap(({ question, expected }) => {
    const named = expected === null ? null : expectedNamed(ground.rules, expected)
    return named === null ? [] : [{ question, expected: named }]
  })
  if (given.length === 0) return editRefused('same', words.same)
  const left = own.length - given.length
  const says = [
    fill(words.lists.taken, { count: given.length }),
    ...(left > 0 ? [fill(words.lists.open, { count: left })] : []),
  ].join('\n')
  return listSaved(
    ground,
    actor,
    { ...list, questions: merged(list.questions, given) },
    { ...changeOf(list, given), says },
  )
}

/** Puts questions of a list back as they were before a change, and takes off what it added. */
export async function putBack(
  ground: EditingGround,
  actor: Identity,
  { id, before, added }: { id: string; before: readonly ListedQuestion[]; added: readonly string[] },
): Promise<EditOutcome<ChangedList>> {
  const list = await listToChange(ground, actor, id)
  if ('refused' in list) return list
  const given = before.map(({ question, expected }) => ({ question: masked(question), expected }))
  const questions = merged(list.questions, given).filter(q => !added.includes(q.question))
  const says = fill(ground.rules.words.lists.back, { name: list.name })
  return listSaved(ground, actor, { ...list, questions }, { says })
}

/** Gives a list another name. */
export async function renameList(
  ground: EditingGround,
  actor: Identity,
  { id, name: given }: { id: string; name: string },
): Promise<EditOutcome<ChangedList>> {
  const list = await listToChange(ground, actor, id)
  if ('refused' in list) return list
  const name = tidyQuestion(given)
  const others = (await ground.read.content.lists()).filter(other => other.id !== id)
  const misnamed = namedWrongly(ground, name, others)
  if (misnamed) return misnamed
  return listSaved(ground, actor, { ...list, name }, { says: fill(ground.rules.words.lists.renamed, { name }) })
}

/** Deletes a list for good. */
export async function dropList(
  ground: EditingGround,
  actor: Identity,
  { id }: { id: string },
): Promise<EditOutcome<{ says: string }>> {
  const list = await listToChange(ground, actor, id)
  if ('refused' in list) return list
  const says = fill(ground.rules.words.lists.dropped, { name: list.name })
  const audit = { act: 'drop-question-list', detail: `${id} ${list.questions.length}` }
  return { done: { says }, effects: [{ do: 'drop-question-list', id }], audit }
}
