import type { KeptNotice, KeptProposal } from '../../core/content/notice.ts'
import type { Identity } from '../../core/roster.ts'
import type { NoticeProposal } from '../../notice/proposal.ts'
import type { EditRefusal } from '../content/ground.ts'
import type { Refused } from '../outcome.ts'
import { mayNotTake, type NoticeGround, nameOfStaff, noticeRefused, saidIn } from './ground.ts'
import { mayDecide } from './scope.ts'

/** A proposal that somebody decides on. */
export interface DecidedOn extends KeptProposal {
  what: NoticeProposal
}

/** A notice with those of its proposals that somebody decides on. */
export interface Deciding {
  notice: KeptNotice
  proposals: readonly DecidedOn[]
}

/**
 * The proposals of these numbers, for whoever may decide on each; refused where one is not there, not theirs, or (unless they are to be taken back) was
 * decided on meanwhile.
 */
export async function toDecide(
  ground: NoticeGround,
  actor: Identity,
  { id, ns, isBack = false }: { id: string; ns: readonly number[]; isBack?: boolean },
): Promise<Deciding | Refused<EditRefusal>> {
  const refused = mayNotTake(ground, actor, id)
  if (refused) return refused
  const { read } = ground
  const notice = await read.notices.notice(id)
  if (!notice) return noticeRefused(ground, 'gone')
  if (ns.length === 0) return noticeRefused(ground, 'none', { is: 'same' })
  const all = await read.notices.proposals(id)
  const found = [...new Set(ns)].map(n => all.find(p => p.n === n))
  const classes = await read.roster.classes([{ of: 'school' }])
  const proposals: DecidedOn[] = []
  for (const kept of found) {
    if (!kept) return noticeRefused(ground, 'unknown')
    const what = saidIn(kept)
    if (!mayDecide(actor, notice, what, classes))
      return noticeRefused(ground, 'notTheirs', { is: 'noRight', tried: `notice ${id} ${kept.n}` })
    if ((kept.state !== 'open') !== isBack)
      return noticeRefused(ground, 'settled', { is: 'stale', name: await nameOfStaff(ground, kept.by) })
    proposals.push({ ...kept, what })
  }
  return { notice, proposals }
}

/** Numbers of proposals as the audit log has them. */
export const numbersSaid = (id: string, proposals: readonly Pick<KeptProposal, 'n'>[]): string =>
  `${id} ${proposals.map(p => p.n).join(',')}`
