import type { Identity, Unit } from '../../core/roster.ts'
import type { CareEntry, CareListEffect } from '../../core/work/care.ts'
import type { Done, Ground, Outcome, Refused } from '../outcome.ts'
import { may } from '../rights.ts'
import type { CareListWords } from './words.ts'

/** What the acts on the list go by. */
export interface CareListRules {
  words: CareListWords
  zone: string
}

/** What an act on the list stands on. */
export type CareListGround = Ground<CareListRules>

/** What an act on the list came to; `says` tells whoever acted. */
export type CareListOutcome<What extends { says: string } = { says: string }> = Outcome<What, CareListRefusal>

/** Why an act on the list was refused; `says` tells people. */
export interface CareListRefusal {
  why: 'noRight' | 'unknown' | 'cannot'
  says: string
}

const right = 'see-care-list'

/** Whether somebody may look after the students of a part of the school on the list. */
export const mayLookAfter = (actor: Identity, unit?: Unit): boolean => actor.number !== null && may(actor, right, unit)

/** Whether an entry is theirs: they wrote it, or the student is in their care; never without the right. */
export const isTheirEntry = (actor: Identity, { unit, by }: Pick<CareEntry, 'unit' | 'by'>): boolean =>
  mayLookAfter(actor) && (by === actor.number || (unit !== null && mayLookAfter(actor, { of: 'class', ...unit })))

/** What was left out or came too late; of that nothing stands in the audit log. */
export const cannotCare = (says: string): Refused<CareListRefusal> => ({
  refused: { why: 'cannot', says },
  audit: null,
})

/** What was tried by somebody who may not; it stands in the audit log. */
export const notEntitled = ({ rules }: Pick<CareListGround, 'rules'>, tried: string): Refused<CareListRefusal> => ({
  refused: { why: 'noRight', says: rules.words.says.refused },
  audit: { act: 'refused-care-list', detail: tried },
})

/** The same words whether there is no such entry or it is not theirs, so that nobody learns of one. */
export async function onEntry<What extends { says: string }>(
  ground: CareListGround,
  actor: Identity,
  id: string,
  go: (found: CareEntry) => CareListOutcome<What> | Promise<CareListOutcome<What>>,
): Promise<CareListOutcome<What>> {
  if (!mayLookAfter(actor)) return notEntitled(ground, id)
  const found = await ground.read.careList.entry(id)
  if (found && isTheirEntry(actor, found)) return go(found)
  return {
    refused: { why: 'unknown', says: ground.rules.words.says.unknown },
    audit: found ? { act: 'refused-care-list', detail: id } : null,
  }
}

/** Something that was changed in the list. */
export const changedCare = <What extends { says: string }>(
  done: What,
  effects: readonly CareListEffect[],
  audit: { act: string; detail: string },
): Done<What> => ({ done, effects, audit })
