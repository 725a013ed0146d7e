import { fill } from '../../content/words.ts'
import type { CrisisGrade, Staff } from '../../core/case.ts'
import type { Identity } from '../../core/roster.ts'
import type { Stories } from '../../knowledge/stories/real-cases.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import type { CaseWords } from './words.ts'

/** What the acts on cases go by. */
export interface CaseRules {
  words: CaseWords
  zone: string
  /** Real cases, of which a warning may tell one. */
  stories: Stories
}

/** What an act on cases stands on. */
export type CaseGround = Ground<CaseRules>

/** Why an act on a case was refused; `says` tells people. */
export interface CaseRefusal {
  why: 'noRight' | 'unknown' | 'noDraft' | 'notPassed' | 'taken'
  says: string
}

/** What an act on cases came to; `says` tells whoever acted. */
export type CaseOutcome<What extends { says: string } = { says: string }> = Outcome<What, CaseRefusal>

/** What was asked of the cases by somebody who may not; it stands in the audit log. */
export const noRight = ({ rules }: Pick<CaseGround, 'rules'>, tried: string): Refused<CaseRefusal> => ({
  refused: { why: 'noRight', says: rules.words.desk.refused },
  audit: { act: 'refused-case', detail: tried },
})

/** The same words whether there is no such case or it is not theirs, so that nobody learns of one. */
export const unknown = ({ rules }: Pick<CaseGround, 'rules'>, number: string): Refused<CaseRefusal> => ({
  refused: { why: 'unknown', says: fill(rules.words.desk.notFound, { number }) },
  audit: { act: 'refused-case', detail: number },
})

/** When the next are told of a crisis that waits from now on (epoch milliseconds). */
export const waitingUntil = ({ rules, now }: Pick<CaseGround, 'rules' | 'now'>, grade: CrisisGrade): number =>
  now.getTime() + rules.words.crisis.minutes[grade] * 60_000

/** Whoever acts, as a case remembers them; whoever may see a case is known by a number. */
export const staffOf = ({ number, name }: Identity): Staff => ({ number: number!, name })
