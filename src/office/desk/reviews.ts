import { fill } from '../../content/words.ts'
import type { Review } from '../../core/desk.ts'
import type { Identity } from '../../core/roster.ts'
import { type Outcome, shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type DeskGround, type DeskOutcome, type DeskRefusal, isTheirs, notForThem, onTheirs } from './ground.ts'

const right = 'moderate'

/** The contributions that wait for a moderator, of those who are in the care of whoever asks. */
export async function openReviews(
  { read, rules }: DeskGround,
  actor: Identity,
): Promise<Outcome<{ reviews: Review[] }, DeskRefusal>> {
  if (!may(actor, right)) return notForThem(rules.words.review.refused, 'reviews')
  const reviews = (await read.desk.reviews()).filter(r => isTheirs(actor, right, r))
  return shown({ reviews }, { act: 'read-reviews', detail: String(reviews.length) })
}

/** Lets others see a contribution. One that they may see already stays as it is. */
export async function approveReview(
  { read, rules }: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome> {
  const words = rules.words.review
  return onTheirs(actor, { right, number, found: await read.desk.review(number) }, words, ({ isOpen }) =>
    isOpen
      ? {
          done: { says: fill(words.approved, { number }) },
          effects: [{ do: 'approve-submission', number }],
          audit: { act: 'approve-submission', detail: number },
        }
      : shown({ says: fill(words.approvedBefore, { number }) }),
  )
}
