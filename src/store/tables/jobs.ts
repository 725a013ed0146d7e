import type { ColumnType } from 'kysely'
import type { PostingState, PostingText } from '../../core/work/jobs.ts'
import type { Holding } from './holding.ts'

/** Postings of jobs, and what people want to be told of. */
export interface JobsTables {
  /** `ends_at` is when the last day is over; `release` counts those that were released, in their order. */
  job_posting: PostingText & {
    number: string
    person: string
    ends_at: number
    state: PostingState
    reason: string
    at: number
    released_by: ColumnType<string | null, string | null | undefined, string | null>
    released_at: ColumnType<number | null, number | null | undefined, number | null>
    release: ColumnType<number | null, number | null | undefined, number | null>
  }
  /** `sought` is a document (`SoughtJobs`), `seen` the release up to which it was looked after, `looked_at` when its owner was written to, or could not be. */
  job_wish: {
    id: string
    person: string
    sought: string
    at: number
    seen: number
    looked_at: ColumnType<number | null, number | null | undefined, number | null>
  }
}

/** What of people these tables hold. */
export const jobHoldings: { [Name in keyof JobsTables]: Holding<JobsTables[Name]> } = {
  job_posting: {
    kind: 'posting',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'ends_at' },
    shows: ['number', 'title', 'employer', 'place', 'kind', 'until', 'contact', 'source', 'about', 'state', 'at'],
    forget: 'delete',
    moves: 'renamed',
  },
  job_wish: {
    kind: 'wish',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'at' },
    shows: ['sought', 'at'],
    forget: 'delete',
    moves: 'renamed',
  },
}
