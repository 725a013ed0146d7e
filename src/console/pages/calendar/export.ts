import { activityRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { whomText as whomId } from '../../../knowledge/values.ts'
import { listActivities } from '../../../office/activities/look.ts'
import { type DeadlineDay, readDeadlines } from '../../../office/reminders/deadlines.ts'
import { type IcsEvent, icsOf } from '../../../reports/ics.ts'
import { isoDay } from '../../../time/shown.ts'
import type { Download, Visit } from '../../desk.ts'
import { partQuery, partSaid, unitAsked } from '../../parts/part.ts'
import { spanShown } from '../activities/index.ts'
import { eventOfActivity } from '../activities/one.ts'
import type { CalendarWords } from './words.ts'

/** The dates that hold in the reader's part of the school and the activities planned there, as a file for the calendar of a phone; null where the part is not theirs. */
export async function calendarFile(visit: Visit, say: CalendarWords): Promise<Download | null> {
  const came = await visit.act(readDeadlines, visit.content, { unit: partQuery(unitAsked(visit)).part ?? '' })
  if ('refused' in came) return null
  const school = visit.content.knowledge.school.fields.get('school.name')?.value ?? ''
  const text = icsOf({
    name: fill(say.ics.name, { school }),
    events: [...came.done.deadlines.map(one => eventOf(visit, say, one)), ...(await activitiesIn(visit, say))],
    now: visit.now,
  })
  return { name: 'farewell.ics', type: 'text/calendar; charset=utf-8', bytes: new TextEncoder().encode(text) }
}

/** The activities ahead that are not off, as things in a calendar. */
async function activitiesIn(visit: Visit, { ics }: CalendarWords): Promise<IcsEvent[]> {
  const input = { unit: unitAsked(visit), ...spanShown(visit.now, false) }
  const came = await visit.act(listActivities, activityRulesOf(visit.content), input)
  const all = 'done' in came ? came.done.activities : []
  return all
    .filter(({ activity }) => activity.state === 'planned')
    .map(({ activity }) => eventOfActivity(activity, ics))
}

function eventOf(visit: Visit, { ics }: CalendarWords, one: DeadlineDay): IcsEvent {
  const { key, label, at, hasTime, isSample, part } = one
  return {
    uid: `${key}${part ? ` ${whomId(part)}` : ''}@${ics.uid}`,
    title: isSample ? label + ics.sample : label,
    about: part ? fill(ics.whom, { whom: partSaid(visit, part) }) : '',
    on: hasTime ? { at } : { day: isoDay(at, visit.zone) },
  }
}
