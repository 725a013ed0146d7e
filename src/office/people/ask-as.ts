import { fill } from '../../content/words.ts'
import { type Belonging, type ClassRef, type Identity, identityOf, nowhere } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type PeopleGround, type PeopleOutcome, refusal, unitOf } from './ground.ts'
import { canonicalNumber } from './naming.ts'

/** As whom something is tried: who that is, and where they belong. Nothing else of what is kept of them. */
export interface TriedAs {
  who: Identity
  whose: Belonging
}

/** Somebody in the actor's care, to see what they would be answered; in a group only what all of their class would be. Others and none are answered alike. */
export async function askAs(
  { read, rules }: PeopleGround,
  actor: Identity,
  { number: said, isRoom }: { number: string; isRoom: boolean },
): Promise<PeopleOutcome<TriedAs>> {
  const number = canonicalNumber(said)
  const person = (await read.roster.person(said)) ?? (await read.roster.person(number))
  const isTheirs = person !== null && (person.number === actor.number || may(actor, 'use-staff-flows', unitOf(person)))
  if (!isTheirs)
    return refusal(
      fill(rules.words.codes.unknown, { said: said.slice(0, 40), nearest: '' }).trim(),
      'ask-as-refused',
      number.slice(0, 40),
    )
  const { college, className } = person
  const whose = isRoom ? { ...nowhere, college, className } : await read.roster.belonging(person.number)
  return shown({ who: identityOf(person), whose }, { act: 'ask-as', detail: person.number })
}

/** Classes that somebody may be made up in: those in the actor's care. */
export const classesToTry = async ({ read }: PeopleGround, actor: Identity): Promise<PeopleOutcome<ClassRef[]>> =>
  shown(may(actor, 'use-staff-flows') ? await read.roster.classes(actor.scope) : [])
