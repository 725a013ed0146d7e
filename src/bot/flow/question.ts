import { fill } from '../../content/words.ts'
import { numberOf } from '../../core/text/numerals.ts'
import { withAnswer } from '../../flows/walk.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import type { Context, Decided } from '../context.ts'
import { revision } from './begin/frames.ts'
import { startFlow, visit } from './begin/start.ts'
import { activeFrame, back, goOn, parked, where, withoutRun } from './conversation.ts'
import { closingOf } from './deadline.ts'
import { askPerson } from './help.ts'
import { watch } from './idle.ts'
import { withFrame, withMemory } from './private.ts'
import { resumable, resumeDraft, titleOf } from './resume.ts'
import { flowOf } from './version.ts'
import { withdraw } from './withdraw.ts'

/**
 * The answer to a question that the bot asked about a flow (leave? switch? revise?). A message that is no answer drops the question and is
 * taken for what it is.
 */
export function answerQuestion(context: Context): Decided | null {
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
  }
}

/** Which of these offers a message means: its number, its words, or another way of saying it. */
function chosen({ text }: Context, offers: readonly (readonly string[])[]): number {
  const bare = bareWords(text)
  const number = /^([1-9一二三])$/.exec(bare)
  if (number) {
    const index = numberOf(number[1]!) - 1
    return index < offers.length ? index : -1
  }
  return offers.findIndex(words => words.some(w => bareWords(w) === bare))
}

/** The context with the question forgotten. */
function settled(context: Context): Context {
  return withMemory(context, { ...context.turn.memory, question: null })
}

function leave(context: Context): Decided | null {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  const frame = activeFrame(context)
  if (!frame) return null
  switch (
    chosen(context, [
      [words.leaveKeep, ...words.keep],
      [words.leaveDrop, ...words.drop, ...words.leave],
      [words.leaveStay, ...words.resume],
    ])
  ) {
    case 0:
      return back(context, { parts: [{ text: words.kept }], memory: parked(turn.memory, frame) })
    case 1:
      return back(context, { parts: [{ text: words.dropped }], memory: withoutRun(turn.memory, frame) })
    case 2:
      return goOn(settled(context), frame)
    default:
      return null
  }
}

function switchTo(context: Context, name: string): Decided | null {
  const { knowledge, flows } = context
  const frame = activeFrame(context)
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
      return startFlow(settled(context), other)
    case 1:
      return goOn(settled(context), frame)
    default:
      return null
  }
}

function visited(
  context: Context,
  { flow: name, number, isClosed }: { flow: string; number: string; isClosed: boolean },
): Decided | null {
  const { turn, knowledge, flows } = context
  const flow = flows.current.get(name)
  const submission = turn.memory.submissions.find(s => s.number === number)
  if (!flow || !submission) return null
  const words = knowledge.phrases.flow
  const revise = [words.visitRevise, ...words.revise]
  // As they were offered then: meanwhile the deadline may have passed, and "1" must not come to mean 撤回.
  const offers = [
    ...(isClosed ? [] : [revise]),
    [words.visitWithdraw, ...words.withdraw],
    [words.visitKeep, ...words.leave, words.no],
  ]
  const choice = offers[chosen(context, offers)]
  if (!choice) return null
  if (choice === revise) {
    if (closingOf(context, flow, submission)) return visit(context, flow, submission)
    const frame = revision(context, flow, submission)
    return goOn(withFrame(context, frame), frame, { effects: [watch(frame, turn.now)] })
  }
  const rest = { ...turn.memory, question: null }
  if (choice[0] === words.visitKeep) return back(context, { parts: [{ text: words.visitKept }], memory: rest })
  return withdraw(withMemory(context, rest), submission)
}

function pick(context: Context): Decided | null {
  const drafts = resumable(context)
  const titles = drafts.map(d => [titleOf(context, d)])
  const draft = drafts[chosen(context, titles)]
  return draft ? resumeDraft(settled(context), draft) : null
}

function stuck(context: Context): Decided | null {
  const words = context.knowledge.phrases.flow
  const frame = activeFrame(context)
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
  if (picked[0] === words.stuckSkip) return goOn(settled(context), withAnswer(frame, place.pending.id, null))
  return goOn(settled(context), { ...frame, misses: 0 })
}
