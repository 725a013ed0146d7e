import { fill } from '../../content/words.ts'
import { type Middleware, office, say, silence } from '../context.ts'

const minute = 60_000

/**
 * Keeps one person, or one busy group, from making the bot flood a chat: at the limit the person is told once, then there is
 * silence until the minute has passed. Only messages that speak to the bot count.
 */
export const limit: Middleware = context => {
  const { turn, limits, isGroup, addressed, knowledge } = context
  if (!addressed) return null
  const now = turn.now.getTime()
  // The sandbox's clock can be put back; what was said "in the future" does not count.
  const lately = (at: number) => at > now - minute && at <= now
  const own = turn.session.spoken.filter(lately)
  const group = isGroup ? turn.chat.spoken.filter(lately) : []
  if (own.length < limits.perPersonPerMinute && group.length < limits.perGroupPerMinute) return null
  if (turn.session.slowed || group.length >= limits.perGroupPerMinute) return silence
  return { ...say(fill(knowledge.phrases.slowDown, { office: office(knowledge) })), session: { slowed: true } }
}
