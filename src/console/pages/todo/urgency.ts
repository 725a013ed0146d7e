import type { Handoff } from '../../../core/desk.ts'
import type { Flows } from '../../../flows/library.ts'

/** How pressing an answer is, 0 for the most pressing; null where no conversation asks it. */
export type Urgency = (said: string) => number | null

/** How pressing requests are, as the conversations in which they are made ask it: the answers of a question in the order in which they stand there. */
export function urgencyBy({ current }: Pick<Flows, 'current'>): Urgency {
  const ranks = new Map<string, number>()
  for (const { steps } of current.values()) {
    const asked = steps.flatMap(s => (s.type === 'effect' && s.do === 'handoff' ? [s.with.urgency] : []))
    for (const step of steps)
      if (asked.includes(step.id) && step.type === 'choice')
        for (const [rank, { label }] of step.options.entries())
          ranks.set(label, Math.min(rank, ranks.get(label) ?? rank))
  }
  return said => ranks.get(said) ?? null
}

/** Requests, the most pressing first and of these the oldest; those of which nobody knows it come last. */
export function byUrgency(handoffs: readonly Handoff[], urgency: Urgency): Handoff[] {
  const rank = ({ urgency: said }: Handoff) => urgency(said) ?? Number.MAX_SAFE_INTEGER
  return handoffs.toSorted((a, b) => rank(a) - rank(b) || a.at - b.at)
}
