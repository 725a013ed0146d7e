import { fill } from '../../content/words.ts'
import type { Answer, Frame } from '../../core/memory.ts'
import { takeAnswer } from '../../flows/answer.ts'
import type { Asking } from '../../flows/schema.ts'
import { readReply } from '../../flows/sentence.ts'
import { teacherIn } from '../../flows/teacher.ts'
import { restarted, reviewedAnew, withAnswer, withoutAnswers } from '../../flows/walk.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { answerText } from '../../office/desk/answers.ts'
import type { Context, Decided } from '../context.ts'
import { aside, explanation } from './answers/beside.ts'
import { afterthought, collects, saysEnough } from './answers/gather.ts'
import { gathering } from './answers/gathering.ts'
import { givenAt, miss, whyNot } from './answers/miss.ts'
import { take } from './answers/take.ts'
import { elsewhere } from './begin/start.ts'
import { flowStartedBy } from './begin/starts.ts'
import { back, goOn, reply, where, withoutRun, withRun } from './conversation.ts'
import { correction } from './correct.ts'
import { withMemory } from './private.ts'
import { answered, ticking, untick } from './ticks.ts'
import { newest } from './version.ts'
import { withdraw } from './withdraw.ts'

type Place = NonNullable<ReturnType<typeof where>>

/** What a message means to the run that is in progress: an answer, a word for the run itself, another flow, a correction, a question, or a miss. */
export function hear(context: Context, began: Frame): Decided {
  const { frame, isMoved } = newest(context, began)
  const place = where(context, frame)
  if (!place)
    return back(context, {
      parts: [{ text: context.knowledge.phrases.flow.gone }],
      memory: withoutRun(context.turn.memory, frame),
    })
  // An answer to the old version's question must not fill another question of the new one.
  if (isMoved && !isSameQuestion(context, began, place))
    return goOn(context, frame, { before: [{ text: context.knowledge.phrases.flow.moved }] })
  const { pending } = place
  // What answers the step is an answer, whatever else it may look like: "不是" to a yes-or-no question corrects nothing.
  const isWritten = pending.type === 'text' || pending.type === 'teacher' || collects(pending)
  const taken = isWritten ? null : takeAnswer(pending, givenAt(context, context.text))
  if (taken && 'answer' in taken) return onwards(context, frame, { place, answer: taken.answer })
  return (
    command(context, frame, place) ??
    switching(context, frame, place) ??
    ticking(context, frame, place) ??
    correcting(context, frame, place) ??
    morePictures(context, frame, place) ??
    answering(context, frame, place)
  )
}

/** Goes on with an answer: with the run, with what was handed in for it before, or with the conversation that it stands for. */
function onwards(context: Context, frame: Frame, { place, answer }: { place: Place; answer: Answer }): Decided {
  const { pending, flow } = place
  const next = answered(context, frame, place, answer)
  const other = elsewhere(withMemory(context, withoutRun(context.turn.memory, frame)), flow, {
    frame: next,
    step: pending,
  })
  if (other) return other
  const isUnknown = pending.type === 'teacher' && teacherIn(answer)?.number === null
  return goOn(context, next, { before: isUnknown ? [{ text: context.knowledge.phrases.flow.teacherUnknown }] : [] })
}

/** Whether the step that was pending before a move is the pending one after it. */
function isSameQuestion(context: Context, began: Frame, { flow, pending }: Place): boolean {
  const before = where(context, began)?.pending.id
  const move = flow.moves.find(m => m.from === began.version)
  return before !== undefined && (move?.steps[before] ?? before) === pending.id
}

/** 上一步, 跳过, 重来, 退出, 再说一遍, 帮助, 提交: only when the whole message is the word, so that "取消贷款" is not a cancel. */
function command(context: Context, frame: Frame, place: Place): Decided | null {
  const words = context.knowledge.phrases.flow
  const bare = bareWords(context.text)
  const said = (list: readonly string[]) => list.some(w => bareWords(w) === bare)
  const { pending, flow, walked } = place
  if (pending.type === 'review' && said(words.submit)) return goOn(context, withAnswer(frame, pending.id, true))
  const submission = context.turn.memory.submissions.find(s => s.number === frame.revises)
  if (submission && said(words.withdraw))
    return withdraw(withMemory(context, withoutRun(context.turn.memory, frame)), submission)
  if (said(words.back)) return stepBack(context, frame, place)
  if (said(words.skip)) return skip(context, frame, pending)
  if (collects(walked.path.at(-1)) && frame.gathered && saysEnough(context)) return goOn(context, frame)
  if (said(words.restart)) return goOn(context, restarted(flow, frame), { before: [{ text: words.restarted }] })
  if (said(words.leave)) return leaving(context, frame, place)
  if (said(words.repeat) || said(words.resume)) return goOn(context, frame)
  if (said(words.stepHelp)) return stepHelp(context, frame, place)
  return null
}

function stepBack(context: Context, frame: Frame, { flow, walked }: Place): Decided {
  const words = context.knowledge.phrases.flow
  const last = walked.path.at(-1)
  if (!last) return goOn(context, frame, { before: [{ text: words.atStart }] })
  return goOn(context, reviewedAnew(flow, withoutAnswers(frame, [last.id])), { before: [{ text: words.wentBack }] })
}

function skip(context: Context, frame: Frame, pending: Asking): Decided {
  if (!('optional' in pending && pending.optional))
    return stay(context, frame, context.knowledge.phrases.flow.cannotSkip)
  return goOn(context, withAnswer(frame, pending.id, null))
}

/** A line after which the same question still waits. */
function stay({ turn }: Context, frame: Frame, ...texts: string[]): Decided {
  const memory = withRun(turn.memory, { ...frame, touchedAt: turn.now.getTime() })
  return reply(
    texts.map(text => ({ text })),
    { memory },
  )
}

function leaving(context: Context, frame: Frame, { walked, flow }: Place): Decided {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  if (walked.path.length === 0)
    return back(context, { parts: [{ text: words.dropped }], memory: withoutRun(turn.memory, frame) })
  const offers = [words.leaveKeep, words.leaveDrop, words.leaveStay]
  const text = [fill(words.leaveAsk, { title: flow.title }), ...offers.map((o, n) => `${n + 1}. ${o}`)].join('\n')
  return reply([{ text, choices: offers.map((o, n) => ({ value: String(n + 1), label: o })) }], {
    memory: withRun(turn.memory, frame, { about: 'leave', chat: turn.update.chat.id }),
  })
}

function stepHelp(context: Context, frame: Frame, { pending }: Place): Decided {
  const words = context.knowledge.phrases.flow
  const explained =
    pending.type === 'choice'
      ? pending.options.flatMap((o, n) => (o.explain ? [`${n + 1}. ${o.label}：${o.explain}`] : []))
      : []
  const text = [pending.help ?? (explained.length > 0 ? null : words.noHelp), ...explained, words.helpMore]
    .filter(t => t !== null)
    .join('\n')
  return goOn(context, frame, { before: [{ text }] })
}

/** The words that start another flow: asks whether to do that first. The words that started this one: its question again. */
function switching(context: Context, frame: Frame, { flow: current, pending }: Place): Decided | null {
  const { turn, knowledge } = context
  const other = flowStartedBy(context)
  if (!other) return null
  // 我到家了 begins the conversation, and answers it.
  if (other.name === frame.flow)
    return pending.type !== 'text' && 'answer' in readReply(pending, givenAt(context, context.text))
      ? null
      : goOn(context, frame)
  const words = knowledge.phrases.flow
  const offers = [fill(words.switchYes, { other: other.title }), fill(words.switchNo, { current: current.title })]
  const text = [
    fill(words.switchAsk, { current: current.title, other: other.title }),
    ...offers.map((o, n) => `${n + 1}. ${o}`),
  ].join('\n')
  return reply([{ text, choices: offers.map((o, n) => ({ value: String(n + 1), label: o })) }], {
    memory: withRun(turn.memory, frame, { about: 'switch', flow: other.name, chat: turn.update.chat.id }),
  })
}

/** "不对，是3号楼", "姓名改成小林", "修改 2": puts another answer in the place of an earlier one, keeping all that stays valid. */
function correcting(context: Context, frame: Frame, { flow, walked, pending }: Place): Decided | null {
  const words = context.knowledge.phrases.flow
  const isFree = pending.type === 'text' && pending.free
  const meant = correction(context.text, { path: walked.path, words, isFree })
  if (!meant) return null
  if (meant.value === null) return goOn(context, reviewedAnew(flow, withoutAnswers(frame, [meant.step.id])))
  const taken = take(context, meant.step, givenAt(context, meant.value))
  if (!('answer' in taken))
    return meant.isCertain ? goOn(context, frame, { before: [{ text: whyNot(context, meant.step, taken) }] }) : null
  const next = reviewedAnew(flow, withAnswer(frame, meant.step.id, taken.answer))
  const answer = answerText(flow, meant.step.id, taken.answer, words)
  const label = ('label' in meant.step && meant.step.label) || ''
  return goOn(context, next, { before: [{ text: fill(words.corrected, { label, answer }) }] })
}

/** Pictures that come one by one: those after the first belong to the step before. */
function morePictures(context: Context, frame: Frame, { flow, walked }: Place): Decided | null {
  const { images } = context.turn.update.message
  const last = walked.path.at(-1)
  const before = last && frame.answers[last.id]
  if (last?.type !== 'picture' || images.length === 0 || context.text !== '' || !Array.isArray(before)) return null
  const words = context.knowledge.phrases.flow
  const taken = takeAnswer(last, { ...givenAt(context, ''), images: [...(before as typeof images), ...images] })
  if ('reject' in taken) return goOn(context, frame, { before: [{ text: words.rejects[taken.reject] }] })
  const answer = answerText(flow, last.id, taken.answer, words)
  const corrected = { text: fill(words.corrected, { label: last.label ?? '', answer }) }
  return goOn(context, reviewedAnew(flow, withAnswer(frame, last.id, taken.answer)), { before: [corrected] })
}

function answering(context: Context, frame: Frame, place: Place): Decided {
  const { pending, flow, walked } = place
  if (collects(pending)) return gathering(context, frame, { ...place, pending })
  const read = take(context, pending, givenAt(context, context.text))
  const isAnswer = 'answer' in read
  const explained = isAnswer ? null : explanation(context.text, pending)
  if (explained) return goOn(context, frame, { before: [{ text: explained }] })
  // Of a text nobody knows but by what it asks whether it is one; any other answer was read as one.
  const question = isAnswer && pending.type !== 'text' ? null : aside(context, pending, isAnswer)
  if (question !== null) return goOn(context, frame, { before: [{ text: question }] })
  if (isAnswer) return onwards(context, frame, { place, answer: read.answer })
  const later = afterthought(context, frame, { flow, last: walked.path.at(-1), given: givenAt(context, context.text) })
  if (later) return goOn(context, later.frame, { before: [{ text: later.says }] })
  const unticked = untick(context, frame, place)
  if (unticked) return goOn(context, unticked)
  return miss(context, frame, { place, read })
}
