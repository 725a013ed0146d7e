import { fill } from '../../content/words.ts'
import type { Belonging, ClassRef, Identity, Unit } from '../../core/roster.ts'
import type { Phrases } from '../../knowledge/phrases.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import { may, type Right } from '../rights.ts'

/** What the acts of the desk go by. */
export interface DeskRules {
  words: Pick<Phrases, 'handoff' | 'review'>
  zone: string
  /** What an entry of the knowledge says to whoever belongs there, as of an instant; null where there is no such entry for them. */
  entryText(id: string, whose: Belonging, now: Date): string | null
}

/** What an act of the desk stands on. */
export type DeskGround = Ground<DeskRules>

/** Why an act of the desk was refused; `says` tells people. */
export interface DeskRefusal {
  why: 'noRight' | 'unknown' | 'cannot'
  says: string
}

/** Why something cannot be done as it lies there; of that nothing stands in the audit log. */
export const cannot = (says: string): Refused<DeskRefusal> => ({ refused: { why: 'cannot', says }, audit: null })

/** What an act of the desk came to; `says` tells whoever acted. */
export type DeskOutcome<What extends { says: string } = { says: string }> = Outcome<What, DeskRefusal>

/** What lies on the desk: of a class, or of somebody whom the roster does not know and who is the school's. */
interface Lying {
  number: string
  unit: ClassRef | null
  /** Where it is in the care of another part than that of the class. */
  care?: Unit
}

/** Whether something is theirs to see to. */
export const isTheirs = (actor: Identity, right: Right, { unit, care }: Pick<Lying, 'unit' | 'care'>): boolean =>
  may(actor, right, care ?? (unit ? { of: 'class', ...unit } : { of: 'school' }))

/** What was tried on the desk by somebody who may not; it stands in the audit log. */
export const notForThem = (says: string, tried: string): Refused<DeskRefusal> => ({
  refused: { why: 'noRight', says },
  audit: { act: 'refused-desk', detail: tried },
})

/**
 * Does something with what lies on the desk under a number. The same words whether there is none or it is not theirs, so that nobody learns of one; that
 * somebody tried to see to what is not theirs stands in the audit log.
 */
export function onTheirs<Found extends Lying, What extends { says: string }>(
  actor: Identity,
  { right, number, found }: { right: Right; number: string; found: Found | null },
  words: { refused: string; unknown: string },
  go: (found: Found) => DeskOutcome<What> | Promise<DeskOutcome<What>>,
): DeskOutcome<What> | Promise<DeskOutcome<What>> {
  if (!may(actor, right)) return notForThem(words.refused, number)
  if (found && isTheirs(actor, right, found)) return go(found)
  return {
    refused: { why: 'unknown', says: fill(words.unknown, { number }) },
    audit: found ? { act: 'refused-desk', detail: number } : null,
  }
}
