import type { ClassRef } from '../../core/roster.ts'

/** The class of a row of the roster that may be missing; null for nobody's. */
export const classOfRow = (college: string | null, name: string | null): ClassRef | null =>
  college === null || name === null ? null : { college, name }
