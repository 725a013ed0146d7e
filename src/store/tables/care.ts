import type { Holding } from './holding.ts'

/** The students whom staff look after more than others, and the talks with them. */
export interface CareTables {
  care_entry: {
    id: string
    student: string
    /** In JSON. */
    reasons: string
    by: string
    at: number
    next_at: number | null
    next_by: string | null
    /** When whoever set the next date was reminded of it. */
    rung_at: number | null
    state: 'open' | 'closed'
    result: string
    closed_at: number | null
    /** The last time that anything was noted, or the next date where that is later. */
    kept_from: number
  }
  care_talk: { id: string; entry: string; student: string; day: string; note: string; by: string; at: number }
}

/** What of people these tables hold. */
export const careHoldings: { [Name in keyof CareTables]: Holding<CareTables[Name]> } = {
  // Why and what was said is the staff's to tell, face to face.
  care_entry: {
    kind: 'care',
    whose: [{ by: 'number', column: 'student' }],
    ends: { after: 'kept_from' },
    shows: ['at', 'state', 'kept_from'],
    forget: 'delete',
    moves: 'stays',
  },
  care_talk: {
    kind: 'care',
    whose: [{ by: 'number', column: 'student' }],
    ends: { with: 'care_entry', key: 'id', column: 'entry' },
    shows: ['day'],
    forget: 'delete',
    moves: 'stays',
  },
}
