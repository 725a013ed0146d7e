import type { Broadcast } from '../../core/broadcast.ts'
import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type BroadcastGround, covers } from './ground.ts'

/** An urgent broadcast that waits for a second person. */
export interface WaitingBroadcast {
  broadcast: Broadcast
  /** How many people it would go to. */
  people: number
  /** Whether whoever asks wrote it, so that somebody else has to decide. */
  isOwn: boolean
}

/** The urgent broadcasts that whoever asks may decide on, and their own that wait for somebody else; the oldest first. */
export async function broadcastsToApprove({ read }: BroadcastGround, actor: Identity) {
  const waiting: WaitingBroadcast[] = []
  if (!may(actor, 'approve-urgent')) return shown({ waiting })
  const all = (await read.broadcasts.all()).filter(b => b.state === 'waiting').reverse()
  for (const broadcast of all) {
    const isOwn = broadcast.sender.number === actor.number
    if (!isOwn && !covers(actor, 'approve-urgent', broadcast)) continue
    const { people } = await read.broadcasts.reckon(broadcast.audience)
    waiting.push({ broadcast, people, isOwn })
  }
  return shown({ waiting })
}
