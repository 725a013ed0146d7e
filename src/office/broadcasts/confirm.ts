import type { Broadcast, ConfirmedBy } from '../../core/broadcast.ts'
import type { ClassRef, Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import type { Outcome } from '../outcome.ts'
import type { BroadcastGround } from './ground.ts'
import { hasLeft } from './states.ts'

/** What a confirmation comes to, whichever way it was given. Only `now` changes anything. */
export type Confirmation =
  | { is: 'now'; isLate: boolean; broadcast: Broadcast; effects: readonly OfficeEffect[] }
  | { is: 'before' | 'recalled' | 'not-theirs'; broadcast: Broadcast }
  /** Its question has to be answered first, or was answered wrongly. */
  | { is: 'asked' | 'wrong'; broadcast: Broadcast }
  | { is: 'unknown' }

/** Who confirms what: `option` (from 1) is the answer to the broadcast's question. */
export interface Confirming {
  number: string
  person: string
  by: ConfirmedBy
  option?: number
}

/** Somebody of the roster confirms that they have read a broadcast. One with a question is confirmed by the right answer alone. */
export async function confirm(ground: BroadcastGround, given: Confirming): Promise<Confirmation> {
  const { read, rules, now } = ground
  const { number, person, by, option } = given
  const broadcast = await read.broadcasts.broadcast(number)
  if (!broadcast || !hasLeft(broadcast)) return { is: 'unknown' }
  if (broadcast.state === 'recalled') return { is: 'recalled', broadcast }
  const recipient = await read.broadcasts.recipient(number, person)
  if (!recipient) return { is: 'not-theirs', broadcast }
  if (recipient.state === 'confirmed' || recipient.state === 'late') return { is: 'before', broadcast }
  const { question, closesAt } = broadcast
  if (question && option === undefined) return { is: 'asked', broadcast }
  if (question && option! - 1 !== question.right) return { is: 'wrong', broadcast }
  const progressEvery = rules.words.progressEveryMinutes * 60_000
  return {
    is: 'now',
    isLate: closesAt !== null && closesAt < now.getTime(),
    broadcast,
    effects: [{ do: 'confirm-broadcast', number, person, by, progressEvery }],
  }
}

/** As an act, for a way on which nothing can be asked back: a press confirms, and where there is nothing to confirm any more it changes nothing. */
export async function confirmByLink(
  ground: BroadcastGround,
  _: Identity,
  given: Confirming,
): Promise<Outcome<{ isLate: boolean }, Exclude<Confirmation['is'], 'now'>>> {
  const found = await confirm(ground, given)
  return found.is === 'now'
    ? { done: { isLate: found.isLate }, effects: found.effects, audit: null }
    : { refused: found.is, audit: null }
}

/** Who is said to have read what, by somebody with a class's link. */
export interface Claiming {
  number: string
  person: string
  of: ClassRef
}

/**
 * Somebody with a class's link claims to have read a broadcast, which is noted and never counts as a confirmation. Whoever is named, in the class or
 * not, it comes to the same, so that nobody learns from it who is; of somebody who is not, nothing is kept.
 */
export async function claimByLink(
  { read }: Pick<BroadcastGround, 'read'>,
  _: Identity,
  { number, person, of }: Claiming,
): Promise<Outcome<null, 'bad-number' | 'unknown' | 'recalled'>> {
  if (!/^[0-9A-Za-z-]{2,30}$/.test(person)) return { refused: 'bad-number', audit: null }
  const broadcast = await read.broadcasts.broadcast(number)
  if (!broadcast || !hasLeft(broadcast)) return { refused: 'unknown', audit: null }
  if (broadcast.state === 'recalled') return { refused: 'recalled', audit: null }
  return { done: null, effects: [{ do: 'claim-broadcast', number, person, of }], audit: null }
}
