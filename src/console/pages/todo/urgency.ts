import type { Handoff } from '../../../core/desk.ts'
import type { Flows } from '../../../flows/library.ts'

/** How pressing requests are, as the conversations in which they are made ask it: the answers in the order in which they stand there, the most pressing first. */
export function urgencies({ current }: Pick<Flows, 'current'>): string[] {
  return [...current.values()].flatMap(flow => {
    const asked = flow.steps.flatMap(s => (s.type === 'effect' && s.do === 'handoff' ? [s.with.urgency] : []))
    const step = flow.steps.find(s => asked.includes(s.id))
    return step?.type === 'choice' ? step.options.map(o => o.label) : []
  })
}

/** Requests, the most pressing first and of these the oldest; those of which nobody knows it come last. */
export function byUrgency(handoffs: readonly Handoff[], order: readonly string[]): Handoff[] {
  const rank = ({ urgency }: Handoff) => (order.includes(urgency) ? order.indexOf(urgency) : order.length)
  return handoffs.toSorted((a, b) => rank(a) - rank(b) || a.at - b.at)
}
