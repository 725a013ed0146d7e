import { andThen } from '../../core/awaitable.ts'
import type { Watched, Watcher } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { careOf } from './care.ts'
import { isActedOn, putQuestion, questionFor, worryLately, worryOf } from './worry.ts'

/**
 * Somebody may not be well, and the message answers a step of a conversation or was not for the bot: the question comes in private beside whatever
 * else is said, once in some hours. Group talk that is not for the bot is left alone unless it is sure.
 */
export const worryBeside: Watcher = context => {
  const { crisis, addressed } = context
  if (!crisis || isActedOn(context, crisis)) return null
  if (addressed ? activeFrame(context) === null : crisis.certainty === 'weak') return null
  if (worryLately(context)) return null
  return andThen(careOf(context), (care): Watched | null =>
    care.earlier || !care.home
      ? null
      : {
          effects: [putQuestion(context, questionFor(context, crisis), care.home)],
          memory: { worry: worryOf(context, crisis) },
        },
  )
}
