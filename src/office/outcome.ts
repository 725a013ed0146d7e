import type { Reads } from '../core/reads.ts'
import type { Identity } from '../core/roster.ts'
import type { AuditLine, OfficeEffect } from '../core/turn.ts'

/** What an act reads and goes by: the records (inside the transaction that saves it), the content in force, now, and fresh random ids. */
export interface Ground<Rules> {
  read: Reads
  rules: Rules
  now: Date
  draw(): string
}

/** An act was done: what it came to, what it changes, and what the audit log holds of it (null where nothing was changed or shown). */
export interface Done<What> {
  done: What
  effects: readonly OfficeEffect[]
  audit: AuditLine | null
}

/** An act was refused: why, and what the audit log holds of it (null where somebody only came too late or left something out). */
export interface Refused<Why> {
  refused: Why
  audit: AuditLine | null
}

/** What an act comes to. */
export type Outcome<What, Why> = Done<What> | Refused<Why>

/**
 * One thing that staff may do. A pure function like a turn: whoever hears of it (a chat, the command line, a link) says what it came to and saves its
 * effects with its line of the audit log, in the transaction in which it read; none of them decides.
 */
export type Act<Rules, Input, What, Why> = (
  ground: Ground<Rules>,
  actor: Identity,
  input: Input,
) => Promise<Outcome<What, Why>>

/** Whether an act was refused. */
export const isRefused = <What, Why>(outcome: Outcome<What, Why>): outcome is Refused<Why> => 'refused' in outcome

/** Something that was done without changing anything. */
export const shown = <What>(what: What, audit: AuditLine | null = null): Done<What> => ({
  done: what,
  effects: [],
  audit,
})
