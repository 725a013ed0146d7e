import type { Broadcast, RecipientState } from '../../core/broadcast.ts'
import type { Audience } from '../../core/roster.ts'
import { mayHaveSeen, notConfirmed, waitedFor } from './states.ts'

/** People whom a round means: of the roster, or those of a broadcast who stand so. */
export type PeopleMeant =
  | { from: 'roster'; audience: Audience }
  | { from: 'broadcast'; number: string; states: readonly RecipientState[] }

/** Groups that carry a round: those of the classes of an audience, or those that carried a broadcast and stand so. */
export type GroupsMeant =
  | { from: 'classes'; audience: Audience }
  | {
      from: 'broadcast'
      number: string
      states: readonly RecipientState[]
      /** Only groups of classes in which somebody whom nothing else reaches stands so; null for all. */
      forThose: readonly RecipientState[] | null
    }

/** Whether an audience means whole classes. Only then may their groups carry it: who has a loan, or lives where, is nobody else's matter. */
export function meansWholeClasses({ loan, numbers, tags = [], progress, dorms, roles }: Audience): boolean {
  return (
    loan === 'any' &&
    numbers.length === 0 &&
    tags.length === 0 &&
    progress === null &&
    dorms.length === 0 &&
    (roles.length === 0 || roles.includes('student'))
  )
}

/** Whom a round is for: a resend for all who have not confirmed, a recall for all who may have seen what is recalled. */
export function peopleMeant({ number, audience, of }: Broadcast, round: number): PeopleMeant {
  if (round > 0) return { from: 'broadcast', number, states: notConfirmed }
  if (of?.as === 'recall') return { from: 'broadcast', number: of.number, states: mayHaveSeen }
  return { from: 'roster', audience }
}

/** Which groups carry a round, or null where none may. */
export function groupsMeant({ number, audience, of }: Broadcast, round: number): GroupsMeant | null {
  if (round > 0) return { from: 'broadcast', number, states: mayHaveSeen, forThose: waitedFor }
  if (of?.as === 'recall') return { from: 'broadcast', number: of.number, states: mayHaveSeen, forThose: null }
  return meansWholeClasses(audience) ? { from: 'classes', audience } : null
}
