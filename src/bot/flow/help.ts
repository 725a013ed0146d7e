import type { Frame } from '../../core/memory.ts'
import { fill } from '../../knowledge/phrases.ts'
import type { Context, Step } from '../context.ts'
import { flowOf, reply } from './conversation.ts'
import { drawFor } from './draw.ts'

/** Someone who is stuck asks for a person: a note to the counselor's queue without what was typed, and the run kept as a draft. */
export function askPerson(context: Context, frame: Frame): Step {
  const { turn, knowledge } = context
  const flow = flowOf(context, frame)!
  const number = drawFor(context, { ...flow, submits: undefined }, frame).receipt()
  const memory = {
    ...turn.memory,
    frames: turn.memory.frames.slice(0, -1),
    drafts: [...turn.memory.drafts, frame],
    question: null,
  }
  return reply([{ text: fill(knowledge.phrases.flow.askedPerson, { number }) }], {
    memory,
    effects: [{ do: 'hand-off', number, topic: flow.title, urgency: '', text: '', how: '', mayContact: true }],
  })
}
