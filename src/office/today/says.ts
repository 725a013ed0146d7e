import { fill } from '../../content/words.ts'
import { dayOf, minuteText } from '../../time/shown.ts'
import type { TodayMatter } from './today.ts'
import type { TodayWords } from './words.ts'

/** In which part of the list a matter stands. */
export type TodayPart = keyof TodayWords['parts']

const partOf: Record<TodayMatter['what'], TodayPart> = {
  crisis: 'now',
  handoffs: 'waiting',
  approvals: 'waiting',
  unconfirmed: 'waiting',
  reviews: 'waiting',
  questions: 'waiting',
  deadline: 'week',
  reminder: 'week',
  channel: 'bot',
  missing: 'bot',
}

/** The matters by part, in order; parts without any are left out. */
export function inParts(matters: readonly TodayMatter[]): { part: TodayPart; matters: readonly TodayMatter[] }[] {
  const parts = Map.groupBy(matters, m => partOf[m.what])
  return [...parts].map(([part, of]) => ({ part, matters: of }))
}

/** So many names stand in one line. */
const mostLabels = 4

/** What a matter is, in one line. */
export function lineOfMatter(
  words: TodayWords,
  matter: TodayMatter,
  { now, zone }: { now: Date; zone: string },
): string {
  const { lines } = words
  const since = 'since' in matter ? minuteText(matter.since, zone) : ''
  switch (matter.what) {
    case 'crisis':
      return crisisLineOf(lines, matter, now)
    case 'deadline': {
      const day = matter.hasTime ? minuteText(matter.at, zone) : dayOf(new Date(matter.at), zone)
      const part = matter.part === '' ? '' : fill(words.part, { part: matter.part })
      return fill(lines.deadline, { label: matter.label, day }) + part + (matter.isSample ? words.sample : '')
    }
    case 'reminder':
      return fill(lines.reminder, { title: matter.title, at: minuteText(matter.at, zone) })
    case 'missing': {
      const { labels } = matter
      const named = labels.slice(0, mostLabels).join('、') + (labels.length > mostLabels ? '……' : '')
      return fill(lines.missing, { count: labels.length, labels: named })
    }
    default:
      return fill(lines[matter.what], { ...matter, since })
  }
}

function crisisLineOf(
  { crisis, crisisNow, crisisLeft }: TodayWords['lines'],
  { number, nextAt }: Extract<TodayMatter, { what: 'crisis' }>,
  now: Date,
): string {
  if (nextAt === null) return fill(crisisLeft, { number })
  const minutes = Math.ceil((nextAt - now.getTime()) / 60_000)
  return minutes > 0 ? fill(crisis, { number, minutes }) : fill(crisisNow, { number })
}

/** So many lines are read in a chat; of what comes in the week fewer, for it can wait. */
const mostLines = 12
const mostAhead = 4

/** What waits for somebody as one short message. */
export function todayText(words: TodayWords, matters: readonly TodayMatter[], at: { now: Date; zone: string }): string {
  if (matters.length === 0) return words.none
  const parts = inParts(matters)
  const lines = parts.flatMap(({ part, matters }) => (part === 'week' ? matters.slice(0, mostAhead) : matters))
  const said = lines.slice(0, mostLines)
  const rest = matters.length - said.length
  return [
    words.head,
    ...said.map((m, n) => `${n + 1}. ${lineOfMatter(words, m, at)}`),
    ...(rest > 0 ? [fill(words.rest, { count: rest })] : []),
    words.door,
  ].join('\n')
}
