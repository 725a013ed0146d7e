import type { ActivityKind, ActivityNews } from '../../core/work/activity.ts'
import { type Holding, ofNobody } from './holding.ts'

/** What staff plan for people. */
export interface ActivitiesTables {
  activity: {
    number: string
    kind: ActivityKind
    title: string
    place: string
    at: number
    about: string
    /** An `Audience`, in JSON. */
    audience: string
    /** The roster number of who planned it. */
    by: string
    state: 'planned' | 'cancelled'
    reason: string
    revision: number
  }
  /** What is told of an activity, once for each planning of it. `position` is the last roster number that was told. */
  activity_notice: {
    activity: string
    news: ActivityNews
    revision: number
    due: number
    state: 'waiting' | 'told' | 'skipped'
    position: string
    audience: number
    unreachable: number
  }
}

/** What of people these tables hold. */
export const activityHoldings: { [Name in keyof ActivitiesTables]: Holding<ActivitiesTables[Name]> } = {
  activity: {
    kind: 'activity',
    whose: [{ by: 'number', column: 'by' }],
    ends: { after: 'at' },
    shows: ['number', 'kind', 'title', 'at'],
    forget: 'stays',
    moves: 'stays',
  },
  // Counts, and the number up to which it was told.
  activity_notice: {
    kind: 'activity',
    ends: { with: 'activity', key: 'number', column: 'activity' },
    ...ofNobody,
  },
}
