import { fill } from '../../content/words.ts'
import type { Frame } from '../../core/memory.ts'
import type { Context, Decided } from '../context.ts'
import { back, parked } from './conversation.ts'
import { drawFor } from './draw.ts'
import { handoffNotice } from './notice.ts'
import { flowOf } from './version.ts'

/** Someone who is stuck asks for a person: a note to the counselor's queue without what was typed, and the run kept as a draft. */
export function askPerson(context: Context, frame: Frame): Decided {
  const { turn, knowledge } = context
  const flow = flowOf(context, frame)!
  const number = drawFor(context, { ...flow, submits: undefined }, { ...frame, revises: null }).receipt()
  const keepDays = knowledge.retention.days.handoff!
  const request = { number, topic: flow.title, urgency: '', text: '', how: '', mayContact: true }
  return back(context, {
    parts: [{ text: fill(knowledge.phrases.flow.askedPerson, { number }) }],
    memory: parked(turn.memory, frame),
    effects: [{ do: 'hand-off', ...request, keepDays, notice: handoffNotice(context, request) }],
  })
}
