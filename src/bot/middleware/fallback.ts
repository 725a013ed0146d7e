import { fill } from '../../content/words.ts'
import { type Choice, saying } from '../../core/delivery.ts'
import type { Effect } from '../../core/turn.ts'
import { understand } from '../../knowledge/understanding/understand.ts'
import { may } from '../../office/rights.ts'
import { masked } from '../../safety/mask.ts'
import { isStaffAlone, unknownToStaff } from '../chat/guide.ts'
import { type Context, type Decided, type Middleware, office, silence, unknownVerdict } from '../context.ts'
import { nearWord } from '../near.ts'
import { earlierIn } from '../talk.ts'
import { numbered } from './answer.ts'

/** The most that is kept of a question, without the longer numbers in it. */
const longestKept = 300

/**
 * Says "I don't know" with the nearest titles and whom to ask, and keeps the question for a counselor, unless staff asked it: they hear which function is
 * nearest. Always decides.
 */
export const fallback: Middleware = context => {
  const { turn, knowledge, addressed, text } = context
  if (!addressed) return silence
  const { phrases } = knowledge
  const slip = nearWord(context, text)
  if (slip !== null) return suggest(slip, fill(phrases.nearStart, { word: slip }))
  const [question, at] = [masked(text.slice(0, longestKept)), turn.now.getTime()]
  const { candidates } = understand(knowledge, text, earlierIn(context))
  const nearest = candidates.slice(0, 3)
  const { text: titles, choices } = numbered(context, nearest)
  const pending = { entries: nearest.map(c => c.entry), question: text, at }
  // Without the longer numbers in it, for a counselor to answer one day.
  const kept: Effect = { do: 'ask-counselor', question, nearest: pending.entries, unit: turn.who.home }
  const verdict = { outcome: 'unknown', entry: null, score: candidates[0]?.score ?? 0, candidates } as const
  if (isStaffAlone(context)) return { ...unknownToStaff(context, { titles, choices }), verdict, session: { pending } }
  const isKept = !may(turn.who, 'use-staff-flows')
  const offer = nearest.length > 0 ? [phrases.unknownNearest, titles] : []
  const lines = [
    fill(phrases.unknown, { office: office(knowledge) }),
    ...offer,
    ...(isKept ? [phrases.unknownNoted] : []),
  ]
  return {
    effects: [
      {
        do: 'say',
        toPerson: true,
        saying: saying(lines.join('\n'), isKept ? [...choices, ...awaiting(context)] : choices),
      },
      ...(isKept ? [kept] : []),
    ],
    verdict,
    session: { pending, ...(isKept ? { awaitable: { question, at } } : {}) },
  }
}

/** The button for whoever wants to be told of an answer: in private, where it is known who that is. */
const awaiting = ({ isGroup, language, turn: { who }, editingWords: { awaited } }: Context): Choice[] =>
  isGroup || language !== 'zh' || who.number === null ? [] : [{ value: awaited.word, label: awaited.word }]

/** Offers the word that was nearly written, as a button too. */
function suggest(word: string, text: string): Decided {
  return {
    effects: [{ do: 'say', toPerson: true, saying: saying(text, [{ value: word, label: word }]) }],
    verdict: unknownVerdict,
  }
}
