import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import type { Contribution, DeskEffect, Review } from '../../core/desk.ts'
import type { Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import { type Outcome, shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { teacherText } from './answers.ts'
import { type ContributionGround, onContribution, picturesOfContribution, teacherLetterOf } from './contributions.ts'
import { cannot, type DeskGround, type DeskOutcome, type DeskRefusal, isTheirs, notForThem } from './ground.ts'

const right = 'moderate'

/** The contributions that wait for a moderator, of those who are in the care of whoever asks. */
export async function openReviews(
  { read, rules }: DeskGround,
  actor: Identity,
): Promise<Outcome<{ reviews: Review[] }, DeskRefusal>> {
  if (!may(actor, right)) return notForThem(rules.words.review.refused, 'reviews')
  const theirs = (await read.desk.reviews()).filter(r => isTheirs(actor, right, r))
  const known = new Map<string, boolean>()
  for (const number of new Set(theirs.flatMap(r => r.samePictures))) {
    const other = await read.desk.contribution(number)
    known.set(number, other !== null && isTheirs(actor, right, other))
  }
  const reviews = theirs.map(r => ({ ...r, samePictures: r.samePictures.filter(number => known.get(number)) }))
  return shown({ reviews }, { act: 'read-reviews', detail: String(reviews.length) })
}

/** Lets others see a contribution. One that they may see already stays as it is. */
export async function approveReview(
  ground: ContributionGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome> {
  const { review: words } = ground.rules.words
  return onContribution(ground, actor, number, async found => {
    if (isShown(found)) return shown({ says: fill(words.approvedBefore, { number }) })
    const { says, effects } = await letThrough(ground, found)
    return {
      done: { says },
      effects,
      audit: { act: 'approve-submission', detail: number },
    }
  })
}

const isShown = ({ state }: Contribution) => state === 'submitted' || state === 'late'

/** What becomes of a contribution that is let through; `letter` is what leaves for the teacher whom it is for, if anything reaches them. */
interface Through {
  says: string
  effects: OfficeEffect[]
  isForTeacher: boolean
  letter: string | null
}

/** A contribution is let through: others may see it, or the teacher for whom it is gets it. */
async function letThrough(ground: ContributionGround, found: Contribution): Promise<Through> {
  const { review: words, flow: flowWords } = ground.rules.words
  const { number } = found
  const through = { says: fill(words.approved, { number }), effects: [approved(ground, found)], letter: null }
  const meant = teacherLetterOf(ground.rules, found)
  if (!meant) return { ...through, isForTeacher: false }
  const { to, text, signature } = meant
  const teacher = teacherText(to, flowWords)
  const staff = await ground.read.broadcasts.staff('')
  const isReached = staff.some(one => one.number === to.number && one.hasHome)
  if (to.number === null || !isReached)
    return { ...through, says: fill(words.handOver, { number, teacher }), isForTeacher: true }
  const letter = fill(words.letter, { number, text, name: signature ?? words.graduate })
  // Once for each writing of it, however often it is let through.
  const key = `letter:${number}:${found.revisedAt ?? found.at}`
  const sending = {
    do: 'write-to' as const,
    key,
    numbers: [to.number],
    saying: saying(letter, [], picturesOfContribution(found)),
  }
  const says = fill(words.delivered, { number, teacher })
  return { says, effects: [...through.effects, sending], isForTeacher: true, letter }
}

function approved(
  { rules: { flows, school }, now }: ContributionGround,
  { number, flow, at }: Contribution,
): DeskEffect {
  const named = flows.current.get(flow)?.deadline
  const deadline = named ? deadlineOf(school, named, now) : null
  const as = deadline !== null && at > deadline.at.getTime() ? 'late' : 'submitted'
  return { do: 'approve-submission', number, as }
}

/** What letting several through came to: all of them, the letters among them as they leave, and which of them left. */
export interface ManyApproved {
  says: string
  numbers: string[]
  letters: string[]
  sent: string[]
}

/**
 * Lets others see several contributions at once, and sends those that are for a teacher; those that are not theirs, or that wait no more, stay as they
 * are. `isPreview` only says what would leave.
 */
export async function approveMany(
  ground: ContributionGround,
  actor: Identity,
  { numbers, isPreview = false }: { numbers: readonly string[]; isPreview?: boolean },
): Promise<DeskOutcome<ManyApproved>> {
  const { review: words } = ground.rules.words
  if (!may(actor, right)) return notForThem(words.refused, numbers.join(' '))
  const waiting = await theirs(ground, actor, { numbers, is: found => found.state === 'review' })
  const left = new Set(numbers).size - waiting.length
  const through = await Promise.all(waiting.map(found => letThrough(ground, found)))
  const own = through.filter(one => one.isForTeacher)
  const says = [
    ...(through.length > own.length || own.length === 0
      ? [fill(words.approvedMany, { count: through.length - own.length })]
      : []),
    ...own.map(one => one.says),
    ...(left > 0 ? [fill(words.approvedLeft, { count: left })] : []),
  ].join('\n')
  const done = waiting.map(found => found.number)
  const letters = through.flatMap(one => one.letter ?? [])
  const sent = through.flatMap((one, n) => (one.letter === null ? [] : [done[n]!]))
  if (isPreview) return shown({ says, numbers: done, letters, sent })
  return {
    done: { says, numbers: done, letters, sent },
    effects: through.flatMap(one => one.effects),
    audit: done.length === 0 ? null : { act: 'approve-submissions', detail: done.join(' ') },
  }
}

async function theirs(
  { read }: ContributionGround,
  actor: Identity,
  { numbers, is }: { numbers: readonly string[]; is(found: Contribution): boolean },
): Promise<Contribution[]> {
  const found: Contribution[] = []
  for (const number of new Set(numbers)) {
    const one = await read.desk.contribution(number)
    if (one && isTheirs(actor, right, one) && is(one)) found.push(one)
  }
  return found
}

/** Contributions wait for a moderator once more, and nobody else sees them meanwhile. */
export async function reviewAgain(
  ground: ContributionGround,
  actor: Identity,
  { numbers }: { numbers: readonly string[] },
): Promise<DeskOutcome<{ says: string; before: LookedAt[] }>> {
  const { review: words } = ground.rules.words
  if (!may(actor, right)) return notForThem(words.refused, numbers.join(' '))
  const seen = await theirs(ground, actor, { numbers, is: isLookedAt })
  if (seen.length === 0) return cannot(fill(words.unknown, { number: numbers.join('、') }))
  return {
    done: {
      says: fill(words.again, { count: seen.length }),
      before: seen.map(({ number, state, reason }) => ({ number, state: state as LookedAt['state'], reason })),
    },
    effects: seen.map(({ number }) => ({ do: 'review-submission' as const, number })),
    audit: { act: 'review-submissions', detail: seen.map(found => found.number).join(' ') },
  }
}

/** What a moderator had said of a contribution. */
export interface LookedAt {
  number: string
  state: 'submitted' | 'late' | 'returned'
  reason: string | null
}

const isLookedAt = (found: Contribution) => isShown(found) || found.state === 'returned'

/** What was to be looked at once more is again as a moderator had left it; its author hears nothing of it, for they were told before. */
export async function lookedAtBefore(
  ground: ContributionGround,
  actor: Identity,
  { before }: { before: readonly LookedAt[] },
): Promise<DeskOutcome> {
  const { review: words } = ground.rules.words
  const numbers = before.map(one => one.number)
  if (!may(actor, right)) return notForThem(words.refused, numbers.join(' '))
  const waiting = await theirs(ground, actor, { numbers, is: found => found.state === 'review' })
  const some = before.filter(one => waiting.some(found => found.number === one.number))
  if (some.length === 0) return cannot(fill(words.unknown, { number: numbers.join('、') }))
  return {
    done: { says: fill(words.asBefore, { count: some.length }) },
    effects: some.map(({ number, state, reason }) => ({ do: 'put-submission' as const, number, state, reason })),
    audit: { act: 'approve-submissions', detail: some.map(one => `${one.number} ${one.state}`).join(' ') },
  }
}

/** The most characters of why a contribution is sent back. */
const longestReason = 300

/** Sends a contribution back with a reason: it is not shown, and its author is told kindly and may hand it in again. `isPreview` only says what they read. */
export async function sendBack(
  ground: ContributionGround,
  actor: Identity,
  { number, reason, isPreview = false }: { number: string; reason: string; isPreview?: boolean },
): Promise<DeskOutcome<{ says: string; letter: string }>> {
  const { words, flows } = ground.rules
  return onContribution(ground, actor, number, found => {
    if (reason === '') return cannot(words.review.returnedEmpty)
    if (reason.length > longestReason) return cannot(fill(words.review.returnedLong, { limit: longestReason }))
    const flow = flows.current.get(found.flow)
    if (!flow) return cannot(fill(words.review.unknown, { number }))
    const { title, starts, submits } = flow
    const told = submits?.repeatable ? words.review.returnedAnew : words.review.returnedRevise
    const letter = fill(told, { title, number, reason, start: starts[0]! })
    if (isPreview) return shown({ says: '', letter })
    const says = found.isReached ? words.review.returned : words.review.returnedUnreached
    return {
      done: { says: fill(says, { number }), letter },
      effects: [{ do: 'return-submission', number, reason, saying: saying(letter, [], picturesOfContribution(found)) }],
      audit: { act: 'return-submission', detail: number },
    }
  })
}
