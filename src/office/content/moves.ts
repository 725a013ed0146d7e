import { placeholdersIn } from '../../knowledge/entry.ts'
import { entriesSaying } from '../../knowledge/shown.ts'
import { reckoned } from '../reminders/almanac.ts'
import { nextOf } from '../reminders/coming.ts'
import { standingOf } from '../reminders/parts.ts'
import type { Standing } from '../reminders/standing.ts'
import type { EditedContent } from './ground.ts'

/** A standing reminder whose next time is another one; null where there is none. */
export interface MovedReminder {
  name: string
  title: string
  from: Date | null
  to: Date | null
}

/** What goes with a value of the school: reminders that move, and what says the value, by ids and names. */
export interface Moves {
  reminders: readonly MovedReminder[]
  shows: { entries: readonly string[]; reminders: readonly string[]; flows: readonly string[] }
}

/** What moves from one content to another in which a field has other values. */
export function movesBetween(
  before: EditedContent,
  after: EditedContent,
  { key, now }: { key: string; now: Date },
): Moves {
  const [old, next] = [timesIn(before, now), timesIn(after, now)]
  const reminders = [...new Map([...old, ...next]).keys()].flatMap((name): MovedReminder[] => {
    const [from, to] = [old.get(name), next.get(name)]
    if (from?.at?.getTime() === to?.at?.getTime()) return []
    return [{ name, title: (to ?? from)!.title, from: from?.at ?? null, to: to?.at ?? null }]
  })
  return { reminders, shows: textsShowing(after, key) }
}

/** When each standing reminder is given next. */
const timesIn = (content: EditedContent, now: Date) =>
  new Map(
    standingOf(content).map(reminder => {
      const at = reckoned(reminder.name, () => nextOf(content, reminder, now))
      return [reminder.name, { title: reminder.title, at }] as const
    }),
  )

/** Which texts say a field or go by it. */
export function textsShowing({ knowledge, reminders, flowTexts }: EditedContent, key: string): Moves['shows'] {
  const says = (text: string) => placeholdersIn(text).includes(key)
  return {
    entries: entriesSaying(knowledge.entries, key).map(entry => entry.id),
    reminders: reminders.filter(r => goesBy(r, key) || says(r.say)).map(r => r.name),
    flows: [
      ...new Set(flowTexts.filter(({ text }) => says(text) || text.includes(`deadline: ${key}`)).map(f => f.name)),
    ],
  }
}

const goesBy = ({ rule }: Standing, key: string) => rule.on === 'school-date' && rule.field === key
