import type { Generated } from 'kysely'
import type { About, CrisisEvent, CrisisGrade, DangerKind, Mark } from '../../core/case.ts'
import { type Holding, ofNobody } from './holding.ts'

/** Cases: scams seen, people who may be in danger, what was asked out of worry. */
export interface CasesTables {
  scam_case: {
    number: string
    type: string
    grade: 'high' | 'low'
    score: number
    signals: string
    text: string
    sketch: string
    draft: string
    at: number
    last_at: number
    state: 'open' | Mark
    marked_by: string | null
    marked_at: number | null
    delete_at: number
  }
  scam_group: {
    number: string
    chat: string
    title: string
    college: string | null
    class_name: string | null
    times: number
    at: number
  }
  crisis_case: {
    number: string
    person: string
    name: string
    college: string | null
    class_name: string | null
    type: DangerKind
    about: About
    whom: string
    grade: CrisisGrade
    excerpt: string
    place: 'private' | 'group'
    /** Where the person is told what became of it. */
    home: string | null
    home_channel: string | null
    at: number
    state: 'open' | 'acknowledged'
    /** The step that was told last, see `Caretaker`. */
    step: number
    /** When the next step is told; null when nobody is left or it is acknowledged. */
    next_at: number | null
    by: string
    delete_at: number
  }
  /** A question asked out of worry (`Worry` as JSON); gone within a day. */
  worry: { person: string; state: string; at: number }
  /** What staff said of crises: labelled data without a person. */
  crisis_label: {
    number: string
    type: DangerKind
    about: About
    grade: CrisisGrade
    mark: Mark
    text: string
    delete_at: number
  }
  /** What happened with a crisis case; `key` is the delivery that told `staff`. */
  crisis_event: {
    seq: Generated<number>
    number: string
    at: number
    step: number
    event: CrisisEvent
    staff: string | null
    key: string | null
  }
}

/** What of people these tables hold. */
export const caseHoldings: { [Name in keyof CasesTables]: Holding<CasesTables[Name]> } = {
  // The words of a message that went round, of nobody in particular.
  scam_case: { kind: 'case', ends: { at: 'delete_at' }, ...ofNobody },
  scam_group: { kind: 'case', ends: { with: 'scam_case', key: 'number', column: 'number' }, ...ofNobody },
  crisis_case: {
    kind: 'case',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { at: 'delete_at', own: true },
    shows: ['number', 'type', 'grade', 'excerpt', 'at', 'state', 'by', 'delete_at'],
    forget: 'own',
    moves: 'renamed',
  },
  // It is answered where it was asked; it is not worth following anyone.
  worry: {
    kind: 'worry',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'at' },
    shows: ['at'],
    forget: 'delete',
    moves: 'own',
  },
  crisis_label: { kind: 'case', ends: { at: 'delete_at' }, ...ofNobody },
  // Who of the staff was told, and when.
  crisis_event: { kind: 'case', ends: { with: 'crisis_case', key: 'number', column: 'number' }, ...ofNobody },
}
