import { fill } from '../../../content/words.ts'
import type { Frame } from '../../../core/memory.ts'
import type { Given, Reject } from '../../../flows/answer.ts'
import type { Asking } from '../../../flows/schema.ts'
import type { Read } from '../../../flows/sentence.ts'
import { answerOfTeacher, teachersMeant } from '../../../flows/teacher.ts'
import { answerText } from '../../../office/desk/answers.ts'
import type { Context, Decided } from '../../context.ts'
import { activeFrame, goOn, reply, type where, withRun } from '../conversation.ts'
import { givenOf } from './given.ts'

type Place = NonNullable<ReturnType<typeof where>>

const mostMisses = 3

/** What was no answer. */
type Unread = Exclude<Read, { answer: unknown }>

/** A message that answers nothing: why, and after some in a row what else may be done. */
export function miss(
  context: Context,
  frame: Frame,
  { place, read }: { place: Pick<Place, 'pending'>; read: Unread },
): Decided {
  const { turn, knowledge } = context
  if ('reject' in read && read.reject === 'which-teacher') return whichTeacher(context, frame, place.pending)
  const words = knowledge.phrases.flow
  const misses = frame.misses + 1
  const why = { text: whyNot(context, place.pending, read) }
  if (misses < mostMisses) return goOn(context, { ...frame, misses }, { before: [why] })
  const maySkip = 'optional' in place.pending && place.pending.optional
  const offers = [words.stuckPerson, ...(maySkip ? [words.stuckSkip] : []), words.stuckAgain]
  const text = [why.text, words.stuck, ...offers.map((o, n) => `${n + 1}. ${o}`)].join('\n')
  return reply([{ text, choices: offers.map(o => ({ value: o, label: o })) }], {
    memory: withRun(
      turn.memory,
      { ...frame, misses, touchedAt: turn.now.getTime() },
      { about: 'stuck', chat: turn.update.chat.id },
    ),
  })
}

/** What is said of what was no answer: what it may mean, that a question has none here, or why it cannot be taken. */
export function whyNot(context: Context, step: Asking, read: Unread): string {
  const words = context.knowledge.phrases.flow
  if ('asks' in read) return words.asideUnknown
  const [first, second] = read.between ?? []
  if (first === undefined || second === undefined) return rejection(context, step, read.reject)
  return fill(words.between, { first, second })
}

/** Why a step cannot take an answer, as it is said. */
export function rejection({ knowledge }: Context, step: Asking, reject: Reject): string {
  return ('reject' in step && step.reject) || knowledge.phrases.flow.rejects[reject]
}

/** What a message of this turn gives a step, with `text` for its words. */
export const givenAt = (context: Context, text: string): Given => ({
  ...givenOf(context, text),
  staff: context.staff ?? [],
  before: activeFrame(context)?.unclear?.text ?? '',
})

/** Several teachers are called so: which of them. */
function whichTeacher(context: Context, frame: Frame, step: Asking): Decided {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  const meant = teachersMeant(context.text, givenAt(context, context.text))
  const offers = meant.map(one => answerText({ steps: [step] }, step.id, answerOfTeacher(one), words))
  const text = [rejection(context, step, 'which-teacher'), ...offers.map((o, n) => `${n + 1}. ${o}`)].join('\n')
  const unclear = { step: step.id, text: context.text }
  return reply([{ text, choices: offers.map((o, n) => ({ value: String(n + 1), label: o })) }], {
    memory: withRun(turn.memory, { ...frame, unclear, touchedAt: turn.now.getTime() }),
  })
}
