import type { Answer, Frame, PersonMemory, Submission } from '../../core/memory.ts'
import type { Flow } from '../../flows/schema.ts'
import type { Draw } from '../../flows/walk.ts'
import { lettersOf, receiptOf } from '../../office/receipt.ts'
import type { Context } from '../context.ts'

/** Where a run's receipt number and verification code come from. A run that revises a submission keeps its numbers. */
export function drawFor({ turn, knowledge }: Context, flow: Flow, frame: Frame): Draw {
  const before = frame.revises
    ? turn.memory.submissions.find(s => s.number === frame.revises)
    : liveSubmission(turn.memory, flow, frame.answers)
  return {
    receipt: () => before?.number ?? drawNumber({ turn, knowledge }, flow.submits?.receipt ?? 'H'),
    code: () => before?.code ?? lettersOf(turn.draw(), 10).replace(/^(.{5})/, '$1-'),
  }
}

/** A fresh receipt number: a letter for what it is of, the day, and letters that nobody guesses. */
export const drawNumber = ({ turn, knowledge }: Pick<Context, 'turn' | 'knowledge'>, letter: string): string =>
  receiptOf({ draw: turn.draw, now: turn.now, zone: knowledge.school.zone }, letter)

/** What someone handed in with a flow that keeps one submission per person, or one for each answer to a question: with `answers`, the one for theirs. */
export function liveSubmission(
  { submissions }: PersonMemory,
  flow: Flow,
  answers: Frame['answers'] = {},
): Submission | undefined {
  if (!flow.submits || flow.submits.repeatable) return undefined
  const { each } = flow.submits
  const kind = each === undefined ? undefined : answers[each]
  if (each !== undefined && kind === undefined) return undefined
  return livePieces({ submissions }, flow).findLast(s => each === undefined || isSame(s.answers[each], kind))
}

const isSame = (one: Answer | undefined, other: Answer | undefined) => JSON.stringify(one) === JSON.stringify(other)

/** All that someone handed in with a flow and did not withdraw. */
export const livePieces = (
  { submissions }: Pick<PersonMemory, 'submissions'>,
  flow: Pick<Flow, 'name'>,
): Submission[] => submissions.filter(s => s.flow === flow.name && s.state !== 'withdrawn')

/** What was handed in already for the answer that a run has given to what its flow keeps one piece of each; undefined where the run is about that piece. */
export function takenPiece(memory: PersonMemory, flow: Flow, { answers, revises }: Frame): Submission | undefined {
  if (flow.submits?.each === undefined) return undefined
  const found = liveSubmission(memory, flow, answers)
  return found && found.number !== revises && found.number !== answers.receipt ? found : undefined
}
