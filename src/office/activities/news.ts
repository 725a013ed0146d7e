import { fill } from '../../content/words.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Activity, ActivityNews, ActivityNotice } from '../../core/work/activity.ts'
import { daysBetween } from '../../time/calendar.ts'
import { dayMs } from '../../time/days.ts'
import { clockText, dayOf } from '../../time/shown.ts'
import type { ActivityRules } from './ground.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Whoever hears of it less than so long before does not hear it again the day, or the hour, before. */
const [leastBeforeDay, leastBeforeHour] = [30 * hourMs, 3 * hourMs]
/** So long after its beginning whoever planned it is asked to write down what took place. */
const afterMs = 2 * hourMs

type Told = Pick<ActivityNotice, 'news' | 'due'>

/** What is to be told of an activity that is planned, or planned anew: now `first`, then before it and, where it can be written down, after it. */
export function newsAhead(
  { at, kind }: Pick<Activity, 'at' | 'kind'>,
  first: 'invite' | 'moved',
  { now, words }: { now: Date } & Pick<ActivityRules, 'words'>,
): Told[] {
  const ahead = at - now.getTime()
  return [
    { news: first, due: now.getTime() },
    ...(ahead >= leastBeforeDay ? [{ news: 'day' as const, due: at - dayMs }] : []),
    ...(ahead >= leastBeforeHour ? [{ news: 'hour' as const, due: at - hourMs }] : []),
    ...(words.kinds[kind].record === null ? [] : [{ news: 'after' as const, due: at + afterMs }]),
  ]
}

/** When an activity is, as people are told: `6月20日 周日 19:00`. */
export const activityTime = ({ at }: Pick<Activity, 'at'>, zone: string): string =>
  `${dayOf(new Date(at), zone)} ${clockText(at, zone)}`

/** What somebody is told of an activity; a group, where there is no name. */
export function newsSaying(
  { words, zone, left, flows }: Pick<ActivityRules, 'words' | 'zone' | 'left' | 'flows'>,
  activity: Activity,
  news: ActivityNews,
  { name, now }: { name: string | null; now: Date },
): Saying {
  const { title, place, about, by, byName, reason, at, kind } = activity
  const days = daysBetween(now, new Date(at), zone)
  const values = {
    ...{
      name: name ?? words.everyone,
      title,
      place,
      kind: words.kinds[kind].title,
      when: activityTime(activity, zone),
      by: byName || by,
    },
    about: about === '' ? '' : fill(words.about, { about }),
    reason: reason === '' ? '' : fill(words.reason, { reason }),
    left: days <= 0 ? left.today : days === 1 ? left.tomorrow : fill(left.days, { days }),
  }
  const record = words.kinds[kind].record
  const flow = news === 'after' && record !== null ? flows.current.get(record) : undefined
  const choices = flow ? [{ value: flow.starts[0]!, label: flow.title }] : []
  return { text: fill(words.tell[news], values), choices, images: [], rateable: false }
}
