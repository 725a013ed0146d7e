import type { Caretaker } from '../core/case.ts'
import type { Chore } from '../core/chore.ts'
import type { Saying } from '../core/delivery.ts'

/** Something that somebody is still to be told of. */
export interface Unheard {
  number: string
  /** The step that was told last, see `Caretaker`. */
  step: number
  /** When the next are told (epoch milliseconds). */
  nextAt: number
  /** What became of each message of the last step; null where it is not known. Empty when there was no way to send any. */
  told: readonly (string | null)[]
}

/** The same with everybody who may be told, and whoever runs the bot as the last, in order. */
export interface TellingOn extends Unheard {
  caretakers: readonly Caretaker[]
}

/** Why the next are told: nobody answered in time, or nothing reached those who were told. */
export type Reason = 'unanswered' | 'unreachable' | 'refused'

/** What happens to something that nobody took: who is told what, and when the next are; null when nobody is left. */
export interface Escalation {
  /** Epoch milliseconds. */
  at: number
  reason: Reason
  next: { step: number; staff: readonly Caretaker[]; saying: Saying; nextAt: number } | null
}

/** Where things wait for somebody. */
export interface ToldInTurn<Found extends TellingOn> {
  /** Those that nobody has taken and somebody is left for, soonest first. */
  unheard(): Promise<Unheard[]>
  /**
   * Reads one as it is now, asks what happens to it and saves that, in one transaction; answers what was saved, or null when it is not
   * waiting any more or `decide` answered null.
   */
  escalate(
    number: string,
    now: Date,
    decide: (found: Found) => Escalation | null,
  ): Promise<{ from: number; came: Escalation } | null>
}

const minute = 60_000

/**
 * Tells the next of what nobody has taken: when the minutes are over, or at once when nothing reached those who were told, until somebody takes it or
 * nobody is left. `told` hears numbers and reasons, never names or words.
 */
export function makeTellingOn<Found extends TellingOn>(
  name: string,
  waiting: ToldInTurn<Found>,
  {
    decide,
    told,
  }: {
    decide(found: Found, now: Date): Escalation | null
    told(number: string, from: number, came: Escalation): void
  },
): Pick<Chore, 'name' | 'nextDue' | 'run'> {
  return {
    name,
    async nextDue() {
      const all = await waiting.unheard()
      if (all.length === 0) return null
      return all.some(isInVain) ? new Date(0) : new Date(all[0]!.nextAt)
    },
    async run(now) {
      for (const one of await waiting.unheard()) {
        if (!isDue(one, now)) continue
        const done = await waiting.escalate(one.number, now, found => decide(found, now))
        if (done) told(one.number, done.from, done.came)
      }
    },
  }
}

/** Who is told next and of what, `minutes` before those after them are; null when it is not due, as when another process has just told them. */
export function nextTold(
  found: TellingOn,
  now: Date,
  { minutes, sayingFor }: { minutes: number; sayingFor(reason: Reason): Saying },
): Escalation | null {
  if (!isDue(found, now)) return null
  const [at, reason] = [now.getTime(), reasonOf(found)]
  const rest = found.caretakers.filter(c => c.step > found.step)
  const step = rest[0]?.step
  if (step === undefined) return { at, reason, next: null }
  const staff = rest.filter(c => c.step === step)
  return { at, reason, next: { step, staff, saying: sayingFor(reason), nextAt: at + minutes * minute } }
}

const isDue = (one: Unheard, now: Date) => one.nextAt <= now.getTime() || isInVain(one)

/** Whether the last step reached nobody: every message to them was refused, or there was no way to send one. */
const isInVain = (one: Unheard) => reasonOf(one) !== 'unanswered'

function reasonOf({ told }: Unheard): Reason {
  if (told.length === 0) return 'unreachable'
  return told.every(state => state === 'refused' || state === 'failed') ? 'refused' : 'unanswered'
}
