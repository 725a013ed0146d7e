import type { ColumnType, Generated } from 'kysely'
import type { DeliveryState, Purpose } from '../../core/delivery.ts'
import { type Holding, ofNobody } from './holding.ts'

/** What turns remember and say, what was rated, and who did what. */
export interface TurnsTables {
  update_seen: { id: string; at: number }
  pulse: { id: number; at: number }
  /** The last number of a kind that was given out, see `counter.ts`. */
  counter: { name: string; value: number }
  session: { person: string; chat: string; state: string; at: number }
  chat: { id: string; channel: string; kind: string; title: string; state: string; at: number }
  delivery: {
    seq: Generated<number>
    id: string
    /** Lets it stand there once; nothing is read out of it. */
    key: string
    /** The update that it answers. */
    answers: Optional<string>
    /** What it belongs to, see `Matter`; null where nobody asks for it again. */
    matter: Optional<'broadcast' | 'crisis' | 'handoff' | 'answer' | 'reminder' | 'left' | 'activity'>
    about: Optional<string>
    round: Optional<number>
    recipient: Optional<string>
    chat: string
    channel: string
    person: string | null
    body: string
    at: number
    purpose: Purpose
    chat_kind: 'private' | 'group'
    priority: number
    state: DeliveryState
    not_before: number
    lease_until: ColumnType<number, number | undefined, number>
    /** Who claimed it last, see `makeOutbox`. */
    lease_holder: Optional<string>
    attempts: ColumnType<number, number | undefined, number>
    native_id: ColumnType<string | null, string | undefined, string>
    reason: ColumnType<string | null, string | undefined, string>
    done_at: ColumnType<number | null, number | undefined, number>
  }
  rating: { update_id: string; person: string; entry: string; useful: number; at: number }
  audit: { seq: Generated<number>; at: number; person: string; chat: string; act: string; detail: string }
}

/** A column that may be left out. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

/** What of people these tables hold. */
export const turnHoldings: { [Name in keyof TurnsTables]: Holding<TurnsTables[Name]> } = {
  pulse: null,
  counter: null,
  update_seen: { kind: 'trace', ends: { after: 'at' }, ...ofNobody },
  session: {
    kind: 'talk',
    whose: [{ by: 'handle', column: 'person' }],
    ends: { after: 'at' },
    shows: 'all',
    forget: 'delete',
    moves: 'stays',
  },
  // What a group agreed on stays with the group.
  chat: {
    kind: 'talk',
    whose: [{ by: 'private-chat', column: 'id' }],
    ends: { after: 'at', only: { column: 'kind', is: 'private' } },
    shows: 'all',
    forget: 'delete',
    moves: 'stays',
  },
  delivery: {
    kind: 'talk',
    whose: [
      { by: 'handle', column: 'person' },
      { by: 'private-chat', column: 'chat' },
    ],
    ends: { after: 'done_at' },
    shows: ['at', 'chat', 'body', 'state'],
    forget: 'own',
    moves: 'stays',
  },
  // Given under an account before it was bound, in versions that left them there: both are theirs.
  rating: {
    kind: 'rating',
    whose: [
      { by: 'owner', column: 'person' },
      { by: 'handle', column: 'person' },
    ],
    ends: { after: 'at' },
    shows: 'all',
    forget: 'delete',
    moves: 'renamed',
  },
  audit: {
    kind: 'audit',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'at', own: true },
    shows: ['at', 'act'],
    forget: 'stays',
    moves: 'stays',
  },
}
