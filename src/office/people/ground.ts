import { fill } from '../../content/words.ts'
import type { ClassRef, RosterPerson, Unit } from '../../core/roster.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import type { Digest } from './code.ts'
import { nearestNames } from './naming.ts'
import type { RosterWords } from './words.ts'

/** What the acts on people go by. */
export interface PeopleRules {
  words: RosterWords
  /** Whom people turn to, in words. */
  office: string
  digest: Digest
  zone: string
}

/** What an act on people stands on. */
export type PeopleGround = Ground<PeopleRules>

/** Why an act on people was refused; `says` tells people. */
export interface PeopleRefusal {
  says: string
}

/** What an act on people came to. */
export type PeopleOutcome<What> = Outcome<What, PeopleRefusal>

/** A refusal; without an act of the audit log somebody only left something out. */
export const refusal = (says: string, act: string | null = null, detail = ''): Refused<PeopleRefusal> => ({
  refused: { says },
  audit: act === null ? null : { act, detail },
})

/** Over which part of the tree one must have the right, to let someone become this person. */
export function unitOf({ role, college, className }: Pick<RosterPerson, 'role' | 'college' | 'className'>): Unit {
  if (role === 'student' || role === 'monitor') return { of: 'class', college, name: className }
  return role === 'school' || college === '' ? { of: 'school' } : { of: 'college', college }
}

/** Whether somebody is a student who has not left. */
export const isStaying = ({ role, left }: Pick<RosterPerson, 'role' | 'left'>): boolean =>
  (role === 'student' || role === 'monitor') && left === ''

/** A class as it is said. */
export const placeOf = ({ college, name }: ClassRef): string => college + name

/** What is nearest of these classes to what was said, in words; empty when nothing is. */
export function nearestOf({ words }: PeopleRules, said: string, classes: readonly ClassRef[]): string {
  const near = nearestNames(
    said,
    classes.map(c => c.name),
  )
  return near.length > 0 ? fill(words.codes.nearest, { nearest: near.join('、') }) : ''
}
