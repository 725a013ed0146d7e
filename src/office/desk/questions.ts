import type { EntryRating, Unanswered } from '../../core/desk.ts'
import type { Identity } from '../../core/roster.ts'
import { type Outcome, shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type DeskGround, type DeskRefusal, notForThem } from './ground.ts'

/** What the school should answer better: questions that nobody could answer, and how answers were rated. They are of nobody in particular. */
export async function openQuestions(
  { read, rules: { words } }: DeskGround,
  actor: Identity,
  { most }: { most: number },
): Promise<Outcome<{ unanswered: Unanswered[]; ratings: EntryRating[] }, DeskRefusal>> {
  if (!may(actor, 'see-handoffs')) return notForThem(words.handoff.refused, 'questions')
  return shown({ unanswered: await read.desk.unanswered(most), ratings: await read.desk.ratings() })
}
