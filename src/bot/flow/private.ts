import { fill } from '../../content/words.ts'
import { type Awaitable, andThen } from '../../core/awaitable.ts'
import type { Frame, PersonMemory } from '../../core/memory.ts'
import type { Effect } from '../../core/turn.ts'
import type { Chat } from '../../core/update.ts'
import { type Context, type Decided, say } from '../context.ts'

/** How long a one-time link out of a group may be opened. */
const oneTimeMs = 15 * 60_000

/**
 * Does something in the person's private chat that was asked for in a group: one neutral line there, all else in private. Where the
 * bot cannot begin a private chat it sends a one-time link, or says what to say there (`again`). With `isOwn` nothing of what is the
 * person's own may be shown to whoever opens a link, so there is none.
 */
export function privately(
  context: Context,
  { again, isOwn }: { again: string; isOwn: boolean },
  act: (inside: Context) => Decided,
): Decided {
  if (!context.isGroup) return act(context)
  const words = context.knowledge.phrases.flow
  const chat = context.turn.update.person.privateChat
  const verdict = { outcome: 'flow', entry: null, score: 1, candidates: [] } as const
  if (!chat) {
    const { text, effects } = isOwn ? self(context, again) : oneTimeLink(context, { again, frame: null })
    const said = say(text, { ...verdict, candidates: [] })
    return { ...said, effects: [...effects, ...said.effects] }
  }
  const there = act(insideChat(context, chat))
  return { ...there, effects: [...say(words.toPrivate).effects, ...sentTo(chat, there.effects)] }
}

const self = ({ knowledge }: Context, again: string) => ({
  text: fill(knowledge.phrases.flow.toPrivateSelf, { start: again }),
  effects: [] as Effect[],
})

/**
 * The way out of a group for someone whom the bot cannot write to: a one-time link behind which `frame` goes on and `again` is asked for.
 * Whoever opens it is nobody in particular: nothing that was said in private is behind it.
 */
export function oneTimeLink(
  context: Context,
  { again, frame }: { again: string; frame: Frame | null },
): { text: string; effects: Effect[] } {
  const { turn, oneTimeUrl, knowledge } = context
  if (oneTimeUrl === null) return self(context, again)
  const id = turn.draw().replace(/-/g, '')
  const effect: Effect = { do: 'make-one-time-link', id, says: again, frame, until: turn.now.getTime() + oneTimeMs }
  const minutes = oneTimeMs / 60_000
  return {
    text: fill(knowledge.phrases.flow.toOneTimeLink, { url: oneTimeUrl(id), start: again, minutes }),
    effects: [effect],
  }
}

/**
 * As `privately`, for what reads the records first; null when there is nothing to say there after all. Where the bot cannot begin a private
 * chat it asks to say it again there, without a word of what was said: a private matter is never repeated in front of a group.
 */
export function privatelySoon(
  context: Context,
  act: (inside: Context) => Awaitable<Decided | null>,
): Awaitable<Decided | null> {
  if (!context.isGroup) return act(context)
  const words = context.knowledge.phrases.flow
  const chat = context.turn.update.person.privateChat
  if (!chat) return say(words.toPrivateAgain)
  return andThen(
    act(insideChat(context, chat)),
    there => there && { ...there, effects: [...say(words.toPrivate).effects, ...sentTo(chat, there.effects)] },
  )
}

/** The same turn as if it had come in this chat. */
export function insideChat(context: Context, chat: Chat): Context {
  const update = { ...context.turn.update, chat }
  return { ...context, isGroup: chat.kind === 'group', addressed: true, turn: { ...context.turn, update } }
}

/** The same turn with another memory. */
export function withMemory(context: Context, memory: PersonMemory): Context {
  return { ...context, turn: { ...context.turn, memory } }
}

/** The same turn with a run on top. */
export function withFrame(context: Context, frame: Frame): Context {
  const { memory } = context.turn
  const others = memory.frames.filter(f => f.run !== frame.run)
  return withMemory(context, { ...memory, frames: [...others, frame], question: null })
}

/** Effects whose sayings go to this chat. */
export function sentTo(chat: Chat, effects: readonly Effect[]): Effect[] {
  return effects.map(e => (e.do === 'say' ? { ...e, chat: e.chat ?? chat } : e))
}
