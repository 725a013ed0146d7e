import type { PersonMemory } from '../../core/memory.ts'
import { answered } from '../../flows/walk.ts'
import { bareWords, fill } from '../../knowledge/phrases.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import type { Context, Step } from '../context.ts'
import { flowOf, goOn, reply, where } from './conversation.ts'
import { askPerson } from './help.ts'
import { resumeDraft, revision, start, withFrame } from './start.ts'

/**
 * The answer to a question that the bot asked about a flow (leave? switch? revise?). A message that is no answer drops the question and is
 * taken for what it is.
 */
export function answerQuestion(context: Context): Step | null {
  const { turn } = context
  const { question } = turn.memory
  if (!question || question.chat !== turn.update.chat.id) return null
  switch (question.about) {
    case 'leave':
      return leave(context)
    case 'switch':
      return switchTo(context, question.flow)
    case 'visit':
      return visited(context, question)
    case 'resume':
      return pick(context)
    case 'stuck':
      return stuck(context)
    case 'withdraw':
      return null
  }
}

/** Which of these offers a message means: its number, its words, or another way of saying it. */
function chosen({ text }: Context, offers: readonly (readonly string[])[]): number {
  const bare = bareWords(text)
  const number = /^([1-9一二三])$/.exec(bare)
  if (number) {
    const index = '一二三'.includes(number[1]!) ? '一二三'.indexOf(number[1]!) : Number(number[1]) - 1
    return index < offers.length ? index : -1
  }
  return offers.findIndex(words => words.some(w => bareWords(w) === bare))
}

const without = (memory: PersonMemory): PersonMemory => ({ ...memory, question: null })

/** The context with the question forgotten. */
function settled(context: Context): Context {
  return { ...context, turn: { ...context.turn, memory: without(context.turn.memory) } }
}

function leave(context: Context): Step | null {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  const frame = turn.memory.frames.at(-1)
  if (!frame) return null
  const below = turn.memory.frames.slice(0, -1)
  switch (
    chosen(context, [
      [words.leaveKeep, ...words.keep],
      [words.leaveDrop, ...words.drop, ...words.leave],
      [words.leaveStay, ...words.resume],
    ])
  ) {
    case 0:
      return reply([{ text: words.kept }], {
        memory: { ...turn.memory, frames: below, drafts: [...turn.memory.drafts, frame], question: null },
      })
    case 1:
      return reply([{ text: words.dropped }], { memory: { ...turn.memory, frames: below, question: null } })
    case 2:
      return goOn(settled(context), frame)
    default:
      return null
  }
}

function switchTo(context: Context, name: string): Step | null {
  const { turn, knowledge, flows } = context
  const frame = turn.memory.frames.at(-1)
  const other = flows.current.get(name)
  if (!frame || !other) return null
  const words = knowledge.phrases.flow
  const current = flowOf(context, frame)?.title ?? ''
  switch (
    chosen(context, [
      [fill(words.switchYes, { other: other.title }), words.yes, '好', '好的', '可以', '先办'],
      [fill(words.switchNo, { current }), words.no, '不用', ...words.resume],
    ])
  ) {
    case 0:
      return start(settled(context), other)
    case 1:
      return goOn(settled(context), frame)
    default:
      return null
  }
}

function visited(context: Context, { flow: name, number }: { flow: string; number: string }): Step | null {
  const { turn, knowledge, flows } = context
  const flow = flows.current.get(name)
  const submission = turn.memory.submissions.find(s => s.number === number)
  if (!flow || !submission) return null
  const words = knowledge.phrases.flow
  // What was offered can be told from the clock alone, as it was when it was offered.
  const isClosed =
    !flow.submits?.late && turn.now.getTime() > (closing(context, flow.deadline) ?? Number.POSITIVE_INFINITY)
  const revise = [words.visitRevise, ...words.revise]
  const offers = [
    ...(isClosed ? [] : [revise]),
    [words.visitWithdraw, ...words.withdraw],
    [words.visitKeep, ...words.leave, words.no],
  ]
  const choice = offers[chosen(context, offers)]
  if (!choice) return null
  if (choice === revise) {
    const frame = revision(context, flow, submission)
    return goOn(withFrame(context, frame), frame)
  }
  if (choice[0] === words.visitKeep) return reply([{ text: words.visitKept }], { memory: without(turn.memory) })
  const submissions = turn.memory.submissions.map(s =>
    s.number === number ? { ...s, state: 'withdrawn' as const } : s,
  )
  return reply([{ text: fill(words.withdrawn, { number }) }], {
    memory: { ...turn.memory, submissions, question: null },
    effects: [{ do: 'withdraw-submission', number }],
  })
}

function pick(context: Context): Step | null {
  const { turn } = context
  const drafts = turn.memory.drafts.filter(d => flowOf(context, d))
  const draft =
    drafts[
      chosen(
        context,
        drafts.map(d => [flowOf(context, d)!.title]),
      )
    ]
  return draft ? resumeDraft(settled(context), draft) : null
}

function stuck(context: Context): Step | null {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  const frame = turn.memory.frames.at(-1)
  const place = frame && where(context, frame)
  if (!frame || !place) return null
  const maySkip = 'optional' in place.pending && place.pending.optional
  const offers = [
    [words.stuckPerson, ...words.person],
    ...(maySkip ? [[words.stuckSkip, ...words.skip]] : []),
    [words.stuckAgain],
  ]
  // A number may be an answer to the step itself; here it means an offer, because the offer was the last thing said.
  const picked = offers[chosen(context, offers)]
  if (!picked) return null
  if (picked[0] === words.stuckPerson) return askPerson(settled(context), frame)
  if (picked[0] === words.stuckSkip) return goOn(settled(context), answered(frame, place.pending.id, null))
  return goOn(settled(context), { ...frame, misses: 0 })
}

/** When a date field's time is over, in epoch milliseconds; null while there is none. */
function closing({ knowledge, turn }: Context, key: string | undefined): number | null {
  return key ? (deadlineOf(knowledge.school, key, turn.now)?.at.getTime() ?? null) : null
}
