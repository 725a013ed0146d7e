import type { ClassRef } from '../roster.ts'

/** What the audit log holds of something that was done or refused: ids and reasons, never words of people. */
export interface AuditLine {
  act: string
  detail: string
}

/** A line of the audit log as it is read. */
export interface AuditRecord extends AuditLine {
  /** Grows with every line. */
  seq: number
  /** Epoch milliseconds. */
  at: number
  /** Who did it, as the log names them: `n:<number>`, a handle that was not bound, `shell`. */
  by: string
  /** Their name, as the roster has it now; empty for whoever is not on it. */
  name: string
  /** Through what: a chat, the command line, the console. */
  through: string
}

/** Whose lines are meant. */
export type AuditSpan =
  | 'all'
  | {
      /** What these numbers did. */
      by: readonly string[]
      /** And what others did to people of these colleges, and to these classes by acts whose detail begins with the class, as far as a line tells. */
      about: { colleges: readonly string[]; classes: readonly ClassRef[]; acts: readonly string[] }
    }

/** Which lines of the audit log are looked for; what is null is any. */
export interface AuditSearch {
  span: AuditSpan
  /** Under whose name, see `AuditRecord.by`. */
  by: readonly string[] | null
  act: string | null
  /** From this instant on, and before that one (epoch milliseconds). */
  from: number | null
  until: number | null
  /** Stands in the detail. */
  text: string
  /** So many of the newest, after so many that were shown before. */
  most: number
  skip: number
}

/** What can be asked of the audit log. */
export interface AuditReads {
  /** The lines, the newest first, and whether there are older ones. */
  lines(search: AuditSearch): Promise<{ lines: AuditRecord[]; hasMore: boolean }>
}
