import { fill } from '../../content/words.ts'
import { type Identity, ownerOfNumber } from '../../core/roster.ts'
import type { Posting, PostingText } from '../../core/work/jobs.ts'
import { onClock } from '../../time/instants.ts'
import { receiptOf } from '../receipt.ts'
import { doubtsOf, postingFaults } from './check.ts'
import { cannotPost, type JobGround, notWithPostings, onPosting, type PostingOutcome } from './ground.ts'

/** The letter with which numbers of postings begin. */
const letter = 'J'

/** What bringing a posting in came to. */
export interface Brought {
  says: string
  number: string
  /** What whoever decides about it should look at. */
  doubts: string[]
}

/** Brings a posting in, for anybody whom the school knows: it waits for a person, whoever brings it. What is wrong with it is said with the cure. */
export function bring(
  { rules, now, draw }: Pick<JobGround, 'rules' | 'now' | 'draw'>,
  actor: Identity,
  { text }: { text: PostingText },
): PostingOutcome<Brought> {
  const { words, zone } = rules
  if (actor.number === null) return notWithPostings(words.desk.refused, 'bring')
  const faults = postingFaults(text, rules, now)
  if (faults.length > 0) return cannotPost(faults.join('\n'))
  const doubts = doubtsOf(text, rules)
  const number = receiptOf({ draw, now, zone }, letter)
  return {
    done: { says: fill(words.desk.put, { number }), number, doubts },
    effects: [{ do: 'put-posting', number, text, endsAt: endOf(text.until, zone), by: ownerOfNumber(actor.number) }],
    audit: { act: 'put-posting', detail: number },
  }
}

/** The same as an act. */
export const bringPosting = async (
  ground: JobGround,
  actor: Identity,
  input: { text: PostingText },
): Promise<PostingOutcome<Brought>> => bring(ground, actor, input)

/** When a day (`2027-06-20`) is over. */
const endOf = (day: string, zone: string) => onClock(Date.parse(`${day}T00:00:00Z`), 24 * 60, zone).getTime()

/** Changes what a posting says; it waits for a person once more. `before` is what it said where it only waited. */
export function changePosting(
  ground: JobGround,
  actor: Identity,
  { number, text }: { number: string; text: PostingText },
): Promise<PostingOutcome<{ says: string; before: PostingText | null }>> {
  const { words } = ground.rules
  return onPosting(ground, actor, number, found => {
    const faults = postingFaults(text, ground.rules, ground.now)
    if (faults.length > 0) return cannotPost(faults.join('\n'))
    const endsAt = endOf(text.until, ground.rules.zone)
    return {
      done: { says: fill(words.desk.put, { number }), before: found.state === 'waiting' ? postingText(found) : null },
      effects: [{ do: 'put-posting', number, text, endsAt, by: found.bringer.owner }],
      audit: { act: 'put-posting', detail: number },
    }
  })
}

/** What a posting says, alone. */
export const postingText = ({ title, employer, place, kind, until, contact, source, about }: Posting): PostingText => ({
  ...{ title, employer, place, kind, until, contact, source, about },
})
