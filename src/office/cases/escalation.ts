import { fill } from '../../content/words.ts'
import type { Caretaker, CrisisCase, CrisisGrade } from '../../core/case.ts'
import type { Chore } from '../../core/chore.ts'
import type { Saying } from '../../core/delivery.ts'
import type { CaseRules } from './ground.ts'
import { tellingOf } from './tell.ts'

/** A crisis that somebody is still to be told of. */
export interface Unheard {
  number: string
  /** The step that was told last, see `Caretaker`. */
  step: number
  /** When the next are told (epoch milliseconds). */
  nextAt: number
  /** What became of each message of the last step; null where it is not known. Empty when there was no way to send any. */
  told: readonly (string | null)[]
}

/** The same with everything that says who is next. */
export interface Escalating extends Unheard {
  case: CrisisCase
  /** Those who look after the person, and whoever runs the bot as the last, in order. */
  caretakers: readonly Caretaker[]
}

/** Why the next are told: nobody answered in time, or nothing reached those who were told. */
export type Reason = 'unanswered' | 'unreachable' | 'refused'

/** What happens to a crisis that nobody took: who is told what, and when the next are; null when nobody is left. */
export interface Escalation {
  /** Epoch milliseconds. */
  at: number
  reason: Reason
  next: { step: number; staff: readonly Caretaker[]; saying: Saying; nextAt: number } | null
}

/** Where crises wait for somebody. */
export interface Crises {
  /** Those that nobody has acknowledged and somebody is left for, soonest first. */
  unheard(): Promise<Unheard[]>
  /**
   * Reads a crisis as it is now, asks what happens to it and saves that, in one transaction; answers what was saved, or null when it is not
   * waiting any more or `decide` answered null.
   */
  escalate(
    number: string,
    now: Date,
    decide: (found: Escalating) => Escalation | null,
  ): Promise<{ from: number; came: Escalation } | null>
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
    name: 'escalation',
    async nextDue() {
      const waiting = await crises.unheard()
      if (waiting.length === 0) return null
      return waiting.some(isInVain) ? new Date(0) : new Date(waiting[0]!.nextAt)
    },
    async run(now) {
      for (const waiting of await crises.unheard()) {
        if (!isDue(waiting, now)) continue
        const done = await crises.escalate(waiting.number, now, found => escalated(found, now, rules()))
        if (!done) continue
        const { from, came } = done
        const { next, reason } = came
        if (next) log('crisis-escalated', { case: waiting.number, from, to: next.step, reason })
        else log('crisis-nobody-left', { case: waiting.number, step: from, reason })
      }
    },
    rewind(now) {
      const { immediate, serious, distress } = rules().words.crisis.minutes
      const at = (minutes: number) => now.getTime() + minutes * minute
      return crises.waitNoLonger({ immediate: at(immediate), serious: at(serious), distress: at(distress) })
    },
  }
}

/** What happens to a crisis now; null when it is not due, as when another process has just told the next. */
export function escalated(found: Escalating, now: Date, { words, zone }: CaseRules): Escalation | null {
  if (!isDue(found, now)) return null
  const [at, reason] = [now.getTime(), reasonOf(found)]
  const rest = found.caretakers.filter(c => c.step > found.step)
  const step = rest[0]?.step
  if (step === undefined) return { at, reason, next: null }
  const { crisis } = words
  const minutes = crisis.minutes[found.case.grade]
  const before = reason === 'unanswered' ? fill(crisis.escalated, { minutes }) : crisis.unreached
  const saying = tellingOf(words, found.case, { zone, before })
  return { at, reason, next: { step, staff: rest.filter(c => c.step === step), saying, nextAt: at + minutes * minute } }
}

const isDue = (waiting: Unheard, now: Date) => waiting.nextAt <= now.getTime() || isInVain(waiting)

/** Whether the last step reached nobody: every message to them was refused, or there was no way to send one. */
const isInVain = (waiting: Unheard) => reasonOf(waiting) !== 'unanswered'

function reasonOf({ told }: Unheard): Reason {
  if (told.length === 0) return 'unreachable'
  return told.every(state => state === 'refused' || state === 'failed') ? 'refused' : 'unanswered'
}
