import type { Frame, PersonMemory, Question } from '../../core/memory.ts'
import type { Effect } from '../../core/turn.ts'
import type { Asking, Flow } from '../../flows/schema.ts'
import { type Walk, walk } from '../../flows/walk.ts'
import type { Context, Step } from '../context.ts'
import { drawFor } from './draw.ts'
import { saveEffects } from './effects.ts'
import type { Part } from './part.ts'
import { spoken, stepText } from './speak.ts'

/** The flow that a frame runs, in the version it began with; undefined when that is gone. */
export function flowOf({ flows }: Context, { flow, version }: Pick<Frame, 'flow' | 'version'>): Flow | undefined {
  return flows.version(flow, version)
}

/** The run that speaks in this chat, or null. */
export function activeFrame({ turn }: Context): Frame | null {
  const top = turn.memory.frames.at(-1)
  return top && top.chat === turn.update.chat.id ? top : null
}

/** Memory with the top run replaced (or, with null, removed). */
export function withTop(memory: PersonMemory, frame: Frame | null, question: Question | null = null): PersonMemory {
  const below = memory.frames.slice(0, -1)
  return { ...memory, frames: frame ? [...below, frame] : below, question }
}

/** One reply in the running conversation: what is said, in one message, with the buttons of the last part. */
export function reply(parts: Part[], rest: Omit<Step, 'effects' | 'verdict'> & { effects?: Effect[] }): Step {
  const said = parts.filter(p => p.text !== '')
  const saying = {
    text: said.map(p => p.text).join('\n\n'),
    choices: said.at(-1)?.choices ?? [],
    images: parts.flatMap(p => p.images ?? []),
    rateable: false,
  }
  const speak: Effect[] = said.length > 0 ? [{ do: 'say', toPerson: true, saying }] : []
  const { effects = [], ...memory } = rest
  return {
    effects: [...effects, ...speak],
    verdict: { outcome: 'flow', entry: null, score: 1, candidates: [] },
    ...memory,
  }
}

/**
 * Walks a run on after its answers have changed, says what there is to say, does what there is to do, and asks the next question; at
 * the end returns to the run below it.
 */
export function goOn(
  context: Context,
  frame: Frame,
  { before = [], effects = [] }: { before?: Part[]; effects?: Effect[] } = {},
): Step {
  const { turn, knowledge } = context
  const flow = flowOf(context, frame)
  if (!flow)
    return reply([...before, { text: knowledge.phrases.flow.gone }], { effects, memory: withTop(turn.memory, null) })
  const walked = walk(flow, { ...frame, touchedAt: turn.now.getTime() }, drawFor(context, flow, frame))
  const done = saveEffects(context, flow, walked)
  const parts = [
    ...before,
    ...walked.says.map(text => ({ text: spoken(context, flow, walked.frame, text) })),
    ...done.parts,
  ]
  const memory = { ...withTop(turn.memory, walked.pending ? walked.frame : null), ...done.memory }
  const all = [...effects, ...done.effects]
  if (walked.pending) return ask(context, { flow, walked, parts, memory, effects: all })
  return back(context, { parts, memory, effects: all })
}

interface Going {
  parts: Part[]
  memory: PersonMemory
  effects: Effect[]
}

function ask(context: Context, { flow, walked, parts, memory, effects }: Going & { flow: Flow; walked: Walk }): Step {
  const question = stepText(context, flow, walked.frame, walked.pending as Asking, walked.path)
  return reply([...parts, question], { memory, effects })
}

/** After the end of a run: the one below it asks its question again. */
function back(context: Context, { parts, memory, effects }: Going): Step {
  const { turn, knowledge } = context
  const below = memory.frames.at(-1)
  if (!below || below.chat !== turn.update.chat.id) return reply(parts, { memory, effects })
  const flow = flowOf(context, below)
  if (!flow) return reply(parts, { memory, effects })
  const { pending, path, frame } = walk(flow, below, drawFor(context, flow, below))
  if (!pending) return reply(parts, { memory, effects })
  const returning = { text: knowledge.phrases.flow.returning.replace('{title}', flow.title) }
  return reply([...parts, returning, stepText(context, flow, frame, pending, path)], { memory, effects })
}

/** The pending step of a run, with the way to it. */
export function where(context: Context, frame: Frame): { flow: Flow; walked: Walk; pending: Asking } | null {
  const flow = flowOf(context, frame)
  if (!flow) return null
  const walked = walk(flow, frame, drawFor(context, flow, frame))
  return walked.pending ? { flow, walked, pending: walked.pending } : null
}
