import { type Awaitable, andThen } from '../../core/awaitable.ts'
import { lossFlow, quietAfterTroubleMs } from '../../core/cards/card.ts'
import { ownerOf } from '../../core/roster.ts'
import type { Context } from '../context.ts'
import { hasMoneyGone } from './loss.ts'

/**
 * Whether the writer is being cheated, has lost money lately, is or was lately in danger: then help comes first, and no stories.
 */
export function isInTrouble(context: Context): Awaitable<boolean> {
  const { turn, crisis } = context
  const { memory, session } = turn
  const runs = [...memory.frames, ...memory.drafts].some(frame => frame.flow === lossFlow)
  const since = turn.now.getTime() - quietAfterTroubleMs
  const lost = session.lossAt !== null && session.lossAt > since
  if (crisis || memory.worry || runs || lost || hasMoneyGone(context)) return true
  return andThen(turn.read.cards.inDanger(ownerOf(turn.update.person, turn.who), since), found => found)
}
