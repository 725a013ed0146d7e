import type { BroadcastState, RecipientState, Reckoning, Tally } from '../../core/broadcast.ts'
import type { Settled } from '../../delivery/retry.ts'

/** The order of what is known of a recipient; a state only ever gives way to one that stands higher. */
const rank: Record<RecipientState, number> = {
  queued: 0,
  unreachable: 1,
  failed: 1,
  uncertain: 1,
  sent: 2,
  unconfirmed: 3,
  late: 4,
  confirmed: 4,
}

/** Every state of a recipient, lowest first. */
export const recipientStates = Object.keys(rank) as RecipientState[]

/** What a recipient's state becomes on this news: the news where it stands higher, else what was known. */
export function advance(old: RecipientState, news: RecipientState): RecipientState {
  return rank[news] > rank[old] ? news : old
}

/** The states that give way to this one. */
export const givingWayTo = (news: RecipientState): RecipientState[] =>
  recipientStates.filter(old => advance(old, news) !== old)

/** States of people (and groups) who may have seen a broadcast: they hear of its recall, and may confirm. */
export const mayHaveSeen: readonly RecipientState[] = ['sent', 'confirmed', 'late', 'unconfirmed', 'uncertain']

/** States of people to whom a broadcast is sent again: all who have not confirmed. */
export const notConfirmed: readonly RecipientState[] = ['unreachable', 'failed', 'uncertain', 'sent', 'unconfirmed']

/** States of people whose confirmation is waited for. */
export const waitedFor: readonly RecipientState[] = notConfirmed.filter(state => mayHaveSeen.includes(state))

/** States of a broadcast that has begun to leave and holds. */
export const holding: readonly BroadcastState[] = ['queued', 'sent']

const next: Record<BroadcastState, readonly BroadcastState[]> = {
  draft: ['waiting', 'approved', 'cancelled'],
  waiting: ['approved', 'refused', 'cancelled', 'recalled'],
  approved: ['queued', 'cancelled', 'recalled'],
  queued: ['sent', 'recalled'],
  sent: ['recalled'],
  recalled: [],
  cancelled: [],
  refused: [],
}

/** Whether a broadcast may go from one state to another. */
export const mayMove = (from: BroadcastState, to: BroadcastState): boolean => next[from].includes(to)

/** Whether people may have seen it: only such broadcasts are known to those who ask. */
export const hasLeft = ({ state, startedAt }: { state: BroadcastState; startedAt: number | null }): boolean =>
  startedAt !== null && (state === 'queued' || state === 'sent' || state === 'recalled')

/** The unique key of a delivery of a broadcast: to a person (`p`) or a group (`g`), in the first round or a resend. */
export function deliveryKey(number: string, { round, to, id }: { round: number; to: 'p' | 'g'; id: string }): string {
  return `broadcast:${number}:${round === 0 ? '' : `resend${round}:`}${to}:${id}`
}

const nobodyThere = new Set(['blocked', 'left', 'unknown-chat', 'cannot-push'])

/** What the end of a delivery means for its recipients; null while it has not ended. */
export function newsOf(settled: Pick<Settled, 'state'> & { reason?: string }): {
  state: RecipientState
  reason: string
} | null {
  switch (settled.state) {
    case 'delivered':
      return { state: 'sent', reason: '' }
    case 'refused':
    case 'failed': {
      const reason = settled.reason ?? ''
      return { state: nobodyThere.has(reason) ? 'unreachable' : 'failed', reason }
    }
    case 'uncertain':
      return { state: 'uncertain', reason: 'uncertain' }
    case 'waiting':
    case 'released':
      return null
  }
}

/** The seconds that the platforms' limits ask for; 0 when there is nothing to wait for. */
export function estimateSeconds(sends: Reckoning['sends']): number {
  const each = sends.map(({ count, perSecond, perDay }) => {
    const days = perDay === null ? 0 : Math.max(0, Math.ceil(count / perDay) - 1)
    return days * 86_400 + (perSecond === null ? 0 : Math.floor(Math.max(0, count - 1) / perSecond))
  })
  return Math.max(0, ...each)
}

/** Nobody yet. */
export const noTally = (): Tally => ({
  people: 0,
  claimed: 0,
  reasons: {},
  queued: 0,
  unreachable: 0,
  failed: 0,
  uncertain: 0,
  sent: 0,
  unconfirmed: 0,
  late: 0,
  confirmed: 0,
})

/** All of these together. */
export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = noTally()
  for (const tally of tallies) {
    for (const state of [...recipientStates, 'people', 'claimed'] as const) sum[state] += tally[state]
    for (const [reason, count] of Object.entries(tally.reasons))
      sum.reasons[reason] = (sum.reasons[reason] ?? 0) + count
  }
  return sum
}

/** How many confirmed, in time or late. */
export const confirmedOf = (tally: Tally): number => tally.confirmed + tally.late

/** Whole percent of the roster that confirmed; 100 where there is nobody. */
export const percentOf = (tally: Tally): number =>
  tally.people === 0 ? 100 : Math.floor((100 * confirmedOf(tally)) / tally.people)
