import type { Chore } from '../../core/chore.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Audience, ClassRef, Home, Recipient } from '../../core/roster.ts'
import type { Activity, ActivityNotice } from '../../core/work/activity.ts'
import { meansWholeClasses } from '../broadcasts/meant.ts'
import { doAll, type Steps } from '../steps.ts'

/** A telling that is due, the activity as it stands now, and the last roster number that was told. */
export interface DueNotice {
  notice: ActivityNotice
  activity: Activity
  after: string
}

/** Where is told: a private chat with whom it is, or a group. */
interface Address {
  chat: { id: string; channel: string; kind: 'private' | 'group' }
  handle: string | null
}

/** Somebody who is told, and of which class they are. */
type Hearing = Pick<Recipient, 'number' | 'name' | 'college' | 'className' | 'home'>

/** The records that is told from, within one transaction and as of one instant. */
export interface AnnouncingRecords {
  /** The first telling that is due, or null. */
  next(): Promise<DueNotice | null>
  /** Whom an audience means, in the order of their numbers. */
  people(audience: Audience): Promise<Recipient[]>
  /** The groups of the classes of an audience that may be written to. */
  groups(audience: Audience): Promise<{ of: ClassRef; chat: Address['chat'] }[]>
  homesOf(number: string): Promise<readonly Home[]>
  /** Tells somebody (`id`: their number), or a group (its id); each hears a telling once. */
  tell(notice: ActivityNotice, to: Address & { id: string; saying: Saying }): Promise<void>
  /** Notes how far a telling has come. */
  put(
    notice: ActivityNotice,
    to: Partial<Pick<ActivityNotice, 'due' | 'state' | 'audience' | 'unreachable'>> & { after?: string },
  ): Promise<void>
}

/** Where what is to be told of activities waits. */
export interface Announcements extends Steps<AnnouncingRecords> {
  /** After the clock was put back to `now`: what is to be told at once is due now. */
  dueAgain(now: Date): Promise<void>
}

/** What the chore goes by. */
export interface AnnouncingParts {
  /** The instant itself, or the end of the quiet hours. */
  afterQuiet(at: Date): Date
  /** What somebody is told of an activity; a group, where there is no name. */
  saying(activity: Activity, news: ActivityNotice['news'], of: { name: string | null; now: Date }): Saying
  /** People in one transaction. */
  chunk?: number
}

/** What people are told of activities that staff planned becomes deliveries when it is due, some hundred people at a time. */
export function makeAnnouncing(announcements: Announcements, parts: AnnouncingParts): Chore {
  return {
    name: 'activities',
    nextDue: now => announcements.nextDue(now),
    run: now => doAll(announcements, now, records => announce(records, now, parts)),
    rewind: now => announcements.dueAgain(now),
  }
}

async function announce(records: AnnouncingRecords, now: Date, parts: AnnouncingParts): Promise<'more' | 'done'> {
  const due = await records.next()
  if (!due) return 'done'
  const { notice, activity } = due
  if (isOver(due, now)) await records.put(notice, { state: 'skipped' })
  else {
    const quietEnd = parts.afterQuiet(now)
    const mayWait = quietEnd.getTime() < activity.at || notice.news === 'after'
    if (quietEnd <= now || (!mayWait && isPressing(notice))) await tellNext(records, due, { now, parts })
    else await records.put(notice, mayWait ? { due: quietEnd.getTime() } : { state: 'skipped' })
  }
  return 'more'
}

/** Whether nothing is to be told any more: it is off, planned anew, or has begun. */
function isOver({ notice, activity }: DueNotice, now: Date): boolean {
  if (notice.revision !== activity.revision) return true
  if (notice.news === 'after') return activity.state === 'cancelled'
  return activity.at <= now.getTime()
}

/** Whether people go somewhere in vain unless they hear it, so that it is told in quiet hours rather than too late. */
const isPressing = ({ news }: ActivityNotice) => news === 'moved' || news === 'cancelled'

async function tellNext(
  records: AnnouncingRecords,
  { notice, activity, after }: DueNotice,
  { now, parts }: { now: Date; parts: AnnouncingParts },
): Promise<void> {
  const all = notice.news === 'after' ? await planner(records, activity) : await records.people(activity.audience)
  const left = all.filter(({ number }) => number > after)
  const chunk = left.slice(0, parts.chunk ?? 500)
  for (const { number, name, home } of chunk)
    if (home)
      await records.tell(notice, { id: number, ...home, saying: parts.saying(activity, notice.news, { name, now }) })
  const audience = notice.audience + chunk.length
  const [state, last] = [chunk.length === left.length ? ('told' as const) : ('waiting' as const), chunk.at(-1)]
  const unreachable = state === 'told' ? await tellGroups(records, { notice, activity, all, now, parts }) : 0
  await records.put(notice, { after: last?.number ?? after, state, audience, unreachable })
}

/** Tells the groups of whole classes in which somebody is whom nothing else reaches; answers how many are left whom nothing reaches. */
async function tellGroups(
  records: AnnouncingRecords,
  {
    notice,
    activity,
    all,
    now,
    parts,
  }: { notice: ActivityNotice; activity: Activity; all: readonly Hearing[]; now: Date; parts: AnnouncingParts },
): Promise<number> {
  const left = all.filter(({ home }) => home === null)
  if (left.length === 0 || notice.news === 'after' || !meansWholeClasses(activity.audience)) return left.length
  const isOf = (unit: ClassRef) => (one: Hearing) => one.college === unit.college && one.className === unit.name
  const groups = (await records.groups(activity.audience)).filter(({ of }) => left.some(isOf(of)))
  for (const { chat } of groups)
    await records.tell(notice, {
      id: chat.id,
      chat,
      handle: null,
      saying: parts.saying(activity, notice.news, { name: null, now }),
    })
  return left.filter(one => !groups.some(({ of }) => isOf(of)(one))).length
}

/** Whoever planned it, as the one who is told. */
async function planner(records: AnnouncingRecords, { by, byName }: Activity): Promise<Hearing[]> {
  const [home = null] = await records.homesOf(by)
  return [{ number: by, name: byName, college: '', className: '', home }]
}
