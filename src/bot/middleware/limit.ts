import { fill } from '../../content/words.ts'
import { isLately } from '../../core/clock.ts'
import { detectScam } from '../../safety/scam.ts'
import { type Context, type Middleware, office, say, silence } from '../context.ts'
import { hasMoneyGone } from '../safety/loss.ts'
import { judgedText } from '../safety/scam.ts'
import { isDoubted, withoutAsk } from '../safety/shown.ts'

const minute = 60_000

/**
 * Keeps one person, or one busy group, from making the bot flood a chat: at the limit the person is told once, then there is
 * silence until the minute has passed. Only messages that speak to the bot count. Who may be in danger was heard before; what looks like fraud, asks about it, or
 * tells that money has gone is never kept waiting.
 */
export const limit: Middleware = context => {
  const { turn, limits, isGroup, addressed, knowledge } = context
  if (!addressed) return null
  const now = turn.now.getTime()
  // The sandbox's clock can be put back; what was said "in the future" does not count.
  const lately = (at: number) => isLately(at, now, minute)
  const own = turn.session.spoken.filter(lately)
  const group = isGroup ? turn.chat.spoken.filter(lately) : []
  if (own.length < limits.perPersonPerMinute && group.length < limits.perGroupPerMinute) return null
  if (isPressing(context)) return null
  if (turn.session.slowed || group.length >= limits.perGroupPerMinute) return silence
  return { ...say(fill(knowledge.phrases.slowDown, { office: office(knowledge) })), session: { slowed: true } }
}

function isPressing(context: Context): boolean {
  const { message } = context.turn.update
  return (
    hasMoneyGone(context) ||
    withoutAsk(context) !== null ||
    isDoubted(context) ||
    message.isForwarded === true ||
    detectScam(context.safety, judgedText(message)) !== null
  )
}
