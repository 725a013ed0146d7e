import { fill } from '../content/words.ts'
import { wallTime } from '../core/calendar.ts'
import type { CrisisCase } from '../core/case.ts'
import type { Saying } from '../core/delivery.ts'
import type { ClassRef } from '../core/roster.ts'
import type { CaseWords } from './words.ts'

/** What a counselor is told of a crisis, with the words to acknowledge it as buttons. `before` stands above it. */
export function tellingOf(
  words: CaseWords,
  found: Pick<CrisisCase, 'number' | 'type' | 'grade' | 'name' | 'unit' | 'place' | 'excerpt' | 'at'>,
  { zone, before = '' }: { zone: string; before?: string },
): Saying {
  const { crisis, desk } = words
  const sentence =
    found.type === 'friend' ? crisis.tellFriend : found.type === 'danger' ? crisis.tellDanger : crisis.tell
  const text = fill(sentence, {
    number: found.number,
    grade: crisis.grades[found.grade],
    name: found.name,
    unit: unitText(found.unit),
    time: clockText(found.at, zone),
    place: crisis.places[found.place],
    excerpt: found.excerpt,
    minutes: minutesOf(words, found.grade) ?? crisis.minutes.serious,
  })
  return {
    text: before === '' ? text : `${before}\n${text}`,
    choices: [
      { value: `${desk.ack} ${found.number}`, label: crisis.ackLabel },
      { value: `${found.number} ${desk.done}`, label: crisis.doneLabel },
    ],
    images: [],
    rateable: false,
  }
}

/** After how many minutes without an answer the next are told; null for what waits in the list. */
export function minutesOf({ crisis }: CaseWords, grade: CrisisCase['grade']): number | null {
  return grade === 'distress' ? null : crisis.minutes[grade]
}

/** `（示例学院 一班）`, or nothing where no class is known. */
export const unitText = (unit: ClassRef | null): string => (unit ? `（${unit.college} ${unit.name}）` : '')

/** `6月29日 20:05`. */
export function clockText(at: number, zone: string): string {
  const { month, day, hour, minute } = wallTime(new Date(at), zone)
  return `${month}月${day}日 ${hour}:${String(minute).padStart(2, '0')}`
}
