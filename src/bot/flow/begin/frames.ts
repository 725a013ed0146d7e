import type { Frame, Submission } from '../../../core/memory.ts'
import type { Flow } from '../../../flows/schema.ts'
import { stepOf } from '../../../flows/walk.ts'
import type { Context } from '../../context.ts'

/** A run of a flow that has just begun in this chat. */
export function freshFrame({ turn }: Context, flow: Flow): Frame {
  return {
    run: turn.update.id,
    flow: flow.name,
    version: flow.version,
    chat: turn.update.chat.id,
    answers: {},
    done: [],
    misses: 0,
    revises: null,
    touchedAt: turn.now.getTime(),
    nudged: false,
  }
}

/** A run that begins with what was handed in, at its summary. */
export function revision(context: Context, flow: Flow, submission: Submission): Frame {
  const isAnswer = (id: string) => {
    const step = stepOf(flow, id)
    return step !== undefined && step.type !== 'review'
  }
  return {
    ...freshFrame(context, flow),
    answers: Object.fromEntries(Object.entries(submission.answers).filter(([id]) => isAnswer(id))),
    revises: submission.number,
    done: flow.steps.filter(s => s.type === 'say').map(s => s.id),
  }
}
