import { type Identity, identityOf, type RosterPerson } from '../../core/roster.ts'
import { type Outcome, shown } from '../outcome.ts'
import { nearestNames } from '../people/naming.ts'
import { may } from '../rights.ts'
import { isTheirStaff } from '../staff/theirs.ts'
import type { ConsoleGround } from './ground.ts'

/** Numbers of nobody whom one may let in, and what is near to them of those whom one may. */
export interface UnknownStaff {
  numbers: readonly string[]
  nearest: readonly string[]
}

/**
 * Whom a printed list of ways into the console is for: these members of staff, or (null) all whom the actor may let in, by number. Where one of the numbers
 * is of nobody whom the actor may let in there is no list at all; students, others' staff and nobody are answered alike.
 */
export async function staffToLetIn(
  { read }: Pick<ConsoleGround, 'read'>,
  actor: Identity,
  { numbers }: { numbers: readonly string[] | null },
): Promise<Outcome<{ people: readonly RosterPerson[] }, UnknownStaff>> {
  const theirs = (await read.staff.members()).filter(
    person =>
      may(identityOf(person), 'use-console') &&
      (person.number === actor.number || isTheirStaff(actor, 'manage-staff', person)),
  )
  if (numbers === null) return shown({ people: theirs })
  const known = new Map(theirs.map(person => [person.number, person]))
  const unknown = numbers.filter(number => !known.has(number))
  if (unknown.length === 0) return shown({ people: theirs.filter(person => numbers.includes(person.number)) })
  const nearest = new Set(unknown.flatMap(number => nearestNames(number, [...known.keys()])))
  return {
    refused: { numbers: unknown, nearest: [...nearest] },
    audit: { act: 'console-link-refused', detail: unknown.join(' ') },
  }
}
