import { fill } from '../../content/words.ts'
import type { CrisisCase } from '../../core/case.ts'
import type { Choice, Saying } from '../../core/delivery.ts'
import type { ClassRef } from '../../core/roster.ts'
import { minuteText } from '../../time/shown.ts'
import type { CaseWords } from './words.ts'

/** What a counselor is told of a crisis, with the words to acknowledge it or to call it false as buttons. `before` stands above it. */
export function tellingOf(
  words: CaseWords,
  found: Pick<
    CrisisCase,
    'number' | 'type' | 'about' | 'whom' | 'grade' | 'name' | 'unit' | 'place' | 'excerpt' | 'at'
  >,
  { zone, before = '' }: { zone: string; before?: string },
): Saying {
  const { crisis } = words
  const text = fill(crisis.tell[found.about], {
    number: found.number,
    grade: crisis.grades[found.grade],
    kind: crisis.kinds[found.type],
    name: found.name,
    unit: unitText(found.unit),
    time: minuteText(found.at, zone),
    place: crisis.places[found.place],
    excerpt: found.excerpt,
    whom: found.whom || crisis.someone,
  })
  const end = fill(crisis.tellEnd, { number: found.number, minutes: crisis.minutes[found.grade] })
  return {
    text: [before, text, end].filter(part => part !== '').join('\n'),
    choices: crisisChoices(words, found.number),
    images: [],
    rateable: false,
  }
}

/** What staff may do with a crisis, as buttons: take it, say that the person was reached, call it false. */
export function crisisChoices({ crisis, desk }: CaseWords, number: string): Choice[] {
  return [
    { value: `${desk.ack} ${number}`, label: crisis.ackLabel },
    { value: `${number} ${desk.done}`, label: crisis.doneLabel },
    { value: `${number} ${desk.wrong}`, label: crisis.wrongLabel },
  ]
}

/** What staff may do with a scam case, as buttons: say whether it was one. */
export const scamChoices = ({ desk: { right, wrong } }: CaseWords, number: string): Choice[] =>
  [right, wrong].map(mark => ({ value: `${number} ${mark}`, label: mark }))

/** `（示例学院 一班）`, or nothing where no class is known. */
export const unitText = (unit: ClassRef | null): string => (unit ? `（${unit.college} ${unit.name}）` : '')
