import { fill } from '../../content/words.ts'
import type { Frame, PersonMemory } from '../../core/memory.ts'
import type { Effect } from '../../core/turn.ts'
import type { Chat } from '../../core/update.ts'
import { type Context, type Decided, silence } from '../context.ts'
import { openGathering, pauseMs } from './answers/gather.ts'
import { afterPause } from './answers/gathering.ts'
import { activeFrame, parked, reply, where } from './conversation.ts'
import { insideChat, sentTo } from './private.ts'
import { flowOf } from './version.ts'

const nudgeAfter = 30 * 60_000
const parkAfter = 24 * 3_600_000

/** Has a run looked at when it may have been left lying. */
export function watch(frame: Frame, now: Date, after = nudgeAfter): Effect {
  return { do: 'timer', run: frame.run, due: now.getTime() + after }
}

/**
 * A run that nobody touched: reminded of once after half an hour in its private chat, parked as a draft after a day, which is said in
 * private as well. One that waits below another is looked at later.
 */
export function idle(context: Context, run: string): Decided {
  const { turn } = context
  const frame = turn.memory.frames.find(f => f.run === run)
  if (!frame || !flowOf(context, frame)) return silence
  const chat = privateChatOf(context, frame)
  const top = activeFrame(insideChat(context, { ...turn.update.chat, id: frame.chat })) ?? frame
  const paused = top === frame && chat.isHere ? pause(context, frame, chat.chat!) : null
  if (paused) return paused
  const quiet = turn.now.getTime() - top.touchedAt
  const wait = frame.nudged || top !== frame ? parkAfter : nudgeAfter
  // Touched before the clock was put back: its timer has waited for as long as it should.
  if (quiet >= 0 && quiet < wait) return { ...silence, effects: [watch(frame, turn.now, wait - quiet)] }
  return frame.nudged || top !== frame ? park(context, frame, chat) : nudge(context, frame, chat)
}

/** What was written in several messages is whole after a pause, in the private chat; null where nothing waits for that. */
function pause(context: Context, frame: Frame, chat: Chat): Decided | null {
  const { turn } = context
  const open = openGathering(frame)
  if (!open) return null
  const quiet = turn.now.getTime() - open.at
  if (quiet >= 0 && quiet < pauseMs) return { ...silence, effects: [watch(frame, turn.now, pauseMs - quiet)] }
  const inside = insideChat(context, chat)
  const place = where(inside, frame)
  const decided = place && afterPause(inside, frame, place)
  return decided && { ...decided, effects: [watch(frame, turn.now), ...sentTo(chat, decided.effects)] }
}

/** Where one may speak to the person of a run unasked, and whether it is where the run is. */
function privateChatOf({ turn, isGroup }: Context, frame: Frame): { chat: Chat | null; isHere: boolean } {
  const { chat, person } = turn.update
  const own = person.privateChat ?? (isGroup ? null : chat)
  return { chat: own, isHere: own?.id === frame.chat }
}

type Where = ReturnType<typeof privateChatOf>

function nudge(context: Context, frame: Frame, { chat, isHere }: Where): Decided {
  const { turn } = context
  const frames = turn.memory.frames.map(f => (f.run === frame.run ? { ...f, nudged: true } : f))
  const later = watch(frame, turn.now, parkAfter - Math.max(0, turn.now.getTime() - frame.touchedAt))
  return told(context, isHere ? chat : null, {
    sentence: context.knowledge.phrases.flow.nudge,
    runs: [frame],
    memory: { ...turn.memory, frames },
    effects: [later],
  })
}

/** Parks a run and those that wait below it in the same chat. */
function park(context: Context, frame: Frame, { chat }: Where): Decided {
  const runs = context.turn.memory.frames.filter(f => f.chat === frame.chat && flowOf(context, f))
  const memory = runs.reduce(parked, context.turn.memory)
  return told(context, chat, { sentence: context.knowledge.phrases.flow.parked, runs, memory, effects: [] })
}

function told(
  context: Context,
  chat: Chat | null,
  { sentence, runs, ...rest }: { sentence: string; runs: Frame[]; memory: PersonMemory; effects: Effect[] },
): Decided {
  const titles = runs.map(f => flowOf(context, f)!.title).join('》《')
  const decided = reply(chat ? [{ text: fill(sentence, { title: titles }) }] : [], rest)
  return chat ? { ...decided, effects: sentTo(chat, decided.effects) } : decided
}
