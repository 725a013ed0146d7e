import { fill } from '../../content/words.ts'
import { understand } from '../../knowledge/understanding/understand.ts'
import { masked } from '../../safety/mask.ts'
import { type Decided, type Middleware, office, silence, unknownVerdict } from '../context.ts'
import { nearWord } from '../near.ts'
import { earlierIn } from '../talk.ts'
import { numbered } from './answer.ts'

/** The most that is kept of a question, without the longer numbers in it. */
const longestKept = 300

/** Says "I don't know" with the nearest titles and whom to ask, and keeps the question for a counselor. Always decides. */
export const fallback: Middleware = context => {
  const { turn, knowledge, addressed, text } = context
  if (!addressed) return silence
  const { phrases } = knowledge
  const slip = nearWord(context, text)
  if (slip !== null) return suggest(slip, fill(phrases.nearStart, { word: slip }))
  const { candidates } = understand(knowledge, text, earlierIn(context))
  const nearest = candidates.slice(0, 3)
  const { text: titles, choices } = numbered(context, nearest)
  const offer = nearest.length > 0 ? [phrases.unknownNearest, titles] : []
  const lines = [fill(phrases.unknown, { office: office(knowledge) }), ...offer, phrases.unknownNoted]
  return {
    effects: [
      { do: 'say', toPerson: true, saying: { text: lines.join('\n'), choices, images: [], rateable: false } },
      { do: 'ask-counselor', question: masked(text.slice(0, longestKept)), nearest: nearest.map(c => c.entry) },
    ],
    verdict: { outcome: 'unknown', entry: null, score: candidates[0]?.score ?? 0, candidates },
    session: { pending: { entries: nearest.map(c => c.entry), question: text, at: turn.now.getTime() } },
  }
}

/** Offers the word that was nearly written, as a button too. */
function suggest(word: string, text: string): Decided {
  const saying = { text, choices: [{ value: word, label: word }], images: [], rateable: false }
  return { effects: [{ do: 'say', toPerson: true, saying }], verdict: unknownVerdict }
}
