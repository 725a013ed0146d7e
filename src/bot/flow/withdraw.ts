import { fill } from '../../content/words.ts'
import type { Submission } from '../../core/memory.ts'
import type { Context, Decided } from '../context.ts'
import { back } from './conversation.ts'

/** Takes back what was handed in. */
export function withdraw(context: Context, submission: Submission): Decided {
  const { memory } = context.turn
  const { number } = submission
  const submissions = memory.submissions.map(s => (s.number === number ? { ...s, state: 'withdrawn' as const } : s))
  return back(context, {
    parts: [{ text: fill(context.knowledge.phrases.flow.withdrawn, { number }) }],
    memory: { ...memory, submissions },
    effects: [{ do: 'withdraw-submission', number }],
  })
}
