import { fill } from '../../content/words.ts'
import type { Frame, PersonMemory, Question } from '../../core/memory.ts'
import type { Effect } from '../../core/turn.ts'
import type { Asking, Flow } from '../../flows/schema.ts'
import { type Walk, walk, withoutAnswers } from '../../flows/walk.ts'
import type { Context, Decided } from '../context.ts'
import { drawFor, takenPiece } from './draw.ts'
import { saveEffects } from './effects.ts'
import type { Part } from './part.ts'
import { insideChat, oneTimeLink, sentTo, withMemory } from './private.ts'
import { spoken, stepText } from './speak.ts'
import { flowOf } from './version.ts'

/** The run that speaks in this chat, or null. Other chats of the same person have their own. */
export function activeFrame({ turn }: Context): Frame | null {
  return turn.memory.frames.findLast(f => f.chat === turn.update.chat.id) ?? null
}

/** Memory with this run on top. */
export function withRun(memory: PersonMemory, frame: Frame, question: Question | null = null): PersonMemory {
  return { ...memory, frames: [...memory.frames.filter(f => f.run !== frame.run), frame], question }
}

/** Memory without this run. */
export function withoutRun(memory: PersonMemory, { run }: Frame): PersonMemory {
  return { ...memory, frames: memory.frames.filter(f => f.run !== run), question: null }
}

/** Memory with this run among the drafts. */
export function parked(memory: PersonMemory, frame: Frame): PersonMemory {
  return {
    ...withoutRun(memory, frame),
    drafts: [...memory.drafts.filter(d => d.run !== frame.run), { ...frame, misses: 0 }],
  }
}

/** One reply in the running conversation: what is said, in one message, with the buttons of the last part. */
export function reply(parts: Part[], rest: Omit<Decided, 'effects' | 'verdict'> & { effects?: Effect[] }): Decided {
  const said = parts.filter(p => p.text !== '')
  const saying = {
    text: said.map(p => p.text).join('\n\n'),
    choices: said.at(-1)?.choices ?? [],
    images: parts.flatMap(p => p.images ?? []),
    files: parts.flatMap(p => p.files ?? []),
    rateable: false,
  }
  const isSomething = said.length > 0 || saying.images.length > 0
  const speak: Effect[] = isSomething ? [{ do: 'say', toPerson: true, saying }] : []
  const { effects = [], ...memory } = rest
  return {
    effects: [...effects, ...speak],
    verdict: { outcome: 'flow', entry: null, score: 1, candidates: [] },
    ...memory,
  }
}

/** What a turn has come to so far. */
export interface Going {
  parts: Part[]
  memory: PersonMemory
  effects?: Effect[]
}

/**
 * Walks a run on after its answers have changed, says what there is to say, does what there is to do, and asks the next question; at
 * the end returns to the run below it. A private step in a group goes on in the private chat.
 */
export function goOn(
  context: Context,
  frame: Frame,
  { before = [], effects = [] }: { before?: Part[]; effects?: Effect[] } = {},
): Decided {
  const { turn, knowledge, isGroup } = context
  const flow = flowOf(context, frame)
  if (!flow)
    return reply([...before, { text: knowledge.phrases.flow.gone }], {
      effects,
      memory: withoutRun(turn.memory, frame),
    })
  const taken = takenPiece(turn.memory, flow, frame)
  if (taken) {
    // Each kind has its own piece: what is being written must not take the place of another.
    const { number } = taken
    const text = fill(knowledge.phrases.flow.eachTaken, { number, start: flow.starts[0]! })
    return goOn(context, withoutAnswers(frame, [flow.submits!.each!]), { before: [...before, { text }], effects })
  }
  const walked = walk(flow, { ...frame, touchedAt: turn.now.getTime() }, drawFor(context, flow, frame), { isGroup })
  const done = saveEffects(context, flow, walked)
  const parts = [...before, ...walked.says.map(text => ({ text: spoken(context, flow, walked, text) })), ...done.parts]
  const goesOn = walked.pending !== null || walked.isBlocked
  const kept = goesOn ? withRun(turn.memory, walked.frame) : withoutRun(turn.memory, walked.frame)
  const going = { parts, memory: { ...kept, ...done.memory }, effects: [...effects, ...done.effects] }
  if (walked.isBlocked) return leaveGroup(context, walked.frame, going)
  if (!walked.pending) return back(context, going)
  const question = stepText(context, flow, walked, walked.pending)
  return reply([...parts, question], { memory: going.memory, effects: going.effects })
}

/** The rest of a run is for the private chat: goes on there, or is kept for when the person comes there. */
function leaveGroup(context: Context, frame: Frame, { parts, memory, effects = [] }: Going): Decided {
  const words = context.knowledge.phrases.flow
  const chat = context.turn.update.person.privateChat
  if (!chat) {
    const { text, effects: more } = oneTimeLink(context, { again: words.resume[0]!, frame })
    // Behind a link it goes on as somebody's own; without one it waits for when the person comes to the private chat.
    const kept = more.length > 0 ? withoutRun(memory, frame) : parked(memory, frame)
    return reply([...parts, { text }], { memory: kept, effects: [...effects, ...more] })
  }
  const here = reply([...parts, { text: words.toPrivate }], { effects })
  const moved = { ...frame, chat: chat.id }
  const there = goOn(insideChat(withMemory(context, withRun(memory, moved)), chat), moved)
  return { ...there, effects: [...here.effects, ...sentTo(chat, there.effects)] }
}

/** After the end of a run: the one below it in this chat asks its question again. */
export function back(context: Context, { parts, memory, effects = [] }: Going): Decided {
  const { turn, knowledge } = context
  const below = activeFrame(withMemory(context, memory))
  const place = below && where(context, below)
  if (!place) return reply(parts, { memory, effects })
  const { flow, walked, pending } = place
  const returning = { text: fill(knowledge.phrases.flow.returning, { title: flow.title }) }
  const touched = withRun(memory, { ...below, touchedAt: turn.now.getTime() })
  return reply([...parts, returning, stepText(context, flow, walked, pending)], { memory: touched, effects })
}

/** The pending step of a run, with the way to it. */
export function where(context: Context, frame: Frame): { flow: Flow; walked: Walk; pending: Asking } | null {
  const flow = flowOf(context, frame)
  if (!flow) return null
  const walked = walk(flow, frame, drawFor(context, flow, frame))
  return walked.pending ? { flow, walked, pending: walked.pending } : null
}
