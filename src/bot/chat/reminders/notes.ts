import { fill } from '../../../content/words.ts'
import type { Note } from '../../../time/days.ts'
import { dayMs } from '../../../time/days.ts'
import { dayOf } from '../../../time/shown.ts'
import type { Context } from '../../context.ts'

/** What is said of a time beside the time itself: what was guessed, and which night is meant. */
export function noteLines(notes: readonly Note[], at: Date, { turn, knowledge, reminderWords }: Context): string[] {
  const day = (from: Date, days: number) => dayOf(new Date(from.getTime() + days * dayMs), knowledge.school.zone)
  const values = { day: day(at, 0), eve: day(at, -1), today: day(turn.now, 0), tomorrow: day(turn.now, 1) }
  return notes.map(note => fill(reminderWords.notes[note], values))
}
