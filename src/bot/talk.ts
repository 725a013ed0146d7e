import { isLately } from '../core/clock.ts'
import type { Session } from '../core/session.ts'
import type { Earlier } from '../knowledge/understanding/look.ts'
import type { Context } from './context.ts'

const mostTexts = 3
const longestText = 120

/** What a question of this turn may lean on: what was said in the same chat in the last minutes. */
export function earlierIn({ turn: { session, now }, limits }: Context): Earlier {
  const isFresh = (at: number) => isLately(at, now.getTime(), limits.leanWithin)
  return {
    texts: session.talk && isFresh(session.talk.at) ? session.talk.texts : [],
    entry: session.last && isFresh(session.last.at) ? session.last.entry : null,
  }
}

/** The talk with this turn's message at its end; answers to the steps of a conversation are no part of it. */
export function talkNow(context: Context): Session['talk'] {
  const { turn, addressed, text } = context
  const isStep = turn.memory.frames.some(f => f.chat === turn.update.chat.id)
  if (!addressed || turn.update.timer || isStep || context.crisis || text === '') return turn.session.talk
  const texts = [...earlierIn(context).texts, text.slice(0, longestText)]
  return { texts: texts.slice(-mostTexts), at: turn.now.getTime() }
}
