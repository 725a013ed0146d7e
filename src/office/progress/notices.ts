import type { Broadcast } from '../../core/broadcast.ts'
import type { Identity } from '../../core/roster.ts'
import { covers } from '../broadcasts/ground.ts'
import { hasLeft } from '../broadcasts/states.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { noticeTitle, type ProgressGround, type ProgressOutcome, scopeFor, seesOf } from './ground.ts'
import { meansBorrowers } from './items.ts'

/** So many of the newest are offered: who asks for an older one knows its number. */
const mostNotices = 40

/** A broadcast whose confirmation can be asked for, as it is called. */
export interface SentNotice {
  number: string
  title: string
}

/** The broadcasts that went to somebody in the actor's care, the newest first; those to people with a loan only for those who may see loans. */
export async function sentNotices(
  ground: ProgressGround,
  actor: Identity,
): Promise<ProgressOutcome<{ says: string; notices: SentNotice[] }>> {
  const scope = scopeFor(ground, actor, { unit: null, tried: 'notices' })
  if ('refused' in scope) return scope
  const { read, rules } = ground
  const isSeen = (broadcast: Broadcast) => may(actor, 'see-loans') || !meansBorrowers(broadcast, rules.flows)
  const all = (await read.broadcasts.all()).filter(b => asksToConfirm(b) && isSeen(b)).slice(0, mostNotices)
  const others = all.filter(b => !covers(actor, 'see-progress', b)).map(b => b.number)
  const reaching = others.length > 0 ? await read.broadcasts.reaching(others, seesOf(actor)) : new Set()
  const theirs = all.filter(b => !others.includes(b.number) || reaching.has(b.number))
  return shown({ says: '', notices: theirs.map(b => ({ number: b.number, title: noticeTitle(ground, b) })) })
}

/** Whether people were asked to confirm it, and still are. */
export const asksToConfirm = (broadcast: Broadcast): boolean =>
  hasLeft(broadcast) && broadcast.state !== 'recalled' && broadcast.of?.as !== 'recall'
