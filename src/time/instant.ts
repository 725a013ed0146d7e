import { parseInstant } from './calendar.ts'
import type { Note } from './days.ts'
import { expressionsIn } from './expression.ts'
import { plainOf } from './plain.ts'
import { readingOf } from './reading.ts'
import type { Reading } from './seen.ts'
import { makeCalendar, type WorkCalendar } from './workdays.ts'

/** An instant that staff name. `unsure`: it might have been meant otherwise, and is to be asked about before anything leaves. */
export type InstantAnswer =
  | { at: Date }
  | { unsure: Date }
  | { past: Date }
  | { not: 'a-time' | 'an-hour' | 'for-sure' | 'that-weekday' }

/** Guesses that are fit for one's own reminder and not for a message to hundreds. */
const doubts: readonly Note[] = [
  'half-day',
  'default-day',
  'rolled',
  'bare-span',
  'offset',
  'solar',
  'workdays',
  'slip',
]
const around =
  /^(?:[\s,。.!~:]|[【[]\S{0,4}时间[】\]]|\S{0,4}时间:|请|就|在|于|定在|定|等到|到|吧|的?时候|准时|定时|再|发送|发布|推送|发出|发)*$/
const country = makeCalendar({ holidays: [], workdays: [] })

/** The instant that a text is (`明天 9:00`, `6月12日下午三点半`, `2027-06-12 18:00`), seen from `now`; all of the text must be read. */
export function readInstant(
  text: string,
  { now, zone, calendar = country }: { now: Date; zone: string; calendar?: WorkCalendar },
): InstantAnswer {
  const plain = plainOf(text)
  const exact = /\d[ T]\d/.test(plain.whole) ? parseInstant(plain.whole.trim(), zone) : null
  if (exact) return exact < now ? { past: exact } : { at: exact }
  const [said, ...others] = expressionsIn(plain, new Map())
  if (!said) return { not: 'a-time' }
  const rest = [plain.text.slice(0, said.from), plain.text.slice(said.to)]
  if (others.length > 0) return { not: 'for-sure' }
  if (!rest.every(part => around.test(part))) return { not: 'a-time' }
  const almanac = { calendar, dateOf: () => null }
  return answerOf(readingOf(said, { now, zone, almanac, times: null, dates: new Map() }))
}

function answerOf(reading: Reading): InstantAnswer {
  switch (reading.is) {
    case 'time':
      if (reading.rule.on !== 'once') return { not: 'for-sure' }
      return reading.notes.some(note => doubts.includes(note)) ? { unsure: reading.at } : { at: reading.at }
    case 'past':
      return { past: reading.at }
    case 'no-time':
      return { not: 'an-hour' }
    case 'differs':
      return { not: 'that-weekday' }
    case 'no-day':
    case 'no-hour':
      return { not: 'a-time' }
    default:
      return { not: 'for-sure' }
  }
}
