import type { Identity } from '../../core/roster.ts'
import type { CareCount, CareEntry } from '../../core/work/care.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import {
  type CareListGround,
  type CareListOutcome,
  isTheirEntry,
  mayLookAfter,
  notEntitled,
  onEntry,
} from './ground.ts'

/** The students on the list that are theirs, the one with the next date first. */
export async function lookAtCareList(
  ground: CareListGround,
  actor: Identity,
  { state }: { state: CareEntry['state'] },
): Promise<CareListOutcome<{ says: string; entries: CareEntry[] }>> {
  if (!mayLookAfter(actor)) return notEntitled(ground, 'list')
  const all = await ground.read.careList.entries({ scope: actor.scope, writer: actor.number, state })
  const entries = all.filter(entry => isTheirEntry(actor, entry))
  const audit = { act: 'list-care-list', detail: entries.map(e => e.id).join(' ') }
  return shown({ says: '', entries }, audit)
}

/** One of them in full. */
export const lookAtCare = (
  ground: CareListGround,
  actor: Identity,
  { id }: { id: string },
): Promise<CareListOutcome<{ says: string; entry: CareEntry }>> =>
  onEntry(ground, actor, id, entry => shown({ says: '', entry }, { act: 'read-care-list', detail: id }))

/** How many of each college are on the list: all that who leads a part of the school sees of those who are not in their own care. */
export async function countCareList(
  ground: CareListGround,
  actor: Identity,
): Promise<CareListOutcome<{ says: string; counts: CareCount[] }>> {
  if (!may(actor, 'count-care-list')) return notEntitled(ground, 'counts')
  const counts = await ground.read.careList.counts(actor.scope)
  return shown({ says: '', counts }, { act: 'count-care-list', detail: '' })
}
