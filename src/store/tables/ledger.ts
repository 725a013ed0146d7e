import { type Holding, ofNobody } from './holding.ts'

/** The ledger of the duties of the school's notice. */
export interface LedgerTables {
  /** What staff wrote of a duty; `picture` is one in JSON. One that `is_gone` counts no more and can be put back until it is deleted. */
  duty_note: {
    id: string
    duty: number
    college: string
    day: string
    text: string
    picture: string | null
    by: string | null
    at: number
    is_gone: number
    delete_at: number
  }
  /** A picture of a record that goes into the term's report. */
  report_picture: { number: string; n: number; caption: string }
}

/** What of people these tables hold. */
export const ledgerHoldings: { [Name in keyof LedgerTables]: Holding<LedgerTables[Name]> } = {
  // Evidence of the school's work, of no student; `by` is whoever wrote it.
  duty_note: {
    kind: 'evidence',
    whose: [{ by: 'number', column: 'by' }],
    ends: { at: 'delete_at' },
    shows: ['duty', 'day', 'text', 'at'],
    forget: 'stays',
    moves: 'stays',
  },
  report_picture: { kind: 'submission', ends: { with: 'submission', key: 'number', column: 'number' }, ...ofNobody },
}
