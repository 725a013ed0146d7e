import type { ClassRef } from './roster.ts'

/** Someone who asked for a person, as those who look after them read it. */
export interface OpenHandoff {
  number: string
  name: string
  /** Their class, or null for people the roster does not know. */
  unit: ClassRef | null
  topic: string
  urgency: string
  text: string
  how: string
  mayContact: boolean
  at: number
}

/** What can be asked of the desk during a turn. */
export interface DeskReads {
  /** Open requests for a person, oldest first. */
  handoffs(): Promise<OpenHandoff[]>
}

/** What a member of staff may change on the desk. */
export type DeskEffect =
  /** A request for a person was followed up. */
  { do: 'finish-handoff'; number: string }
