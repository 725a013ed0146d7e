import { fill } from '../../../content/words.ts'
import type { Answer, Frame, Submission } from '../../../core/memory.ts'
import type { Flow } from '../../../flows/schema.ts'
import { walk } from '../../../flows/walk.ts'
import { deadlineOf } from '../../../knowledge/school.ts'
import { answerText } from '../../../office/desk/answers.ts'
import { may } from '../../../office/rights.ts'
import { dayOf } from '../../../time/shown.ts'
import { type Context, type Decided, say } from '../../context.ts'
import { goOn, reply } from '../conversation.ts'
import { closingOf } from '../deadline.ts'
import { drawFor, livePieces, liveSubmission, takenPiece } from '../draw.ts'
import { watch } from '../idle.ts'
import type { Part } from '../part.ts'
import { privately, withFrame } from '../private.ts'
import { resumeDraft } from '../resume.ts'
import { summary } from '../speak.ts'
import { visitList } from '../ticks.ts'
import { beginWith } from './first.ts'
import { freshFrame, revision } from './frames.ts'

/**
 * Begins a flow: in the private chat where it is private, with what was handed in before where there is something. One that runs here
 * already, or lies half filled as a draft, goes on. `said` are words with which it was begun that may answer its first questions; `answers` were given before.
 */
export function startFlow(
  context: Context,
  flow: Flow,
  opening: { said?: string; answers?: Readonly<Record<string, Answer>> } = {},
): Decided {
  const { turn, knowledge } = context
  if (flow.for === 'staff' && !may(turn.who, 'use-staff-flows')) return say(knowledge.phrases.flow.staffOnly)
  if (flow.bound && turn.who.number === null && !context.isGroup) return say(knowledge.phrases.flow.boundOnly)
  if (flow.private && context.isGroup) {
    const { submissions, drafts } = turn.memory
    const isOwn = [...submissions, ...drafts].some(own => own.flow === flow.name) || flow.steps.some(showsOwnData)
    return privately(context, { again: flow.starts[0]!, isOwn }, inside => startFlow(inside, flow, opening))
  }
  const running = turn.memory.frames.find(f => f.flow === flow.name && f.chat === turn.update.chat.id)
  if (running) return goOn(context, running)
  const before = liveSubmission(turn.memory, flow)
  if (before) return flow.ticks ? visitList(context, flow, before) : visit(context, flow, before)
  const draft = turn.memory.drafts.findLast(d => d.flow === flow.name)
  if (draft && flow.submits && !flow.submits.repeatable) return resumeDraft(context, draft)
  const { answers, parts } = beginWith(context, flow, opening.said ?? '')
  const frame = { ...freshFrame(context, flow), answers: { ...answers, ...opening.answers } }
  const first = flow.steps.find(step => step.id in frame.answers)
  const other = first ? elsewhere(context, flow, { frame, step: first }) : null
  if (other) return other
  const told = [...atStart(context, flow), ...parts]
  return goOn(withFrame(context, frame), frame, { before: told, effects: [watch(frame, turn.now)] })
}

/**
 * Where an answer leads that this run does not go on with: the conversation that an option stands for, or what was handed in for the same kind before. Null
 * where the run goes on. `context` is without the run.
 */
export function elsewhere(
  context: Context,
  flow: Flow,
  { frame, step }: { frame: Frame; step: Flow['steps'][number] },
): Decided | null {
  const answer = frame.answers[step.id]
  const option = step.type === 'choice' ? step.options.find(o => o.value === answer) : undefined
  const other = option?.begins === undefined ? undefined : context.flows.current.get(option.begins)
  if (other) return startFlow(context, other)
  const before = takenPiece(context.turn.memory, flow, frame)
  return before ? visit(context, flow, before) : null
}

/** What is to be known before a word is written: that it is late and what that means, and what was handed in before. */
function atStart({ turn, knowledge }: Context, flow: Flow): Part[] {
  const words = knowledge.phrases.flow
  const deadline = flow.submits && flow.deadline ? deadlineOf(knowledge.school, flow.deadline, turn.now) : null
  const isLate = deadline !== null && turn.now > deadline.at
  const date = isLate ? dayOf(deadline.at, knowledge.school.zone) : ''
  const late = isLate ? [fill(flow.submits!.late ? words.lateStart : words.lateStartFixed, { date })] : []
  const each = flow.submits?.each
  const pieces = each === undefined ? [] : livePieces(turn.memory, flow)
  const kinds = pieces.map(({ answers, number, state }) => {
    const kind = answerText(flow, each!, answers[each!] ?? null, words)
    return fill(words.piece, { kind, number, state: words.states[state] })
  })
  const before = kinds.length === 0 ? [] : [fill(words.pieces, { list: kinds.join('\n') })]
  return [...late, ...before].map(text => ({ text }))
}

/** Whether a step deals with what is stored about the person, which is nothing for whoever comes through a link. */
const showsOwnData = (step: Flow['steps'][number]) =>
  step.type === 'effect' && ['export-data', 'delete-data', 'withdraw-consent'].includes(step.do)

/** A second visit: shows what was handed in and offers to revise it until the deadline, or to withdraw. Private answers are shown in private. */
export function visit(context: Context, flow: Flow, submission: Submission): Decided {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  const frame = { ...revision(context, flow, submission), answers: submission.answers }
  const walked = walk(flow, frame, drawFor(context, flow, frame))
  if (context.isGroup && walked.path.some(s => s.private))
    return privately(context, { again: flow.starts[0]!, isOwn: true }, inside => visit(inside, flow, submission))
  const { title } = flow
  const head = fill(words.visit, { title, number: submission.number, state: words.states[submission.state] })
  const closed = closingOf(context, flow, submission)
  const offers = [...(closed ? [] : [words.visitRevise]), words.visitWithdraw, words.visitKeep]
  const text = [
    head,
    ...(submission.state === 'returned' ? [fill(words.returnedFor, { reason: submission.reason ?? '' })] : []),
    ...summary(flow, walked, words),
    ...(closed ? [fill(words.visitClosed, { date: dayOf(closed, knowledge.school.zone) })] : []),
    words.visitAsk,
    ...offers.map((o, n) => `${n + 1}. ${o}`),
  ]
  const question = {
    about: 'visit' as const,
    flow: flow.name,
    number: submission.number,
    isClosed: closed !== null,
    chat: turn.update.chat.id,
  }
  return reply([{ text: text.join('\n'), choices: offers.map(o => ({ value: o, label: o })) }], {
    memory: { ...turn.memory, question },
  })
}
