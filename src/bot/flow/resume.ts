import { fill } from '../../content/words.ts'
import type { Frame } from '../../core/memory.ts'
import { type Context, type Decided, say } from '../context.ts'
import { goOn, reply } from './conversation.ts'
import { watch } from './idle.ts'
import { privately, withFrame, withMemory } from './private.ts'
import { flowOf, newest } from './version.ts'

/** What 继续 may mean: parked runs, and runs that wait in another chat of the same person. */
export function resumable(context: Context): Frame[] {
  const { memory, update } = context.turn
  const elsewhere = memory.frames.filter(f => f.chat !== update.chat.id)
  return [...memory.drafts, ...elsewhere].filter(f => flowOf(context, newest(context, f).frame))
}

/** 继续: the parked run, also days later and in another chat of the same person; asks which when there are several. */
export function resume(context: Context): Decided {
  const { turn, knowledge, isGroup } = context
  const words = knowledge.phrases.flow
  const drafts = resumable(context)
  if (drafts.length === 0) return say(words.nothingToResume)
  // Not even the names of private matters are said in a group.
  if (isGroup && drafts.some(d => flowOf(context, newest(context, d).frame)!.private))
    return privately(context, { again: words.resume[0]!, isOwn: true }, resume)
  if (drafts.length === 1) return resumeDraft(context, drafts[0]!)
  const titles = drafts.map(d => titleOf(context, d))
  const text = [words.resumeWhich, ...titles.map((t, n) => `${n + 1}. ${t}`)].join('\n')
  return reply([{ text, choices: titles.map((t, n) => ({ value: String(n + 1), label: t })) }], {
    memory: { ...turn.memory, question: { about: 'resume', chat: turn.update.chat.id } },
  })
}

export function titleOf(context: Context, frame: Frame): string {
  return flowOf(context, newest(context, frame).frame)!.title
}

/** Takes a parked run up again in this chat (in the private chat, where it is private). */
export function resumeDraft(context: Context, draft: Frame): Decided {
  const { turn, knowledge, isGroup } = context
  const words = knowledge.phrases.flow
  const { frame: moved, isMoved } = newest(context, draft)
  const flow = flowOf(context, moved)!
  if (isGroup && flow.private)
    return privately(context, { again: words.resume[0]!, isOwn: true }, inside => resumeDraft(inside, draft))
  const frame = { ...moved, chat: turn.update.chat.id, misses: 0, nudged: false, touchedAt: turn.now.getTime() }
  const memory = { ...turn.memory, drafts: turn.memory.drafts.filter(d => d.run !== draft.run) }
  const notice = fill(words.resumed, { title: flow.title }) + (isMoved ? words.moved : '')
  return goOn(withFrame(withMemory(context, memory), frame), frame, {
    before: [{ text: notice }],
    effects: [watch(frame, turn.now)],
  })
}
