import { fill } from '../../content/words.ts'
import type { Broadcast } from '../../core/broadcast.ts'
import { hasLeft } from '../../delivery/broadcast.ts'
import type { Context, Step } from '../context.ts'
import { may } from '../rights.ts'
import { approve, turnDown } from './approve.ts'
import { exportFile } from './export.ts'
import type { Managing } from './heard.ts'
import { progress } from './progress.ts'
import { correct, recall } from './recall.ts'
import { relay } from './relay.ts'
import { resend } from './resend.ts'
import { audit, covers, quietly, refuse, tell } from './say.ts'

/** What is done to a broadcast by its number: only by those who may, and only to people in their care. */
export async function manage(
  context: Context,
  act: Managing,
  { number, rest }: { number: string; rest: string },
): Promise<Step | null> {
  const { turn, isGroup, addressed, broadcastWords: words } = context
  const { who, read } = turn
  const isProgress = act === 'progress'
  const tried = `${act} ${number}`
  if (!may(who, isProgress ? 'see-progress' : 'broadcast')) {
    if (isGroup && !addressed) return quietly([audit('broadcast-refused', tried)])
    return refuse(context, words.problems.noRight, tried)
  }
  const broadcast = await read.broadcasts.broadcast(number)
  if (!broadcast || broadcast.state === 'draft') return tell(fill(words.problems.unknown, { number }))
  if (isProgress) return progress(context, broadcast)
  const command = `${words.commands[act]} ${number}`
  if (isGroup) return tell(fill(words.problems.privateOnly, { command }))
  const named = act === 'refuse' ? 'approve' : act
  if (!covers(who, act === 'approve' || act === 'refuse' ? 'approve-urgent' : 'broadcast', broadcast))
    return refuse(context, fill(words.problems.notYours, { act: words.actions[named] }), tried)
  return doIt(context, act, { broadcast, rest })
}

async function doIt(
  context: Context,
  act: Exclude<Managing, 'progress'>,
  { broadcast, rest }: { broadcast: Broadcast; rest: string },
): Promise<Step> {
  switch (act) {
    case 'approve':
      return approve(context, broadcast)
    case 'refuse':
      return turnDown(context, broadcast, rest)
    case 'recall':
      return recall(context, broadcast, rest)
    case 'correct':
      return correct(context, broadcast, rest)
    case 'resend':
    case 'export':
    case 'relay': {
      if (!hasLeft(broadcast)) return tell(fill(context.broadcastWords.problems.notSent, { number: broadcast.number }))
      if (act === 'resend') return resend(context, broadcast)
      return act === 'export' ? exportFile(context, broadcast) : relay(context, broadcast, rest)
    }
  }
}
