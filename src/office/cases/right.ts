import { type CrisisCase, isScamNumber, type ScamCase } from '../../core/case.ts'
import type { ClassRef, Identity, Unit } from '../../core/roster.ts'
import type { Refused } from '../outcome.ts'
import { may } from '../rights.ts'
import { type CaseGround, type CaseRefusal, noRight } from './ground.ts'

/** What is asked of the cases: all that are theirs, or something of one. */
export type CaseAct = 'list' | 'show' | 'mark' | 'publish' | 'acknowledge' | 'pass'

/** What whoever was told of a crisis may do about it. */
const forTold: readonly CaseAct[] = ['mark', 'acknowledge', 'pass']

/**
 * Why somebody may not ask for this at all; null for staff. Whoever was told of a crisis may mark it, take it and pass it on also without an office, for the
 * operator is told last: whether they were is asked with the case.
 */
export function mayNotAsk(
  ground: Pick<CaseGround, 'rules'>,
  actor: Identity,
  { act, number }: { act: CaseAct; number?: string },
): Refused<CaseRefusal> | null {
  const isForTold = number !== undefined && !isScamNumber(number) && forTold.includes(act)
  return isForTold || (may(actor, 'see-cases') && actor.number !== null) ? null : noRight(ground, number ?? act)
}

/** A scam as it concerns somebody: the groups of theirs in which it was seen, and in how many others. */
export interface ScamView extends ScamCase {
  elsewhere: number
}

/**
 * A scam as somebody may read it, without the groups that are not theirs; null where it was seen in none of theirs. A group without a class is the whole
 * school's. There is no other way to a scam for whoever asks for one.
 */
export function scamFor(who: Identity, found: ScamCase): ScamView | null {
  const groups = found.groups.filter(g => may(who, 'see-cases', unitOf(g.unit)))
  return groups.length === 0 ? null : { ...found, groups, elsewhere: found.groups.length - groups.length }
}

/** Whether someone may read a crisis: the person is in their scope, or they were told of it. */
export function maySeeCrisis(who: Identity, { unit, told }: Pick<CrisisCase, 'unit' | 'told'>): boolean {
  return may(who, 'see-cases', unitOf(unit)) || (who.number !== null && told.some(t => t.staff === who.number))
}

const unitOf = (unit: ClassRef | null): Unit => (unit ? { of: 'class', ...unit } : { of: 'school' })
