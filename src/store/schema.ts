import type { ColumnType, Generated } from 'kysely'
import type { BroadcastState, ConfirmedBy, RecipientState } from '../core/broadcast.ts'
import type { About, CrisisGrade, DangerKind, Mark } from '../core/case.ts'
import type { Purpose } from '../core/delivery.ts'
import type { Role } from '../core/roster.ts'

/**
 * The tables as the code sees them. Instants are epoch milliseconds (bigint on PostgreSQL), documents are JSON text,
 * yes and no are 1 and 0, so that both databases hold the same values.
 */
export interface Tables {
  update_seen: { id: string; at: number }
  session: { person: string; chat: string; state: string; at: number }
  chat: { id: string; channel: string; kind: string; title: string; state: string; at: number }
  delivery: {
    seq: Generated<number>
    id: string
    key: string
    chat: string
    channel: string
    person: string | null
    body: string
    at: number
    purpose: Purpose
    chat_kind: 'private' | 'group'
    priority: number
    state: DeliveryState
    not_before: number
    lease_until: ColumnType<number, number | undefined, number>
    attempts: ColumnType<number, number | undefined, number>
    native_id: ColumnType<string | null, string | undefined, string>
    reason: ColumnType<string | null, string | undefined, string>
    done_at: ColumnType<number | null, number | undefined, number>
  }
  unanswered: { question: string; times: number; nearest: string; first_at: number; last_at: number }
  rating: { update_id: string; person: string; entry: string; useful: number; at: number }
  audit: { seq: Generated<number>; at: number; person: string; chat: string; act: string; detail: string }
  person_memory: { person: string; state: string; at: number }
  submission: {
    number: string
    person: string
    flow: string
    version: number
    answers: string
    state: string
    code: string | null
    at: number
    revised_at: number | null
    delete_at: number
  }
  handoff: {
    number: string
    person: string
    name: string
    topic: string
    urgency: string
    text: string
    how: string
    may_contact: number
    state: 'open' | 'done'
    at: number
  }
  tag: { person: string; name: string; value: string; at: number }
  /** Something to be looked at later: `update` is the update that it will be handled as, in JSON. */
  timer: { key: string; person: string; chat: string; update: string; due: number }
  roster: {
    number: string
    name: string
    role: Role
    college: string
    class_name: string
    dorm: string
    loan: string
    counselor: string
    /** The parts of the tree that a member of staff may act on, in JSON. */
    scope: string
    at: number
  }
  binding: { handle: string; number: string; channel: string; private_chat: string | null; at: number }
  bind_code: { number: string; hash: string; until: number; attempts: number }
  bind_attempt: { handle: string; at: number }
  group_class: { chat: string; channel: string; college: string; class_name: string; by: string; at: number }
  group_proposal: {
    id: string
    chat: string
    channel: string
    title: string
    /** The bound group that it may be. */
    before: string
    college: string
    class_name: string
    state: 'open' | 'yes' | 'no'
    at: number
  }
  consent: { person: string; to: string; version: string; is_given: number; at: number }
  /** `frame` is the run of a group that goes on behind it, in JSON; `says` what is asked for there. */
  door: {
    id: string
    says: string
    frame: string | null
    until: number
    used_at: ColumnType<number | null, undefined, number>
  }
  /** The last number that was given out, by letter. */
  case_number: { letter: 'S' | 'C'; last: number }
  scam_case: {
    number: string
    type: string
    grade: 'high' | 'low'
    score: number
    signals: string
    text: string
    sketch: string
    draft: string
    at: number
    last_at: number
    state: 'open' | Mark
    marked_by: string | null
    marked_at: number | null
    delete_at: number
  }
  scam_group: {
    number: string
    chat: string
    title: string
    college: string | null
    class_name: string | null
    times: number
    at: number
  }
  crisis_case: {
    number: string
    person: string
    name: string
    college: string | null
    class_name: string | null
    type: DangerKind
    about: About
    whom: string
    grade: CrisisGrade
    excerpt: string
    place: 'private' | 'group'
    /** Where the person is told what became of it. */
    home: string | null
    home_channel: string | null
    at: number
    state: 'open' | 'acknowledged'
    /** The step that was told last, see `Caretaker`. */
    step: number
    /** When the next step is told; null when nobody is left or it is acknowledged. */
    next_at: number | null
    by: string
    delete_at: number
  }
  /** A question asked out of worry (`Worry` as JSON); gone within a day. */
  worry: { person: string; state: string; at: number }
  /** What staff said of crises: labelled data without a person. */
  crisis_label: {
    number: string
    type: DangerKind
    about: About
    grade: CrisisGrade
    mark: Mark
    text: string
    delete_at: number
  }
  /** What happened with a crisis case; `key` is the delivery that told `staff`. */
  crisis_event: {
    seq: Generated<number>
    number: string
    at: number
    step: number
    event: 'told' | 'unreachable' | 'refused' | 'unanswered' | 'acknowledged' | 'nobody-left'
    staff: string | null
    key: string | null
  }
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
  /** What the platforms of the running bot can do and take, in JSON. */
  channel: { name: string; abilities: string; limits: string }
  /** What someone asked to be reminded of. `wake` is when to look at it: at `due`, or later where it waits for quiet hours to end. */
  reminder: {
    id: string
    person: string
    n: number
    name: string | null
    handle: string
    channel: string
    chat: string
    text: string
    reply: string | null
    /** A `Rule`, in JSON. */
    rule: string
    due: number
    wake: number
    until: number
    at: number
  }
  /** Up to when a standing reminder has been given; nothing of it is looked at before `hold`. */
  reminder_cursor: { reminder: string; upto: number; hold: number }
  /** What came of one time of a reminder. `position` is the last recipient that was planned. */
  reminder_run: {
    reminder: string
    instant: number
    state: 'planning' | 'planned' | 'skipped'
    reason: string | null
    audience: number
    planned: number
    unreachable: number
    position: string
    at: number
  }
  flow_version: { name: string; version: number; text: string }
  web_message: {
    seq: Generated<number>
    id: string
    chat: string
    /** Null when the bot speaks. */
    person: string | null
    name: string
    body: string
    at: number
  }
}

/** Where a delivery stands: waiting for its turn, being sent, or ended. */
export type DeliveryState = 'waiting' | 'sending' | 'delivered' | 'refused' | 'uncertain' | 'failed' | 'cancelled'
