import { fill } from '../../content/words.ts'
import type { Identity } from '../../core/roster.ts'
import type { Posting } from '../../core/work/jobs.ts'
import type { SafetyLists } from '../../safety/lists.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import { may } from '../rights.ts'
import type { JobLists } from './asked.ts'
import type { JobWords } from './words.ts'

/** What the acts on postings go by. */
export interface JobRules {
  words: JobWords
  lists: JobLists
  safety: SafetyLists
  zone: string
}

/** What an act on postings stands on. */
export type JobGround = Ground<JobRules>

/** Why an act on postings was refused; `says` tells people. */
export interface JobRefusal {
  why: 'noRight' | 'unknown' | 'cannot'
  says: string
}

/** What an act on postings came to; `says` tells whoever acted. */
export type PostingOutcome<What extends { says: string } = { says: string }> = Outcome<What, JobRefusal>

/** What was tried by somebody who may not; it stands in the audit log. */
export const notWithPostings = (says: string, tried: string): Refused<JobRefusal> => ({
  refused: { why: 'noRight', says },
  audit: { act: 'refused-jobs', detail: tried },
})

/** Why something cannot be done as it lies there; of that nothing stands in the audit log. */
export const cannotPost = (says: string): Refused<JobRefusal> => ({ refused: { why: 'cannot', says }, audit: null })

/** Does something with a posting that is there, for whoever may see postings. */
export async function onPosting<What extends { says: string }>(
  { read, rules }: JobGround,
  actor: Identity,
  number: string,
  go: (found: Posting) => PostingOutcome<What>,
): Promise<PostingOutcome<What>> {
  const { desk } = rules.words
  if (!may(actor, 'release-jobs')) return notWithPostings(desk.refused, number)
  const found = await read.jobs.posting(number)
  if (found) return go(found)
  return { refused: { why: 'unknown', says: fill(desk.unknown, { number }) }, audit: null }
}
