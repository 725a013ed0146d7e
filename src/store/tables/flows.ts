import type { ColumnType } from 'kysely'
import type { ReportKind } from '../../core/desk.ts'
import { type Holding, ofNobody } from './holding.ts'

/** Guided conversations: runs, what was handed in, requests for a person. */
export interface FlowsTables {
  person_memory: { person: string; state: string; at: number }
  submission: {
    number: string
    person: string
    flow: string
    version: number
    answers: string
    state: string
    code: string | null
    at: number
    revised_at: number | null
    /** Why it was sent back to its author. */
    reason: Optional<string>
    /** When what was still to be done after it was done, where it is a record of staff. */
    followed_at: Optional<number>
    delete_at: number
  }
  handoff: {
    number: string
    person: string
    name: string
    topic: string
    urgency: string
    text: string
    how: string
    may_contact: number
    state: 'open' | 'done'
    /** For whom a suggestion is; null of a request, which is for those who look after the writer. */
    office: Optional<'college' | 'school'>
    /** Whether those whom it is for do not learn of the writer. */
    is_anonymous: Optional<number>
    /** Who of the staff sees to it, since when, and who gave it to them. */
    taker: Optional<string>
    taken_at: Optional<number>
    passed_by: Optional<string>
    /** What staff last answered through the bot. */
    answer: Optional<string>
    answered_at: Optional<number>
    /** When whoever asked last wanted to know how it stands. */
    asked_at: Optional<number>
    done_at: Optional<number>
    /** Of a report: its kind, whether it goes on now, whether only the taker may know who reported it, and the class whose it is (empty for the school's). */
    report: Optional<ReportKind>
    is_now: Optional<number>
    is_hidden: Optional<number>
    college: Optional<string>
    class_name: Optional<string>
    /** The step that was told last of a report, and when the next is; null when somebody has taken it or nobody is left. */
    step: Optional<number>
    next_at: Optional<number>
    at: number
    delete_at: number
  }
  /** A contribution that was chosen for a week, which is named by its Monday. */
  pick: { number: string; week: string; place: number; caption: string }
  /** Something to be looked at later: `update` is the update that it will be handled as, in JSON. */
  timer: { key: string; person: string; chat: string; update: string; due: number }
  flow_version: { name: string; version: number; text: string }
}

/** A column that may be left out. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

/** What of people these tables hold. */
export const flowHoldings: { [Name in keyof FlowsTables]: Holding<FlowsTables[Name]> } = {
  // Runs and drafts go; what was handed in is remembered as long as it is kept.
  person_memory: {
    kind: 'draft',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'at', own: true },
    shows: 'all',
    forget: 'delete',
    moves: 'own',
  },
  submission: {
    kind: 'submission',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { at: 'delete_at', own: true },
    shows: 'all',
    forget: 'delete',
    moves: 'renamed',
  },
  handoff: {
    kind: 'handoff',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { at: 'delete_at' },
    shows: 'all',
    forget: 'own',
    moves: 'renamed',
  },
  // It shows nothing once the contribution is gone.
  pick: { kind: 'submission', ends: { with: 'submission', key: 'number', column: 'number' }, ...ofNobody },
  timer: {
    kind: 'draft',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'due' },
    shows: ['chat', 'due'],
    forget: 'delete',
    moves: 'renamed',
  },
  flow_version: null,
}
