import type { Identity } from '../../core/roster.ts'
import type { Posting, PostingState, SoughtJobs } from '../../core/work/jobs.ts'
import { isoDay } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { doubtsOf } from './check.ts'
import { fitting, soonestFirst } from './fit.ts'
import { type JobGround, notWithPostings, onPosting, type PostingOutcome } from './ground.ts'

/** Where a list of postings stands: what waits, what is shown, what was sent back or taken down, what is over. */
export type PostingList = 'wait' | 'open' | 'back' | 'over'

const statesOf: Record<PostingList, readonly PostingState[]> = {
  wait: ['waiting'],
  open: ['open'],
  back: ['returned', 'ended'],
  over: ['waiting', 'open', 'returned', 'ended'],
}

/** A posting with what to look at before it is released. */
export interface PostingView {
  posting: Posting
  doubts: string[]
}

/** The most postings that are read at once. */
const most = 500

/** Postings for those who look after them, with how many there are of each; `sought` narrows them down. */
export async function listPostings(
  { read, rules, now }: JobGround,
  actor: Identity,
  { of, sought }: { of: PostingList; sought: SoughtJobs | null },
): Promise<PostingOutcome<{ says: string; postings: PostingView[]; counts: Partial<Record<PostingState, number>> }>> {
  if (!may(actor, 'see-jobs')) return notWithPostings(rules.words.desk.refused, 'postings')
  const from = isoDay(now, rules.zone)
  const all = await read.jobs.postings({ states: statesOf[of], from, isOver: of === 'over', most })
  const found = sought ? fitting(all, sought, rules.lists).exact : all
  const postings = (of === 'open' ? soonestFirst(found) : found).map(posting => viewOf(posting, rules))
  return shown({ says: '', postings, counts: await read.jobs.countPostings(from) })
}

const viewOf = (posting: Posting, rules: JobGround['rules']): PostingView => ({
  posting,
  doubts: doubtsOf(posting, rules),
})

/** One posting with all that it says. */
export const onePosting = (ground: JobGround, actor: Identity, { number }: { number: string }) =>
  onPosting<{ says: string } & PostingView>(ground, actor, number, posting =>
    shown({ says: '', ...viewOf(posting, ground.rules) }),
  )

/** What may be shown of postings today to whoever asks, those whose last day comes first in front: released, and not over. */
export async function openPostings({
  read,
  rules,
  now,
}: Pick<JobGround, 'read' | 'rules' | 'now'>): Promise<Posting[]> {
  const from = isoDay(now, rules.zone)
  return soonestFirst(await read.jobs.postings({ states: ['open'], from, isOver: false, most }))
}
