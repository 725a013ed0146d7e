import { isLately } from '../core/clock.ts'
import type { Session } from '../core/session.ts'
import type { VerdictOutcome } from '../core/turn.ts'
import { factsIn } from '../knowledge/facts.ts'
import { type Earlier, mostEarlier } from '../knowledge/understanding/look.ts'
import { masked } from '../safety/mask.ts'
import type { Context } from './context.ts'

const longestText = 120

/** What a question of this turn may lean on: what was said in the same chat in the last minutes. */
export function earlierIn({ turn: { session, now }, limits }: Context): Earlier {
  const isFresh = (at: number) => isLately(at, now.getTime(), limits.leanWithin)
  const talk = session.talk && isFresh(session.talk.at) ? session.talk : null
  return {
    ...{ texts: talk?.texts ?? [], facts: talk?.facts ?? {} },
    entry: session.last && isFresh(session.last.at) ? session.last.entry : null,
  }
}

/** What becomes of a message that is a question, or tells something around one; whatever else is said (a code, an answer to a step) is nobody's business later. */
const questions: ReadonlySet<VerdictOutcome> = new Set(['answer', 'clarify', 'unknown'])

/** The talk with this turn's message at its end, where it is a question; without the numbers of people and accounts in it. */
export function talkNow(context: Context, outcome: VerdictOutcome): Session['talk'] {
  const { turn, addressed, text } = context
  if (!addressed || turn.update.timer || context.crisis || text === '' || !questions.has(outcome))
    return turn.session.talk
  const { lexicon, reader } = context.knowledge
  const earlier = earlierIn(context)
  const texts = [...earlier.texts, masked(text.slice(0, longestText))]
  // Of what is too long ago to be looked at whole the facts are kept.
  const past = texts.slice(0, -mostEarlier).map(said => factsIn(lexicon.facts, reader.read(said)))
  const facts = Object.assign({}, earlier.facts, ...past)
  return { texts: texts.slice(-mostEarlier), facts, at: turn.now.getTime() }
}
