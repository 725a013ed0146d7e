import { fill } from '../../content/words.ts'
import { type Identity, isWithin, type Unit } from '../../core/roster.ts'
import type { TermWords } from '../../reports/term/words.ts'
import type { ContributionRules } from '../desk/contributions.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import { unitsText } from '../people/describe.ts'
import type { AudienceWords } from '../people/words.ts'
import type { ProgressFlow } from '../progress/items.ts'
import { may } from '../rights.ts'
import type { LedgerWords } from './words.ts'

/** What the acts on the ledger of duties go by. */
export interface LedgerRules {
  ledger: LedgerWords
  term: TermWords
  /** What people and staff hand in. */
  contributions: ContributionRules
  /** The conversations whose progress is counted. */
  progress: readonly ProgressFlow[]
  /** For how many days notes are kept. */
  keepDays: number
  /** How parts of the school are named. */
  audience: AudienceWords
}

/** What such an act stands on. */
export type LedgerGround = Ground<LedgerRules>

/** Why it was refused; `says` tells people, with a cure. */
export interface LedgerRefusal {
  why: keyof LedgerWords['refused']
  says: string
}

/** What it came to; `says` tells whoever acted. */
export type LedgerOutcome<What extends { says: string } = { says: string }> = Outcome<What, LedgerRefusal>

/** Refuses in the words of the ledger. What somebody tried without the right to (`tried`) stands in the audit log. */
export const refusedLedger = (
  { rules }: Pick<LedgerGround, 'rules'>,
  why: LedgerRefusal['why'],
  { values = {}, tried = null }: { values?: Record<string, string>; tried?: string | null } = {},
): Refused<LedgerRefusal> => ({
  refused: { why, says: fill(rules.ledger.refused[why], values) },
  audit: tried === null ? null : { act: 'refused-ledger', detail: tried },
})

/** The parts of the school of which somebody sees the ledger: `unit` where it is in their care, all of their care where null. */
export function ledgerScope(
  ground: Pick<LedgerGround, 'rules'>,
  actor: Identity,
  { unit, tried }: { unit: Unit | null; tried: string },
): readonly Unit[] | Refused<LedgerRefusal> {
  if (!may(actor, 'make-report')) return refusedLedger(ground, 'noRight', { tried })
  if (unit === null) return actor.scope
  if (may(actor, 'make-report', unit)) return [unit]
  const values = { scope: unitsText(actor.scope, ground.rules.audience) }
  return refusedLedger(ground, 'outside', { values, tried })
}

/** Whether what is of a college (empty for the whole school) lies within parts of the school, all of it. */
export const isCollegeWithin = (college: string, parts: readonly Unit[]): boolean =>
  parts.some(part => isWithin(college === '' ? { of: 'school' } : { of: 'college', college }, part))
