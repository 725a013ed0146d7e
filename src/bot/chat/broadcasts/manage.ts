import { fill } from '../../../content/words.ts'
import {
  approve,
  cancel,
  correct,
  find,
  type Managing,
  recall,
  refuse,
  resend,
} from '../../../office/broadcasts/manage.ts'
import { hasLeft } from '../../../office/broadcasts/states.ts'
import type { Context, Decided } from '../../context.ts'
import { tell, toldOutcome } from '../told.ts'
import { exportFile } from './export.ts'
import { progress } from './progress.ts'
import { relay } from './relay.ts'
import { groundOf } from './say.ts'
import { previewed } from './write.ts'

/** What is done to a broadcast by its number. What is written in it is not spoken of in groups. */
export async function manage(
  context: Context,
  act: Managing,
  { number, rest }: { number: string; rest: string },
): Promise<Decided> {
  const { turn, isGroup, broadcastWords: words } = context
  const ground = groundOf(context)
  const found = await find(ground, turn.who, { act, number })
  if ('refused' in found && (act === 'progress' || found.refused.why !== 'notYours')) return toldOutcome(context, found)
  if (isGroup && act !== 'progress')
    return tell(fill(words.problems.privateOnly, { command: `${words.commands[act]} ${number}` }))
  if ('refused' in found) return toldOutcome(context, found)
  const { broadcast } = found.done
  switch (act) {
    case 'progress':
      return broadcast.state === 'draft' ? tell(fill(words.problems.unknown, { number })) : progress(context, broadcast)
    case 'approve':
      return toldOutcome(context, await approve(ground, turn.who, { number }))
    case 'refuse':
      return toldOutcome(context, await refuse(ground, turn.who, { number, reason: rest }))
    case 'cancel':
      return toldOutcome(context, await cancel(ground, turn.who, { number, reason: rest }))
    case 'recall':
      return toldOutcome(context, await recall(ground, turn.who, { number, reason: rest }))
    case 'resend':
      return toldOutcome(context, await resend(ground, turn.who, { number }))
    case 'correct': {
      const picture = turn.update.message.images[0] ?? null
      const outcome = await correct(ground, turn.who, { number, body: rest, picture })
      return 'refused' in outcome ? toldOutcome(context, outcome) : previewed(context, outcome, outcome.done.draft)
    }
    case 'export':
      return exportFile(context, number)
    case 'relay':
      return hasLeft(broadcast) ? relay(context, broadcast, rest) : tell(fill(words.problems.notSent, { number }))
  }
}
