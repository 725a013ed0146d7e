import { fill } from '../../content/words.ts'
import type { CrisisCase, CrisisGrade } from '../../core/case.ts'
import type { Chore } from '../../core/chore.ts'
import { type Escalation, makeTellingOn, nextTold, type TellingOn, type ToldInTurn } from '../telling-on.ts'
import type { CaseRules } from './ground.ts'
import { tellingOf } from './tell.ts'

/** A crisis that somebody is still to be told of, with everything that says who is next. */
export interface Escalating extends TellingOn {
  case: CrisisCase
}

/** Where crises wait for somebody. */
export interface Crises extends ToldInTurn<Escalating> {
  /** Lets no crisis of a grade wait longer than until `latest` (epoch milliseconds). */
  waitNoLonger(latest: Readonly<Record<CrisisGrade, number>>): Promise<void>
}

/** What escalation stands on. `log` hears what a person running the bot should know: numbers and reasons, never names or words. */
export interface EscalationParts {
  rules(): CaseRules
  log(event: string, detail: Record<string, unknown>): void
}

const minute = 60_000

/**
 * Crises that nobody has acknowledged: when the minutes are over, or at once when nothing reached those who were told, the next are told,
 * until somebody acknowledges or nobody is left.
 */
export function makeEscalation(crises: Crises, { rules, log }: EscalationParts): Chore {
  return {
    ...makeTellingOn('escalation', crises, {
      decide: (found, now) => escalated(found, now, rules()),
      told(number, from, { next, reason }) {
        if (next) log('crisis-escalated', { case: number, from, to: next.step, reason })
        else log('crisis-nobody-left', { case: number, step: from, reason })
      },
    }),
    rewind(now) {
      const { immediate, serious, distress } = rules().words.crisis.minutes
      const at = (minutes: number) => now.getTime() + minutes * minute
      return crises.waitNoLonger({ immediate: at(immediate), serious: at(serious), distress: at(distress) })
    },
  }
}

/** What happens to a crisis now; null when it is not due, as when another process has just told the next. */
export function escalated(found: Escalating, now: Date, { words, zone }: CaseRules): Escalation | null {
  const { crisis } = words
  const minutes = crisis.minutes[found.case.grade]
  return nextTold(found, now, {
    minutes,
    sayingFor(reason) {
      const before = reason === 'unanswered' ? fill(crisis.escalated, { minutes }) : crisis.unreached
      return tellingOf(words, found.case, { zone, before })
    },
  })
}
