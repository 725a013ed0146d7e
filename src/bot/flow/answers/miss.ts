import type { Frame } from '../../../core/memory.ts'
import type { Given, Reject } from '../../../flows/answer.ts'
import type { Asking } from '../../../flows/schema.ts'
import { answerOfTeacher, teachersMeant } from '../../../flows/teacher.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { deadlineOf } from '../../../knowledge/school.ts'
import { answerText } from '../../../office/desk/answers.ts'
import { isoDay } from '../../../time/shown.ts'
import type { Context, Decided } from '../../context.ts'
import { activeFrame, goOn, reply, type where, withRun } from '../conversation.ts'

type Place = NonNullable<ReturnType<typeof where>>

const mostMisses = 3

/** A message that answers nothing: why, and after some in a row what else may be done. */
export function miss(
  context: Context,
  frame: Frame,
  { place, reject }: { place: Pick<Place, 'pending'>; reject: Reject },
): Decided {
  const { turn, knowledge } = context
  if (reject === 'which-teacher') return whichTeacher(context, frame, place.pending)
  const words = knowledge.phrases.flow
  const misses = frame.misses + 1
  const why = { text: rejection(context, place.pending, reject) }
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

/** Why a step cannot take an answer, as it is said. */
export function rejection({ knowledge }: Context, step: Asking, reject: Reject): string {
  return ('reject' in step && step.reject) || knowledge.phrases.flow.rejects[reject]
}

/** What a message of this turn gives a step, with `text` for its words. */
export function givenAt(context: Context, text: string): Given {
  const { turn, knowledge, staff = [] } = context
  const { zone } = knowledge.school
  return {
    text: text.trim(),
    images: turn.update.message.images,
    videos: turn.update.message.videos ?? [],
    now: turn.now,
    zone,
    staff,
    before: activeFrame(context)?.unclear?.text ?? '',
    same: bareWords,
    dayOf: word => {
      if (word === 'today') return isoDay(turn.now, zone)
      if (/^\d{4}-/.test(word)) return word
      const deadline = deadlineOf(knowledge.school, word, turn.now)
      return deadline ? isoDay(deadline.at, zone) : null
    },
  }
}

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
