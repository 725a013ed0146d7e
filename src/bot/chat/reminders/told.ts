import type { Reminding } from '../../../core/session.ts'
import type { Effect } from '../../../core/turn.ts'

/** What a request comes to: what is said, what is kept in mind for the next message, what is saved. */
export interface Told {
  text: string
  reminding: Reminding | null
  effects: Effect[]
}

/** Only a sentence back, and nothing to remember. */
export const told = (text: string): Told => ({ text, reminding: null, effects: [] })
