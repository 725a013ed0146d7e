import { fill } from '../../content/words.ts'
import type { Submission } from '../../core/memory.ts'
import type { Context, Decided } from '../context.ts'
import { back } from './conversation.ts'
import { leaving } from './effects.ts'

/** Takes back what was handed in. What is in somebody's hands already goes whole, and they are told that nobody waits any more. */
export function withdraw(context: Context, submission: Submission): Decided {
  const { memory, requests } = context.turn
  const { number } = submission
  const parts = [{ text: fill(context.knowledge.phrases.flow.withdrawn, { number }) }]
  if (!isHandedOver(context, submission)) {
    const submissions = memory.submissions.map(s => (s.number === number ? { ...s, state: 'withdrawn' as const } : s))
    return back(context, {
      parts,
      memory: { ...memory, submissions },
      effects: [{ do: 'withdraw-submission', number }],
    })
  }
  const own = requests.filter(request => request === number)
  return back(context, {
    parts,
    memory: { ...memory, submissions: memory.submissions.filter(s => s.number !== number) },
    effects: [{ do: 'forget', scope: { submission: number }, ...leaving(context, own) }],
  })
}

const isHandedOver = ({ flows }: Context, { flow }: Submission): boolean =>
  flows.current.get(flow)?.steps.some(step => step.type === 'effect' && step.do === 'handoff') ?? false
