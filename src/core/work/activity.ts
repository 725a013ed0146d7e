import type { Audience } from '../roster.ts'

/** What an activity is, by which what is written down of it afterwards is found. */
export const activityKinds = ['meeting', 'visit', 'talk', 'other'] as const
export type ActivityKind = (typeof activityKinds)[number]

/** What people are told of an activity: that it is planned, the day and the hour before it, that it is another now, that it is off; whoever planned it after it. */
export const activityNews = ['invite', 'day', 'hour', 'moved', 'cancelled', 'after'] as const
export type ActivityNews = (typeof activityNews)[number]

/** Something that staff have planned for people: when, where, for whom. Instants are epoch milliseconds. */
export interface Activity {
  /** `E07`. */
  number: string
  kind: ActivityKind
  title: string
  place: string
  at: number
  /** What else there is to know; may be empty. */
  about: string
  audience: Audience
  /** The roster number of who planned it, and the name as the roster has it. */
  by: string
  byName: string
  state: 'planned' | 'cancelled'
  /** Why it is off; empty while it is not. */
  reason: string
  /** Which planning of it holds, from 1 on: what is told of an earlier one is told no more. */
  revision: number
}

/** One telling of an activity: when it is due, and what came of it. */
export interface ActivityNotice {
  activity: string
  news: ActivityNews
  revision: number
  due: number
  state: 'waiting' | 'told' | 'skipped'
  /** How many it was for, and how many of them nothing reached. */
  audience: number
  unreachable: number
}

/** What can be asked of activities. */
export interface ActivityReads {
  /** The number that the next one gets. */
  next(): Promise<string>
  /** Those between two instants, those that are off too, the first first. */
  between(from: number, until: number): Promise<Activity[]>
  activity(number: string): Promise<Activity | null>
  /** What is and was told of one, in order. */
  notices(activity: string): Promise<ActivityNotice[]>
}

/** What is changed in activities. */
export type ActivityEffect = {
  /** Saves one, in the place of its earlier planning; of that nothing is told any more, and these tellings are due. */
  do: 'save-activity'
  activity: Activity
  notices: readonly Pick<ActivityNotice, 'news' | 'due'>[]
}
