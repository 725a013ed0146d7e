import type { Frame } from '../../core/memory.ts'
import type { Effect } from '../../core/turn.ts'
import { fill } from '../../knowledge/phrases.ts'
import { type Context, type Step, silence } from '../context.ts'
import { flowOf, reply } from './conversation.ts'

const nudgeAfter = 30 * 60_000
const parkAfter = 24 * 3_600_000

/** Has a run looked at when it may have been left lying. */
export function watch(frame: Frame, now: Date, after = nudgeAfter): Effect {
  return { do: 'timer', run: frame.run, due: now.getTime() + after }
}

/** A run that nobody touched: reminded of once after half an hour, parked as a draft after a day, each said in a private chat only. */
export function idle(context: Context, run: string): Step {
  const { turn, isGroup } = context
  const frame = turn.memory.frames.find(f => f.run === run)
  const flow = frame && flowOf(context, frame)
  if (!frame || !flow) return silence
  const words = context.knowledge.phrases.flow
  const quiet = turn.now.getTime() - frame.touchedAt
  const wait = frame.nudged ? parkAfter : nudgeAfter
  if (quiet < wait) return { ...silence, effects: [watch(frame, turn.now, wait - quiet)] }
  const said = (text: string) => (isGroup ? [] : [{ text: fill(text, { title: flow.title }) }])
  const others = turn.memory.frames.filter(f => f.run !== run)
  if (frame.nudged)
    return reply(said(words.parked), {
      memory: { ...turn.memory, frames: others, drafts: [...turn.memory.drafts, frame], question: null },
    })
  const nudged = turn.memory.frames.map(f => (f.run === run ? { ...f, nudged: true } : f))
  return reply(said(words.nudge), {
    memory: { ...turn.memory, frames: nudged },
    effects: [watch(frame, turn.now, parkAfter - quiet)],
  })
}
