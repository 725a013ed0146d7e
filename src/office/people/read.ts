import { fill } from '../../content/words.ts'
import type { Binding, ClassRef, Identity, RosterPerson } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { nearestOf, type PeopleGround, type PeopleOutcome, placeOf, refusal, unitOf } from './ground.ts'
import { makeClassFinder } from './naming.ts'
import { classesOf } from './scope.ts'

/** The roster of the actor's part of the school, or of a class in it by its name. */
export async function listPeople(
  { read, rules }: PeopleGround,
  actor: Identity,
  { of }: { of?: string | undefined },
): Promise<PeopleOutcome<readonly RosterPerson[]>> {
  const people = (await read.roster.everyone()).filter(p => may(actor, 'issue-code', unitOf(p)))
  if (of === undefined) return shown(people)
  const classes = classesOf(people)
  const [only, ...more] = makeClassFinder(classes)(of)
  const { unknown, ambiguous } = rules.words.codes
  if (!only) return refusal(fill(unknown, { said: of, nearest: nearestOf(rules, of, classes) }))
  if (more.length > 0) return refusal(fill(ambiguous, { said: of, names: [only, ...more].map(placeOf).join('、') }))
  const isOf =
    ({ college, name }: ClassRef) =>
    (p: RosterPerson) =>
      p.college === college && p.className === name
  return shown(people.filter(isOf(only)))
}

/** What the roster has of somebody in the actor's care: their accounts, and until when a code waits for them. */
export async function showPerson(
  { read, rules }: PeopleGround,
  actor: Identity,
  { number }: { number: string },
): Promise<
  PeopleOutcome<{ person: RosterPerson; bindings: Binding[]; code: { until: number; attempts: number } | null }>
> {
  const person = await read.roster.person(number)
  // Somebody else's student and nobody at all are answered alike.
  if (!person || !may(actor, 'issue-code', unitOf(person)))
    return refusal(fill(rules.words.codes.unknown, { said: number, nearest: '' }).trim())
  const [bindings, code] = [await read.roster.bindings(number), await read.roster.bindCode(number)]
  return shown({ person, bindings, code: code && { until: code.until, attempts: code.attempts } })
}
