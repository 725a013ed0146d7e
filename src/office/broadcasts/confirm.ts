import type { Broadcast, ConfirmedBy } from '../../core/broadcast.ts'
import type { OfficeEffect } from '../../core/turn.ts'
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
