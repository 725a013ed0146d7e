import { fill } from '../../content/words.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { type Middleware, office, say } from '../context.ts'

/** 有用 / 没用: rates the last answer given to this person. In a group it counts quietly, and only right after an answer. */
export const rating: Middleware = ({ turn, knowledge, limits, isGroup, addressed, text }) => {
  const { phrases } = knowledge
  const word = bareWords(text)
  const useful = word === bareWords(phrases.useful)
  if (!useful && word !== bareWords(phrases.useless)) return null
  const { rateable, last } = turn.session
  const justNow = last !== null && turn.now.getTime() - last.at <= limits.leanWithin
  if (!rateable || (!addressed && !justNow)) return addressed ? say(phrases.nothingToRate) : null
  const thanks = useful ? phrases.thanksUseful : fill(phrases.thanksUseless, { office: office(knowledge) })
  const spoken = isGroup ? [] : say(thanks).effects
  return {
    effects: [{ do: 'rate', update: rateable.update, entry: rateable.entry, useful }, ...spoken],
    verdict: { outcome: 'answer', entry: null, score: 1, candidates: [] },
    session: { rateable: null },
  }
}
