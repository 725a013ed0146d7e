import type { ColumnType, Generated } from 'kysely'
import type { Role } from '../../core/role.ts'
import type { LeftAs } from '../../core/roster.ts'
import { type Holding, ofNobody } from './holding.ts'

/** Who is who: the roster, accounts and groups bound to it, consent, what people have done. */
export interface PeopleTables {
  roster: {
    number: string
    name: string
    role: Role
    college: string
    class_name: string
    dorm: string
    loan: string
    counselor: string
    /** The parts of the tree that a member of staff may act on, in JSON. */
    scope: string
    /** What they are marked as, in JSON. */
    tags: string
    /** How they left before graduating, or empty. */
    left_as: LeftAs | ''
    at: number
  }
  binding: { handle: string; number: string; channel: string; private_chat: string | null; at: number }
  bind_code: { number: string; hash: string; until: number; attempts: number }
  bind_attempt: { handle: string; at: number }
  group_class: { chat: string; channel: string; college: string; class_name: string; by: string; at: number }
  group_proposal: {
    id: string
    chat: string
    channel: string
    title: string
    /** The bound group that it may be. */
    before: string
    college: string
    class_name: string
    state: 'open' | 'yes' | 'no'
    at: number
  }
  /** What an account agreed to, or not: being bound, the school's model service being asked. */
  consent: { person: string; to: string; version: string; is_given: number; at: number }
  /** A one-time link (the table has kept its first name). `frame` is the run of a group that goes on behind it, in JSON; `says` what is asked for there. */
  door: {
    id: string
    says: string
    frame: string | null
    until: number
    used_at: ColumnType<number | null, undefined, number>
  }
  /**
   * A personal link that was handed out (the link itself is kept nowhere), with who comes in by it and where they are written to; and how often a
   * number's links were taken back.
   */
  link: {
    seq: Generated<number>
    number: string
    generation: number
    at: number
    until: number
    handle: string
    channel: string
    chat: string
  }
  link_generation: { number: string; generation: number; at: number }
  /** Somebody who may be reached where they were not before: what they missed and still holds is sent to them. */
  arrival: { number: string }
  /** Who is away (a roster number), and who stands in for them from when until when. */
  stand_in: {
    id: string
    away: string
    stand_in: string
    from_at: number
    until_at: number
    /** Whether who is away hears of people in danger all the same. */
    away_told: number
  }
  tag: { person: string; name: string; value: string; at: number; delete_at: number }
}

/** What of people these tables hold. */
export const peopleHoldings: { [Name in keyof PeopleTables]: Holding<PeopleTables[Name]> } = {
  // Students that no import has named for so long are gone; staff stay until the school takes them off.
  roster: {
    kind: 'roster',
    whose: [{ by: 'number', column: 'number' }],
    ends: { after: 'at', own: true },
    shows: 'all',
    forget: 'stays',
    moves: 'stays',
  },
  binding: {
    kind: 'binding',
    whose: [
      { by: 'handle', column: 'handle' },
      { by: 'number', column: 'number' },
    ],
    ends: { with: 'roster', key: 'number', column: 'number' },
    shows: 'all',
    forget: 'delete',
    moves: 'stays',
  },
  // Codes and tries stay for their days: deleting one's data must not give fresh tries.
  bind_code: {
    kind: 'attempt',
    whose: [{ by: 'number', column: 'number' }],
    ends: { at: 'until' },
    shows: ['number', 'until', 'attempts'],
    forget: 'stays',
    moves: 'stays',
  },
  bind_attempt: {
    kind: 'attempt',
    whose: [{ by: 'handle', column: 'handle' }],
    ends: { after: 'at' },
    shows: ['at'],
    forget: 'stays',
    moves: 'stays',
  },
  group_class: {
    kind: 'group',
    whose: [{ by: 'owner', column: 'by' }],
    ends: null,
    shows: ['chat', 'class_name', 'at'],
    forget: 'stays',
    moves: 'stays',
  },
  group_proposal: { kind: 'talk', ends: { after: 'at' }, ...ofNobody },
  consent: {
    kind: 'consent',
    whose: [{ by: 'handle', column: 'person' }],
    ends: { after: 'at' },
    shows: 'all',
    forget: 'delete',
    moves: 'stays',
  },
  // Whoever opens a one-time link is nobody in particular; the run behind it came from a group.
  door: { kind: 'talk', ends: { at: 'until' }, ...ofNobody },
  link: {
    kind: 'link',
    whose: [
      { by: 'number', column: 'number' },
      { by: 'handle', column: 'handle' },
    ],
    ends: { at: 'until' },
    shows: 'all',
    forget: 'delete',
    moves: 'stays',
  },
  // Without it links that were taken back would be good again; it outlives them all.
  link_generation: {
    kind: 'link',
    whose: [{ by: 'number', column: 'number' }],
    ends: { after: 'at' },
    shows: 'all',
    forget: 'stays',
    moves: 'stays',
  },
  arrival: {
    kind: 'binding',
    whose: [{ by: 'number', column: 'number' }],
    ends: { with: 'roster', key: 'number', column: 'number' },
    shows: 'all',
    forget: 'delete',
    moves: 'stays',
  },
  // While it holds others rely on it: who hears of people in danger.
  stand_in: {
    kind: 'standin',
    whose: [
      { by: 'number', column: 'away' },
      { by: 'number', column: 'stand_in' },
    ],
    ends: { after: 'until_at' },
    shows: ['away', 'stand_in', 'from_at', 'until_at'],
    forget: 'stays',
    moves: 'stays',
  },
  tag: {
    kind: 'progress',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { at: 'delete_at' },
    shows: 'all',
    forget: 'delete',
    moves: 'renamed',
  },
}
