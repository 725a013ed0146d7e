import type { Content } from '../bot/content.ts'
import { broadcastRulesOf } from '../bot/office.ts'
import type { Chore } from '../core/chore.ts'
import type { Ids } from '../core/clock.ts'
import { makeAftercare } from '../office/broadcasts/after.ts'
import { makeApproval } from '../office/broadcasts/approval.ts'
import { makeArriving } from '../office/broadcasts/arriving.ts'
import { makeLeaving } from '../office/broadcasts/leaving.ts'
import type { LinkGround } from '../office/broadcasts/link.ts'
import { makeAfter } from '../store/broadcasts/after.ts'
import { makeArrivals } from '../store/broadcasts/arrivals.ts'
import { makeRounds } from '../store/broadcasts/rounds.ts'
import { makeUnapproved } from '../store/broadcasts/unapproved.ts'
import type { Database } from '../store/open.ts'

/** What the chores of broadcasts stand on. */
export interface BroadcastChoreGround {
  database: Database
  content(): Content
  ids: Ids
  links: LinkGround
}

/** Broadcasts leave when they were approved and their time comes, and are looked after until their time to confirm is over. */
export function makeBroadcastChores({ database, content, ids, links }: BroadcastChoreGround): Chore[] {
  const rules = () => broadcastRulesOf(content())
  return [
    makeLeaving(makeRounds(database, { ids }), { rules, links }),
    makeArriving(makeArrivals(database, { ids }), { rules, links }),
    makeAftercare(makeAfter(database, { ids }), rules),
    makeApproval(makeUnapproved(database, { ids }), rules),
  ]
}
