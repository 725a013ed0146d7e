import { fill } from '../../../content/words.ts'
import type { Broadcast } from '../../../core/broadcast.ts'
import { saying } from '../../../core/delivery.ts'
import type { Effect } from '../../../core/turn.ts'
import { classCopy, copiedFor } from '../../../office/broadcasts/relay.ts'
import type { Context, Decided } from '../../context.ts'
import { unknownVerdict } from '../../context.ts'
import { tell } from '../told.ts'

/** The most classes whose texts are handed out at once. */
const mostClasses = 5

/** 转发 A07 [班级]: a text to copy and a QR picture for groups that no bot may enter, one for each class that is not reached whole. */
export async function relay(context: Context, broadcast: Broadcast, named: string): Promise<Decided> {
  const { turn, broadcastWords: words } = context
  const { number } = broadcast
  const all = await turn.read.broadcasts.tally(number, turn.who.scope)
  const open = copiedFor(all, named)
  if (open.length === 0) return tell(fill(words.relayNone, { number }))
  const effects = open.slice(0, mostClasses).flatMap((of): Effect[] => {
    const { head, text, picture } = classCopy(broadcast, of, { words, links: context, now: turn.now })
    return [
      { do: 'say', toPerson: true, saying: saying(head) },
      { do: 'say', toPerson: true, saying: saying(text, [], picture ? [picture] : []) },
    ]
  })
  const more = open.length - mostClasses
  const after = [
    ...(context.publicUrl === null || context.secret === null ? [fill(words.problems.noRelayLink, { number })] : []),
    ...(more > 0 ? [fill(words.relayMore, { count: more, number })] : []),
  ]
  return {
    effects: [...effects, ...after.map(text => ({ do: 'say' as const, toPerson: true, saying: saying(text) }))],
    verdict: unknownVerdict,
  }
}
