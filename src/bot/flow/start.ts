import { wallTime } from '../../core/calendar.ts'
import type { Frame, PersonMemory, Submission } from '../../core/memory.ts'
import type { Chat } from '../../core/update.ts'
import type { Flow } from '../../flows/schema.ts'
import { walk } from '../../flows/walk.ts'
import { fill } from '../../knowledge/phrases.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import { type Context, type Step, say } from '../context.ts'
import { may } from '../rights.ts'
import { flowOf, goOn, reply } from './conversation.ts'
import { drawFor } from './draw.ts'
import { watch } from './idle.ts'
import { dayText, summary } from './speak.ts'

/** Begins a flow: in the private chat where it is private, with what was handed in before where there is something. */
export function start(context: Context, flow: Flow): Step {
  const { turn, knowledge, isGroup } = context
  const words = knowledge.phrases.flow
  if (flow.for === 'staff' && !may(turn.update.person, 'use-staff-flows')) return say(words.staffOnly)
  if (isGroup && flow.private) return intoPrivate(context, flow)
  const before = submitted(turn.memory, flow)
  if (before) return visit(context, flow, before)
  const frame = freshFrame(context, flow, turn.update.chat.id)
  return goOn(withFrame(context, frame), frame, { effects: [watch(frame, turn.now)] })
}

/** The live submission of a flow that keeps one per person. */
function submitted({ submissions }: PersonMemory, flow: Flow): Submission | undefined {
  if (!flow.submits || flow.submits.repeatable) return undefined
  return submissions.findLast(s => s.flow === flow.name && s.state !== 'withdrawn')
}

export function freshFrame({ turn }: Context, flow: Flow, chat: string): Frame {
  return {
    run: turn.update.id,
    flow: flow.name,
    version: flow.version,
    chat,
    answers: {},
    done: [],
    misses: 0,
    revises: null,
    touchedAt: turn.now.getTime(),
    nudged: false,
  }
}

/** The same turn with a run on top. */
export function withFrame(context: Context, frame: Frame): Context {
  const { memory } = context.turn
  return {
    ...context,
    turn: { ...context.turn, memory: { ...memory, frames: [...memory.frames, frame], question: null } },
  }
}

/** A private matter asked for in a group: one neutral line there, the conversation in the private chat. */
function intoPrivate(context: Context, flow: Flow): Step {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  const chat = turn.update.person.privateChat
  if (!chat)
    return say(fill(words.toPrivateSelf, { start: flow.starts[0]! }), {
      outcome: 'flow',
      entry: null,
      score: 1,
      candidates: [],
    })
  const inside = insideChat(context, chat)
  const begun = start(inside, flow)
  const effects = begun.effects.map(e => (e.do === 'say' ? { ...e, chat } : e))
  return { ...begun, effects: [...say(words.toPrivate).effects, ...effects] }
}

/** The same turn as if it had come in this chat. */
function insideChat(context: Context, chat: Chat): Context {
  const update = { ...context.turn.update, chat }
  return { ...context, isGroup: false, addressed: true, turn: { ...context.turn, update } }
}

/** A second visit: shows what was handed in and offers to revise it until the deadline, or to withdraw. */
function visit(context: Context, flow: Flow, submission: Submission): Step {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  const frame = revision(context, flow, submission)
  const { path } = walk(flow, { ...frame, answers: submission.answers }, drawFor(context, flow, frame))
  const head = fill(words.visit, {
    title: flow.title,
    number: submission.number,
    state: words.states[submission.state],
  })
  const deadline = flow.deadline ? deadlineOf(knowledge.school, flow.deadline, turn.now) : null
  const isClosed = deadline !== null && turn.now > deadline.at && !flow.submits?.late
  const closed = isClosed ? fill(words.visitClosed, { date: dayOf(deadline.at, knowledge.school.zone) }) : null
  const offers = [...(isClosed ? [] : [words.visitRevise]), words.visitWithdraw, words.visitKeep]
  const text = [
    head,
    ...summary(flow, { ...frame, answers: submission.answers }, path, words),
    closed,
    words.visitAsk,
    ...offers.map((o, n) => `${n + 1}. ${o}`),
  ]
  return reply(
    [{ text: text.filter(t => t !== null).join('\n'), choices: offers.map(o => ({ value: o, label: o })) }],
    {
      memory: {
        ...turn.memory,
        question: { about: 'visit', flow: flow.name, number: submission.number, chat: turn.update.chat.id },
      },
    },
  )
}

const dayOf = (instant: Date, zone: string) => {
  const { year, month, day } = wallTime(instant, zone)
  return dayText(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

/** A run that begins with what was handed in, at its summary. */
export function revision(context: Context, flow: Flow, submission: Submission): Frame {
  const { receipt, code, ...answers } = submission.answers
  const review = flow.steps.find(s => s.type === 'review')?.id
  const open = Object.fromEntries(Object.entries(answers).filter(([id]) => id !== review))
  return {
    ...freshFrame(context, flow, context.turn.update.chat.id),
    answers: open,
    revises: submission.number,
    done: flow.steps.filter(s => s.type === 'say').map(s => s.id),
  }
}

/** 继续: the parked run, also days later and in another chat of the same person; asks which when there are several. */
export function resume(context: Context): Step {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  const drafts = turn.memory.drafts.filter(d => flowOf(context, d))
  if (drafts.length === 0) return say(words.nothingToResume)
  if (drafts.length === 1) return resumeDraft(context, drafts[0]!)
  const titles = drafts.map(d => flowOf(context, d)!.title)
  const text = [words.resumeWhich, ...titles.map((t, n) => `${n + 1}. ${t}`)].join('\n')
  return reply([{ text, choices: titles.map((t, n) => ({ value: String(n + 1), label: t })) }], {
    memory: { ...turn.memory, question: { about: 'resume', chat: turn.update.chat.id } },
  })
}

/** Takes a parked run up again in this chat (its private chat, where it is private). */
export function resumeDraft(context: Context, draft: Frame): Step {
  const { turn, knowledge, isGroup } = context
  const flow = flowOf(context, draft)!
  const words = knowledge.phrases.flow
  if (isGroup && flow.private) return say(fill(words.toPrivateSelf, { start: words.resume[0]! }))
  const moved = newest(context, draft)
  const frame = { ...moved.frame, chat: turn.update.chat.id, misses: 0, nudged: false }
  const memory = { ...turn.memory, drafts: turn.memory.drafts.filter(d => d.run !== draft.run) }
  const inside = withFrame({ ...context, turn: { ...turn, memory } }, frame)
  const notice = moved.isMoved
    ? `${fill(words.resumed, { title: flow.title })}${words.moved}`
    : fill(words.resumed, { title: flow.title })
  return goOn(inside, frame, { before: [{ text: notice }], effects: [watch(frame, turn.now)] })
}

/** A run under the newest version of its flow when that version says how to move it; else as it is. */
export function newest({ flows }: Context, frame: Frame): { frame: Frame; isMoved: boolean } {
  const current = flows.current.get(frame.flow)
  const move = current?.moves.find(m => m.from === frame.version)
  if (!current || !move || current.version === frame.version) return { frame, isMoved: false }
  const renamed = Object.fromEntries(
    Object.entries(frame.answers).map(([id, answer]) => [move.steps[id] ?? id, answer]),
  )
  return { frame: { ...frame, version: current.version, answers: renamed }, isMoved: true }
}
