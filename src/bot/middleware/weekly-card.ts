import { andThen } from '../../core/awaitable.ts'
import { cardOpenMs, cardsOff, cardsOffDays } from '../../core/cards/card.ts'
import { isLately } from '../../core/clock.ts'
import { ownerOf } from '../../core/roster.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { cardReply } from '../../knowledge/stories/told.ts'
import { type Context, type Decided, type Middleware, say, silentVerdict } from '../context.ts'
import { numberPicked } from './choice.ts'

/**
 * 每周一题: a number answers the question of the card that was sent last, once, with one kind sentence; and whoever wants no cards says so. A number that may
 * answer something that was offered after the card is not for it.
 */
export const weeklyCard: Middleware = context => {
  const { turn, addressed, isGroup, stories, text } = context
  if (isGroup || !addressed || turn.update.timer) return null
  const { off, on } = stories.words.card
  if (says(text, off) || says(text, on)) return wanted(context, says(text, on))
  const picked = numberPicked(text)
  if (picked === null || picked > 3 || turn.who.number === null) return null
  return andThen(turn.read.cards.last(ownerOf(turn.update.person, turn.who)), sent => {
    const told = sent && stories.all.find(s => s.id === sent.story)
    if (!sent || !told || sent.isRight !== null || !isLately(sent.at, turn.now.getTime(), cardOpenMs)) return null
    const { pending } = turn.session
    if (pending && pending.at > sent.at) return null
    const reply = say(cardReply(stories, told, picked), silentVerdict)
    const isRight = picked === told.question.right
    return { ...reply, effects: [{ do: 'answer-card', story: told.id, isRight }, ...reply.effects] }
  })
}

const says = (text: string, words: readonly string[]) => words.some(word => bareWords(word) === bareWords(text))

/** Whether the writer wants cards from now on. */
function wanted({ turn, stories }: Context, wants: boolean): Decided {
  const { offSaid, onSaid, unbound } = stories.words.card
  if (turn.who.number === null) return say(unbound)
  const said = say(wants ? onSaid : offSaid, silentVerdict)
  const mark = { do: 'tag', name: cardsOff, value: wants ? 'no' : 'yes', keepDays: cardsOffDays } as const
  return { ...said, effects: [mark, ...said.effects] }
}
