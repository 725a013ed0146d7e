import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import { type Identity, ownerOfNumber } from '../../core/roster.ts'
import type { Posting, PostingState } from '../../core/work/jobs.ts'
import { isoDay } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import { doubtsOf, isGrave, postingFaults } from './check.ts'
import { cannotPost, type JobGround, onPosting, type PostingOutcome } from './ground.ts'

/** How a posting stood before something was done to it. */
export interface PostingBefore {
  state: PostingState
  reason: string
}

type Moved = PostingOutcome<{ says: string; before?: PostingBefore }>

const beforeOf = ({ state, reason }: Posting): PostingBefore => ({ state, reason })

/**
 * Lets a posting be shown. One with something to look at is released by somebody else than whoever brought it in; one that is wrong or over by nobody.
 * Whoever brought it in hears of the first release.
 */
export function releasePosting(
  ground: JobGround,
  actor: Identity,
  { number }: { number: string },
): Promise<PostingOutcome> {
  const { rules, now } = ground
  const { desk } = rules.words
  return onPosting<{ says: string }>(ground, actor, number, found => {
    if (found.state === 'open') return shown({ says: fill(desk.releasedBefore, { number }) })
    if (found.until < isoDay(now, rules.zone)) return cannotPost(desk.over)
    const faults = postingFaults(found, rules, now)
    if (faults.length > 0) return cannotPost(fill(desk.wrong, { faults: faults.join('') }))
    const doubts = doubtsOf(found, rules).filter(doubt => isGrave(doubt, rules))
    const by = ownerOfNumber(actor.number!)
    const isOwn = found.bringer.owner === by
    if (doubts.length > 0 && isOwn) return cannotPost(fill(desk.second, { doubts: doubts.join('；') }))
    const { title } = found
    const isFirst = found.release === null && !isOwn
    const letter = isFirst ? saying(fill(rules.words.said.released, { title, number })) : null
    return {
      done: { says: desk.released },
      effects: [{ do: 'release-posting', number, by, saying: letter }],
      audit: { act: 'release-posting', detail: number },
    }
  })
}

/** The most characters of why a posting is sent back. */
const longestReason = 200

/** Sends a posting back with a reason, which whoever brought it in reads; `isPreview` only says what they would. */
export function returnPosting(
  ground: JobGround,
  actor: Identity,
  { number, reason, start, isPreview = false }: { number: string; reason: string; start: string; isPreview?: boolean },
): Promise<PostingOutcome<{ says: string; letter: string }>> {
  const { desk, said } = ground.rules.words
  return onPosting<{ says: string; letter: string }>(ground, actor, number, found => {
    if (reason === '') return cannotPost(desk.returnEmpty)
    if (reason.length > longestReason) return cannotPost(fill(desk.returnLong, { limit: longestReason }))
    const letter = fill(said.returned, { title: found.title, number, reason, start })
    if (isPreview) return shown({ says: '', letter })
    return {
      done: { says: desk.returned, letter },
      effects: [{ do: 'return-posting', number, reason, saying: saying(letter) }],
      audit: { act: 'return-posting', detail: number },
    }
  })
}

/** Takes a posting that is shown down at once. */
export function endPosting(
  ground: JobGround,
  actor: Identity,
  { number, reason = '' }: { number: string; reason?: string },
): Promise<Moved> {
  const { desk } = ground.rules.words
  return onPosting<{ says: string; before?: PostingBefore }>(ground, actor, number, found => {
    if (found.state !== 'open') return cannotPost(fill(desk.notOpen, { number }))
    return {
      done: { says: desk.ended, before: beforeOf(found) },
      effects: [{ do: 'end-posting', number, reason }],
      audit: { act: 'end-posting', detail: number },
    }
  })
}

/** A posting waits for a person once more, or stands again as it did; nobody is told. Only what was just taken down is shown again by it: all else is released. */
export function postingAsBefore(
  ground: JobGround,
  actor: Identity,
  { number, state, reason }: { number: string } & PostingBefore,
): Promise<Moved> {
  const { desk } = ground.rules.words
  return onPosting<{ says: string; before?: PostingBefore }>(ground, actor, number, found => {
    if (state === 'open' && found.state !== 'ended') return cannotPost(fill(desk.notOpen, { number }))
    return {
      done: { says: state === 'waiting' ? desk.again : desk.back, before: beforeOf(found) },
      effects: [{ do: 'set-posting', number, state, reason }],
      audit: { act: 'set-posting', detail: `${number} ${state}` },
    }
  })
}
