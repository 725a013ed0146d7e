import { type Caretaker, type CrisisCase, type CrisisStep, passedStep } from '../../core/case.ts'
import type { DeliveryState } from '../../core/delivery.ts'
import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { operatorStep } from './caretakers.ts'
import type { CaseGround, CaseOutcome } from './ground.ts'
import { othersAmong } from './pass.ts'
import { onCrisis } from './read.ts'
import { mayNotAsk, maySeeCrisis } from './right.ts'

/** A crisis that nobody has taken: who is told next, and when (epoch milliseconds). */
export interface Countdown {
  at: number
  step: number
  /** Empty for whoever runs the bot. */
  names: readonly string[]
}

/** A crisis as a list shows it: without a word of what was said. */
export interface CrisisLine extends Omit<CrisisCase, 'excerpt' | 'person'> {
  /** Null where somebody has it, or nobody is left to be told. */
  next: Countdown | null
}

/** Who is told last of a crisis besides those of the roster: whether there is anybody. */
interface Last {
  hasOperator: boolean
}

/** The crises of whoever asks, without words: those that nobody took stand first, the soonest clock before; which they were stands in the audit log. */
export async function watchCrises(
  ground: CaseGround,
  actor: Identity,
  { hasOperator }: Last,
): Promise<CaseOutcome<{ says: string; crises: readonly CrisisLine[] }>> {
  const mayNot = mayNotAsk(ground, actor, { act: 'list' })
  if (mayNot) return mayNot
  const theirs = (await ground.read.cases.crises()).filter(c => maySeeCrisis(actor, c))
  const caretakers = await ground.read.cases.caretakers(theirs.filter(c => c.state === 'open'))
  const crises = theirs.map(({ excerpt: _, person: __, ...one }) => ({
    ...one,
    next: clockOf(one, caretakers.get(one.number) ?? [], { hasOperator }),
  }))
  const numbers = crises.map(c => c.number).join(' ')
  return shown({ says: '', crises: crises.sort(byUrgency) }, { act: 'list-cases', detail: numbers })
}

/** Who is told next of a crisis that waits, and when. */
function clockOf(
  { step, nextAt }: Pick<CrisisCase, 'step' | 'nextAt'>,
  caretakers: readonly Caretaker[],
  { hasOperator }: Last,
): Countdown | null {
  if (nextAt === null) return null
  const rest = caretakers.filter(c => c.step > step)
  const next = rest[0]?.step ?? (hasOperator && step < operatorStep ? operatorStep : null)
  if (next === null) return null
  return { at: nextAt, step: next, names: rest.filter(c => c.step === next).map(c => c.name) }
}

const rankOf = ({ state, isReached }: CrisisLine) => (state === 'open' ? 0 : isReached ? 2 : 1)

/** What waits longest without a clock comes before what will be told to somebody. */
const byUrgency = (a: CrisisLine, b: CrisisLine): number =>
  rankOf(a) - rankOf(b) || (a.state === 'open' ? (a.next?.at ?? 0) - (b.next?.at ?? 0) : 0) || b.at - a.at

/** One thing that happened with a crisis, once also where somebody was written to in several places. */
export interface ShownStep extends Omit<CrisisStep, 'step'> {
  isPassedOn: boolean
}

/** Everything about a crisis, for those who may see it. */
export interface CrisisView {
  says: string
  crisis: Omit<CrisisCase, 'person'> & { next: Countdown | null }
  steps: readonly ShownStep[]
  /** Who else looks after the person; it may be passed on to whoever can be reached. */
  others: readonly { number: string; name: string; isReached: boolean }[]
}

/** A crisis in full: the least that was said, what happened since, who is told next and to whom it may be passed on. Every reading is in the audit log. */
export function lookAtCrisis(
  ground: CaseGround,
  actor: Identity,
  { number, hasOperator }: { number: string } & Last,
): Promise<CaseOutcome<CrisisView>> {
  return onCrisis(ground, actor, { act: 'show', number }, async found => {
    const { person: _, ...known } = found
    const caretakers = (await ground.read.cases.caretakers([found])).get(number) ?? []
    const crisis = { ...known, next: clockOf(found, caretakers, { hasOperator }) }
    const others = othersAmong(actor, caretakers).map(({ number, name, homes }) => ({
      ...{ number, name },
      isReached: homes.length > 0,
    }))
    const steps = stepsOf(await ground.read.cases.history(number))
    return shown({ says: '', crisis, steps, others }, { act: 'read-case', detail: number })
  })
}

/** How surely somebody has a message, the best first. */
const receipts: readonly (DeliveryState | null)[] = ['delivered', 'uncertain', 'sending', 'waiting', null]

/** The history as it is read: whoever was written to in several places was told once, and best where it arrived. */
function stepsOf(history: readonly CrisisStep[]): ShownStep[] {
  const rankOfReceipt = (r: DeliveryState | null) => (receipts.includes(r) ? receipts.indexOf(r) : receipts.length)
  const told = Map.groupBy(history, s => `${s.event} ${s.step} ${s.name} ${s.event === 'told' ? '' : s.at}`)
  return [...told.values()].map(same => {
    const best = same.toSorted((a, b) => rankOfReceipt(a.receipt) - rankOfReceipt(b.receipt))[0]!
    const { at, event, name, receipt } = best
    return { at, event, name, receipt, isPassedOn: event === 'told' && best.step >= passedStep }
  })
}
