import type { Flows } from '../../flows/library.ts'
import type { Stories } from '../../knowledge/stories/real-cases.ts'
import { afterQuiet, nextOccurrence } from '../../time/recurrence.ts'
import { cardOf, dealCards } from '../cards/deal.ts'
import { classesRecorded } from '../desk/records.ts'
import { picksFor } from '../desk/weekly.ts'
import { unitKey, unitsWithin } from '../people/where.ts'
import { almanacOf, type SetAside } from './almanac.ts'
import { nextOf } from './coming.ts'
import type { ReminderGround } from './load.ts'
import type { Recorded } from './occasions.ts'
import { groundFor, isFor, standingOf } from './parts.ts'
import type { PlanningParts } from './planning.ts'
import type { RingingParts } from './ringing.ts'
import { ownerSaying, personalSaying, standingSaying } from './saying.ts'
import { hasCard, hasPicks } from './standing.ts'
import { unsetIn } from './unset.ts'

/** People's own reminders in the words and by the dates of the content in force. */
export function ringingParts(ground: () => ReminderGround, setAside?: SetAside): RingingParts {
  return {
    setAside,
    content: ground,
    next: (rule, after, whose) => nextOccurrence(rule, after, { almanac: almanacOf(groundFor(ground(), whose)) }),
    afterQuiet(at) {
      const { reminderWords, knowledge } = ground()
      return afterQuiet(at, reminderWords.quiet, knowledge.school.zone)
    },
    saying: (reminder, late) => personalSaying(ground(), reminder, late),
  }
}

/** The standing reminders, in the words and by the dates of the content in force. */
export function planningParts(
  ground: () => ReminderGround & { flows: Flows; stories: Stories },
  setAside?: SetAside,
  deskUrl: string | null = null,
): PlanningParts {
  return {
    setAside,
    reminders: () => standingOf(ground()),
    next: (reminder, after) => nextOf(ground(), reminder, after),
    afterQuiet: ({ quiet }, at) => (quiet ? afterQuiet(at, quiet, quiet.zone) : at),
    isFor: (reminder, whose) => isFor(reminder, whose, ground().knowledge.school),
    saying: (reminder, who, at, own) => standingSaying(groundFor(ground(), who), reminder, { ...who, at, ...own }),
    async left({ unrecorded }, recorded, now) {
      return unrecorded === null ? null : classesLeft(ground(), await recorded(unrecorded), now)
    },
    unset: (reminder, who) => unsetIn(reminder, groundFor(ground(), who).knowledge.school),
    toOwner: (reminder, field, of) => ownerSaying(ground(), reminder, { label: field.label, ...of }),
    picks: async (reminder, read, hearers, now) => {
      if (!hasPicks(reminder)) return null
      const { knowledge, flows, reminderWords } = ground()
      const rules = { words: knowledge.phrases, flows, school: knowledge.school }
      return picksFor(
        { read, rules, now },
        hearers.map(one => one.id),
        { words: reminderWords.manage, deskUrl },
      )
    },
    async deal(reminder, cards, hearers) {
      if (!hasCard(reminder)) return null
      const { stories } = ground()
      const dealt = dealCards(stories, hearers, await cards())
      return new Map([...dealt].map(([id, story]) => [id, cardOf(stories, story)]))
    },
  }
}

/** The classes of each of the staff that have no record, named; whoever has none of these is not in it. */
function classesLeft(
  { knowledge, flows }: ReminderGround & { flows: Flows },
  { records, classes, staff }: Recorded,
  now: Date,
): ReadonlyMap<string, string> {
  const rules = { words: knowledge.phrases, flows, school: knowledge.school }
  const recorded = classesRecorded({ rules, now }, records, classes)
  const leftOf = staff.map(({ number, scope }) => {
    const left = unitsWithin(classes, scope).filter(one => !recorded.has(unitKey(one)))
    return [number, left.map(one => one.name).join('、')] as const
  })
  return new Map(leftOf.filter(([, left]) => left !== ''))
}
