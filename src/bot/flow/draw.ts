import type { Frame, PersonMemory, Submission } from '../../core/memory.ts'
import type { Flow } from '../../flows/schema.ts'
import type { Draw } from '../../flows/walk.ts'
import { lettersOf, receiptOf } from '../../office/receipt.ts'
import type { Context } from '../context.ts'

/** Where a run's receipt number and verification code come from. A run that revises a submission keeps its numbers. */
export function drawFor({ turn, knowledge }: Context, flow: Flow, frame: Frame): Draw {
  const before = frame.revises
    ? turn.memory.submissions.find(s => s.number === frame.revises)
    : liveSubmission(turn.memory, flow)
  return {
    receipt: () => before?.number ?? drawNumber({ turn, knowledge }, flow.submits?.receipt ?? 'H'),
    code: () => before?.code ?? lettersOf(turn.draw(), 10).replace(/^(.{5})/, '$1-'),
  }
}

/** A fresh receipt number: a letter for what it is of, the day, and letters that nobody guesses. */
export const drawNumber = ({ turn, knowledge }: Pick<Context, 'turn' | 'knowledge'>, letter: string): string =>
  receiptOf({ draw: turn.draw, now: turn.now, zone: knowledge.school.zone }, letter)

/** What someone handed in with a flow that keeps one submission per person. */
export function liveSubmission({ submissions }: PersonMemory, flow: Flow): Submission | undefined {
  if (!flow.submits || flow.submits.repeatable) return undefined
  return submissions.findLast(s => s.flow === flow.name && s.state !== 'withdrawn')
}
