import { fill } from '../../content/words.ts'
import { type ClassRef, type Identity, type LeftAs, type RosterPerson, waysToLeave } from '../../core/roster.ts'
import type { Done, Refused } from '../outcome.ts'
import { may } from '../rights.ts'
import {
  nearestOf,
  type PeopleGround,
  type PeopleOutcome,
  type PeopleRefusal,
  placeOf,
  refusal,
  unitOf,
} from './ground.ts'
import { canonicalNumber, makeClassFinder } from './naming.ts'
import { ownScope } from './scope.ts'
import type { RosterWords } from './words.ts'

/** What a change of people came to: of how many, and the same acts with which it is undone, one after the other. */
export interface Changed<Input> {
  changed: number
  undo: readonly Input[]
}

/** Whom a tag is put on or taken off; `tag` by its name or as people say it. */
export interface TagChange {
  numbers: readonly string[]
  tag: string
  on: boolean
}

/** How these people leave, in words or as `LeftAs`; null for those who are back. */
export interface LeftChange {
  numbers: readonly string[]
  as: string | null
}

/** To which class these people go, by its name or as it is. What undoes a move names the counselor too, and a class that may be empty by now. */
export interface ClassChange {
  numbers: readonly string[]
  to: string | ClassRef
  counselor?: string
}

/** Marks people as what a tag says, or no longer. */
export async function setTags(
  ground: PeopleGround,
  actor: Identity,
  input: TagChange,
): Promise<PeopleOutcome<Changed<TagChange>>> {
  const { words } = ground.rules
  const tag = tagCalled(input.tag, words)
  const tags = words.audience.tags.map(t => t.name).join('、')
  if (!tag) return refusal(fill(words.people.unknownTag, { said: input.tag, tags }))
  const people = await inCare(ground, actor, input.numbers, 'set-tags')
  if (!Array.isArray(people)) return people
  const before = people.filter(p => p.tags.includes(tag) !== input.on)
  const after = before.map(p => ({ ...p, tags: input.on ? [...p.tags, tag].sort() : p.tags.filter(t => t !== tag) }))
  const undo = { numbers: before.map(p => p.number), tag, on: !input.on }
  return changing(after, { undo: [undo], audit: `set-tags ${input.on ? '+' : '-'}${tag}` })
}

/** Marks students as having left before graduating, or as being back: they are found as before, and not addressed as graduates. */
export async function markLeft(
  ground: PeopleGround,
  actor: Identity,
  input: LeftChange,
): Promise<PeopleOutcome<Changed<LeftChange>>> {
  const { words } = ground.rules
  const way = input.as === null ? '' : leftCalled(input.as, words)
  const known = Object.values(words.left).join('、')
  if (way === null) return refusal(fill(words.people.unknownStatus, { said: input.as ?? '', known }))
  const people = await studentsInCare(ground, actor, input.numbers, 'mark-left')
  if (!Array.isArray(people)) return people
  const before = people.filter(p => p.left !== way)
  const undo = [...Map.groupBy(before, p => p.left)].map(([left, all]) => ({
    numbers: all.map(p => p.number),
    as: left === '' ? null : left,
  }))
  return changing(
    before.map(p => ({ ...p, left: way })),
    { undo, audit: `mark-left ${way || 'back'}` },
  )
}

/**
 * Moves students to another class of the actor's, where they get the counselor that all of it have. Staff who look after a class by name keep it; those who
 * only came with their students are brought up to date by the next import.
 */
export async function moveClass(
  ground: PeopleGround,
  actor: Identity,
  input: ClassChange,
): Promise<PeopleOutcome<Changed<ClassChange>>> {
  const to = await classMeant(ground, actor, input.to)
  if ('refused' in to) return to
  const people = await studentsInCare(ground, actor, input.numbers, 'move-class')
  if (!Array.isArray(people)) return people
  const there = (await ground.read.roster.members(to)).filter(p => p.role === 'student' || p.role === 'monitor')
  const counselors = new Set(there.map(p => p.counselor))
  const before = people.filter(p => p.className !== to.name || p.college !== to.college)
  const after = before.map(p => {
    const theirs = counselors.size === 1 ? [...counselors][0]! : counselors.has(p.counselor) ? p.counselor : ''
    const moved = { ...p, college: to.college, className: to.name, counselor: input.counselor ?? theirs }
    return { ...moved, scope: ownScope(moved) }
  })
  const undo = [...Map.groupBy(before, p => JSON.stringify([p.college, p.className, p.counselor])).values()].map(
    all => ({
      numbers: all.map(p => p.number),
      to: { college: all[0]!.college, name: all[0]!.className },
      counselor: all[0]!.counselor,
    }),
  )
  return changing(after, { undo, audit: `move-class ${placeOf(to)}` })
}

/** What takes a change back: one kind of act on several groups of people. */
export type MarksBack =
  | { of: 'tag'; inputs: readonly TagChange[] }
  | { of: 'left'; inputs: readonly LeftChange[] }
  | { of: 'move'; inputs: readonly ClassChange[] }

/** Takes a change back, all of it or nothing. */
export async function takeMarksBack(
  ground: PeopleGround,
  actor: Identity,
  back: MarksBack,
): Promise<PeopleOutcome<{ changed: number }>> {
  const done: Done<Changed<unknown>>[] = []
  for (const act of stepsBack(ground, actor, back)) {
    const outcome = await act()
    if ('refused' in outcome) return outcome
    done.push(outcome)
  }
  const lines = done.flatMap(({ audit }) => audit ?? [])
  const audit = lines.length === 0 ? null : { act: lines[0]!.act, detail: lines.map(l => l.detail).join(' ') }
  const changed = done.reduce((sum, one) => sum + one.done.changed, 0)
  return { done: { changed }, effects: done.flatMap(one => one.effects), audit }
}

function stepsBack(
  ground: PeopleGround,
  actor: Identity,
  back: MarksBack,
): (() => Promise<PeopleOutcome<Changed<unknown>>>)[] {
  if (back.of === 'tag') return back.inputs.map(input => () => setTags(ground, actor, input))
  if (back.of === 'left') return back.inputs.map(input => () => markLeft(ground, actor, input))
  return back.inputs.map(input => () => moveClass(ground, actor, input))
}

/** The name of the tag that is called so, or null. */
export const tagCalled = (said: string, { audience }: Pick<RosterWords, 'audience'>): string | null =>
  audience.tags.find(t => t.name === said || t.says.includes(said))?.name ?? null

const leftCalled = (said: string, { left }: RosterWords): LeftAs | null =>
  waysToLeave.find(way => way === said || left[way] === said) ?? null

/** The log names those whom an act was about as long as they are few. */
const mostNamed = 20

function changing<Input>(
  people: readonly RosterPerson[],
  { undo, audit }: { undo: readonly Input[]; audit: string },
): PeopleOutcome<Changed<Input>> {
  if (people.length === 0) return { done: { changed: 0, undo: [] }, effects: [], audit: null }
  const [act, ...detail] = audit.split(' ')
  const whom = people.length > mostNamed ? [String(people.length)] : people.map(p => p.number)
  return {
    done: { changed: people.length, undo },
    effects: [{ do: 'import-roster', people, gone: [] }],
    audit: { act: act!, detail: [...detail, ...whom].join(' ') },
  }
}

/** These people, when all of them are in the actor's care; else nothing is done to any. Somebody else's and nobody at all are answered alike. */
async function inCare(
  { read, rules }: PeopleGround,
  actor: Identity,
  numbers: readonly string[],
  act: string,
): Promise<RosterPerson[] | Refused<PeopleRefusal>> {
  const { people: words } = rules.words
  const wanted = [...new Set(numbers.map(canonicalNumber))].filter(n => n !== '')
  if (wanted.length === 0) return refusal(words.nobody)
  const found = (await read.roster.persons(wanted)).filter(p => may(actor, 'import-roster', unitOf(p)))
  const count = wanted.length - found.length
  return count > 0 ? refusal(fill(words.foreign, { count }), `${act}-refused`, String(count)) : found
}

async function studentsInCare(
  ground: PeopleGround,
  actor: Identity,
  numbers: readonly string[],
  act: string,
): Promise<RosterPerson[] | Refused<PeopleRefusal>> {
  const found = await inCare(ground, actor, numbers, act)
  if (!Array.isArray(found)) return found
  const count = found.filter(p => p.role !== 'student' && p.role !== 'monitor').length
  return count > 0 ? refusal(fill(ground.rules.words.people.onlyStudents, { count })) : found
}

/** A class in the actor's care; a name must be that of one that has people. */
async function classMeant(
  { read, rules }: PeopleGround,
  actor: Identity,
  to: string | ClassRef,
): Promise<ClassRef | Refused<PeopleRefusal>> {
  const { codes, people } = rules.words
  const classes = (await read.roster.classes(actor.scope)).filter(c =>
    may(actor, 'import-roster', { of: 'class', ...c }),
  )
  if (typeof to !== 'string') {
    if (may(actor, 'import-roster', { of: 'class', ...to })) return to
    return refusal(
      fill(people.unknownClass, { said: placeOf(to), nearest: '' }).trim(),
      'move-class-refused',
      placeOf(to),
    )
  }
  const [only, ...more] = makeClassFinder(classes)(to)
  if (only && more.length > 0)
    return refusal(fill(codes.ambiguous, { said: to, names: [only, ...more].map(placeOf).join('、') }))
  const nearest = nearestOf(rules, to, classes)
  return only ?? refusal(fill(people.unknownClass, { said: to, nearest }).trim(), 'move-class-refused')
}
