import { isLately } from '../../core/clock.ts'
import { saying } from '../../core/delivery.ts'
import type { Entry } from '../../knowledge/entry.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { type Context, type Decided, type Middleware, say } from '../context.ts'
import { privately } from '../flow/private.ts'
import { wholeText } from './answer.ts'

/** 详细: everything about what was answered last. A group is spared the long text: it goes to whoever asked for it. */
export const more: Middleware = context => {
  const { turn, knowledge, limits, addressed, text } = context
  const word = bareWords(text)
  if (!knowledge.phrases.more.words.some(w => bareWords(w) === word)) return null
  const { last } = turn.session
  const entry = last && isLately(last.at, turn.now.getTime(), limits.leanWithin) && knowledge.entries.get(last.entry)
  if (!entry) return addressed ? say(knowledge.phrases.more.nothing) : null
  return privately(context, { again: entry.title, isOwn: false }, inside => whole(inside, entry))
}

/** The whole text, which can be rated as its short form. */
function whole(context: Context, entry: Entry): Decided {
  const { update } = context.turn
  return {
    effects: [{ do: 'say', toPerson: true, saying: { ...saying(wholeText(context, entry)), rateable: true } }],
    verdict: { outcome: 'answer', entry: entry.id, score: 1, candidates: [{ entry: entry.id, score: 1 }] },
    session: { rateable: { update: update.id, entry: entry.id } },
  }
}
