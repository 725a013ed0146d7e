import type { BroadcastState, ConfirmedBy, RecipientState } from '../../core/broadcast.ts'
import { type Holding, ofNobody } from './holding.ts'

/** Broadcasts, to whom they went and who confirmed; what the platforms can do. */
export interface BroadcastsTables {
  broadcast: {
    number: string
    seq: number
    state: BroadcastState
    /** What it says and to whom, in JSON. */
    body: string
    /** The sender's roster number. */
    sender: string
    /** The broadcast that it corrects or recalls. */
    of_number: string | null
    of_as: 'correction' | 'recall' | null
    corrected_by: string | null
    approved_by: string | null
    reason: string
    created_at: number
    due: number
    started_at: number | null
    sent_at: number | null
    closes_at: number | null
    /** Whether those who had not confirmed in time were marked so. */
    is_closed: number
    /** While it waits for a second person: when it is looked after because nobody has approved it yet. */
    unapproved_at: number | null
    escalate_at: number | null
    /** How many times those in charge were told who has not confirmed. */
    escalated: number
    /** Deliveries that have not ended. */
    pending: number
  }
  /** The sending of a broadcast (0) and its resends; `cursor` is the last roster number that was planned. */
  broadcast_round: {
    broadcast: string
    round: number
    due: number
    started_at: number | null
    cursor: string
    planned_at: number | null
  }
  broadcast_group: {
    broadcast: string
    chat: string
    channel: string
    college: string
    class_name: string
    state: RecipientState
    reason: string
    progress_due: number | null
    progress_lines: number
  }
  broadcast_recipient: {
    broadcast: string
    number: string
    college: string
    class_name: string
    via: 'private' | 'group' | 'none'
    state: RecipientState
    reason: string
    sent_at: number | null
    confirmed_at: number | null
    confirmed_by: ConfirmedBy | null
    claimed_at: number | null
  }
  /**
   * What the platforms of the running bot can do and take, in JSON; and, for queries, whether they may write first to a person and to a group, and
   * what the handles of those who come in by personal links begin with.
   */
  channel: {
    name: string
    abilities: string
    limits: string
    to_people: number
    to_groups: number
    link_prefix: string | null
  }
}

/** What of people these tables hold. */
export const broadcastHoldings: { [Name in keyof BroadcastsTables]: Holding<BroadcastsTables[Name]> } = {
  broadcast: {
    kind: 'broadcast',
    whose: [{ by: 'number', column: 'sender' }],
    ends: { after: 'created_at' },
    shows: ['number', 'state', 'created_at'],
    forget: 'stays',
    moves: 'stays',
  },
  broadcast_round: { kind: 'broadcast', ends: { with: 'broadcast', key: 'number', column: 'broadcast' }, ...ofNobody },
  broadcast_group: {
    kind: 'confirmation',
    ends: { after: 'closes_at', of: 'broadcast', key: 'number', column: 'broadcast' },
    ...ofNobody,
  },
  // That it was meant for somebody, and whether they confirmed, is the school's record; how and what they claimed is theirs.
  broadcast_recipient: {
    kind: 'confirmation',
    whose: [{ by: 'number', column: 'number' }],
    ends: { after: 'closes_at', of: 'broadcast', key: 'number', column: 'broadcast' },
    shows: 'all',
    forget: 'own',
    moves: 'stays',
  },
  channel: null,
}
