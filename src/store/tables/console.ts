import type { ColumnType } from 'kysely'
import type { Holding } from './holding.ts'

/** Ways into the staff's console; tokens are kept as hashes. */
export interface ConsoleTables {
  console_link: {
    hash: string
    number: string
    until: number
    used_at: ColumnType<number | null, undefined, number>
  }
  console_session: {
    id: string
    hash: string
    number: string
    /** What the browser says that it is. */
    agent: string
    at: number
    seen_at: number
    /** When it was last used without a long break before. */
    fresh_at: number
    until: number
  }
}

/** What of people these tables hold. */
export const consoleHoldings: { [Name in keyof ConsoleTables]: Holding<ConsoleTables[Name]> } = {
  console_link: {
    kind: 'signin',
    whose: [{ by: 'number', column: 'number' }],
    ends: { at: 'until' },
    shows: ['number', 'until', 'used_at'],
    forget: 'delete',
    moves: 'stays',
  },
  console_session: {
    kind: 'signin',
    whose: [{ by: 'number', column: 'number' }],
    ends: { at: 'until' },
    shows: ['number', 'agent', 'at', 'seen_at', 'fresh_at', 'until'],
    forget: 'delete',
    moves: 'stays',
  },
}
