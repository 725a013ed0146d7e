import { hasWords, normalize, readLimit } from '../../content/normalize.ts'
import { fill } from '../../content/words.ts'
import { type Middleware, say, silence } from '../context.ts'

/** What holds no question: pictures alone, nothing, far too much, no words. Said in private or when addressed; silence in a group. */
export const unreadable: Middleware = ({ turn, knowledge: { phrases }, addressed, text }) => {
  const tooLong = text.length > readLimit
  const bare = tooLong ? text : normalize(text)
  if (!tooLong && hasWords(bare)) return null
  if (!addressed) return silence
  if (tooLong) return say(fill(phrases.tooLong, { limit: readLimit }))
  if (bare === '' && (turn.update.message.videos ?? []).length > 0) return say(phrases.videoOnly)
  if (bare === '') return say(turn.update.message.images.length > 0 ? phrases.pictureOnly : phrases.empty)
  return say(/^[?？!！]+$/.test(bare) ? phrases.help : phrases.gibberish)
}
