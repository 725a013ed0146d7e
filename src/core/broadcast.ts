import type { Saying } from './delivery.ts'
import type { Audience, ClassRef, RosterPerson, Unit } from './roster.ts'
import type { Picture } from './update.ts'

/** How pressing a broadcast is; 紧急 needs a second person and may break quiet hours. */
export type Level = '普通' | '重要' | '紧急'
export const levels: readonly Level[] = ['普通', '重要', '紧急']

/** What a member of staff may send: a warning or an announcement. */
export type BroadcastKind = '预警' | '通知'

/** Where a broadcast stands. `waiting` waits for a second person; `refused` was turned down by one. */
export type BroadcastState = 'draft' | 'waiting' | 'approved' | 'queued' | 'sent' | 'recalled' | 'cancelled' | 'refused'

/** What became of a broadcast for one person on the roster. */
export type RecipientState =
  | 'queued'
  | 'unreachable'
  | 'failed'
  | 'uncertain'
  | 'sent'
  | 'unconfirmed'
  | 'late'
  | 'confirmed'

/** A question that shows whether the message was understood, not only seen. `right` counts from 0. */
export interface CheckQuestion {
  question: string
  options: readonly string[]
  right: number
  explain: string
}

/** One message to a chosen part of the roster. Instants are epoch milliseconds. */
export interface Broadcast {
  number: string
  kind: BroadcastKind
  template: string
  level: Level
  /** What the sender wrote. */
  body: string
  /** The whole text as it leaves. */
  text: string
  picture: Picture | null
  question: CheckQuestion | null
  audience: Audience
  /** The audience in words. */
  audienceWords: string
  sender: { number: string; name: string; office: string }
  state: BroadcastState
  /** When it is to leave. */
  due: number
  /** The broadcast that this one corrects or recalls. */
  of: { number: string; as: 'correction' | 'recall' } | null
  /** The broadcast that corrects this one. */
  correctedBy: string | null
  approvedBy: string | null
  /** Why it was refused or recalled. */
  reason: string
  createdAt: number
  /** When it began to leave. */
  startedAt: number | null
  /** When it had left for everybody who could be reached. */
  sentAt: number | null
  /** Until when a confirmation is in time. */
  closesAt: number | null
  /** While it waits for a second person: when it is looked after because nobody has approved it yet. */
  unapprovedAt: number | null
  resends: number
  /** When it last began to leave, resends included. */
  lastRoundAt: number | null
}

/** What is asked for while a broadcast is being written, in this order. */
export type DraftField = 'template' | 'level' | 'audience' | 'time' | 'body' | 'picture' | 'question'

/** A broadcast that is being written in chat. What is left out has not been answered; null is a deliberate "none". */
export interface BroadcastDraft {
  kind: BroadcastKind
  template?: string
  level?: Level
  audience?: { audience: Audience; words: string }
  /** Epoch milliseconds, or as soon as it is released. */
  due?: number | 'now'
  body?: string
  picture?: Picture | null
  question?: CheckQuestion | null
  /** The broadcast that it corrects. */
  of: string | null
  /** Its number once it was shown. */
  number: string | null
  asking: DraftField | 'preview' | 'change'
  touchedAt: number
}

/** What is not known of a broadcast before it leaves. */
export const notLeft = {
  correctedBy: null,
  approvedBy: null,
  reason: '',
  startedAt: null,
  sentAt: null,
  closesAt: null,
  unapprovedAt: null,
  resends: 0,
  lastRoundAt: null,
} satisfies Partial<Broadcast>

/** One person's line of a broadcast. */
export interface BroadcastRecipient {
  number: string
  state: RecipientState
  /** How the broadcast reaches them. */
  via: 'private' | 'group' | 'none'
  confirmedAt: number | null
  /** When someone claimed over a class link to be this person and to have read it. */
  claimedAt: number | null
}

/** The group of a class, in which a broadcast may be said to all of it. */
export interface ClassGroup {
  chat: string
  channel: string
  of: ClassRef
}

/** How many people stand where. `claimed` counts besides the states. */
export interface Tally extends Record<RecipientState, number> {
  people: number
  claimed: number
  /** Reasons of `unreachable` and `failed`, with how many. */
  reasons: Record<string, number>
}

/** Where the people of a class stand. */
export type ClassTally = ClassRef & Tally

/** One person's line in the report of a broadcast. Instants are epoch milliseconds. */
export interface ReportRow {
  college: string
  className: string
  number: string
  name: string
  state: RecipientState
  reason: string
  sentAt: number | null
  confirmedAt: number | null
  confirmedBy: ConfirmedBy | null
  claimedAt: number | null
}

/** What an audience comes to before anything is sent. */
export interface Reckoning {
  people: number
  privately: number
  /** People who have only their class group. */
  byGroup: number
  notBound: number
  cannotPush: number
  groups: number
  /** Messages by channel, with how many the platform takes; null where it sets no limit. */
  sends: { channel: string; count: number; perSecond: number | null; perDay: number | null }[]
  /** Classes in the audience, with those whom nothing reaches. */
  classes: (ClassRef & { people: number; unreachable: number; groups: number })[]
}

/** What an audience of nobody comes to. */
export const nothingReckoned: Reckoning = {
  people: 0,
  privately: 0,
  byGroup: 0,
  notBound: 0,
  cannotPush: 0,
  groups: 0,
  sends: [],
  classes: [],
}

/** How an urgent broadcast stands among some people: of how many so many have not confirmed. */
export interface UrgentNow {
  number: string
  template: string
  people: number
  count: number
}

/** Somebody whom an audience means and nothing reaches now: neither a chat of theirs nor a group of their class that may carry it. */
export interface Unreached extends ClassRef {
  number: string
  person: string
  reason: 'not-bound' | 'cannot-push'
}

/** How many people of a broadcast there are, and how many stand where a list looks. */
export interface Counts {
  people: number
  confirmed: number
  unreached: number
}

/** How someone confirmed. */
export type ConfirmedBy = 'private' | 'group' | 'link'

/** What can be asked of the broadcasts during a turn. */
export interface BroadcastReads {
  /** The number that the next broadcast gets; taken when it is saved in the same turn. */
  nextNumber(): Promise<string>
  broadcast(number: string): Promise<Broadcast | null>
  /** The newest first. */
  all(): Promise<Broadcast[]>
  /** Those that wait for a second person, the newest first. */
  waiting(): Promise<Broadcast[]>
  /** Urgent ones that hold and are not closed, with how many within these parts of the tree have not confirmed. */
  urgent(scope: readonly Unit[]): Promise<UrgentNow[]>
  /** Those that began to leave, or are to leave, from an instant until another; in that order. */
  between(from: number, until: number): Promise<Broadcast[]>
  reckon(audience: Audience): Promise<Reckoning>
  /** Whom of an audience nothing reaches, by class and number, at most so many. */
  unreached(audience: Audience, most: number): Promise<Unreached[]>
  /** Which of these numbers an audience means. */
  meantAmong(audience: Audience): Promise<string[]>
  recipient(broadcast: string, person: string): Promise<BroadcastRecipient | null>
  /** Broadcasts that were sent to a group since then and are not recalled, oldest first. */
  openInChat(chat: string, since: number): Promise<string[]>
  /** Broadcasts sent to a person since then that wait for their confirmation, oldest first. */
  openFor(person: string, since: number): Promise<string[]>
  /** By class, within these parts of the tree. */
  tally(broadcast: string, scope: readonly Unit[]): Promise<ClassTally[]>
  /** How these broadcasts stand within these parts of the tree, by number; one that went to nobody there is not in it. */
  counts(broadcasts: readonly string[], scope: readonly Unit[]): Promise<ReadonlyMap<string, Counts>>
  /** Those of these broadcasts that went to anybody within these parts of the tree. */
  reaching(broadcasts: readonly string[], scope: readonly Unit[]): Promise<ReadonlySet<string>>
  /** Everybody of a broadcast within these parts of the tree, by class and number; nothing else that is kept of them. */
  rows(broadcast: string, scope: readonly Unit[]): Promise<ReportRow[]>
  /** Who of a class has not confirmed, by number. */
  unconfirmed(broadcast: string, of: ClassRef): Promise<{ number: string; name: string }[]>
  /** Staff besides `except`, and whether they can be written to. */
  staff(except: string): Promise<(RosterPerson & { hasHome: boolean })[]>
}

/** What a turn may change in the broadcasts. */
export type BroadcastEffect =
  /** Saves one as it stands; a number stands once, and one that has left changes no more. */
  | { do: 'save-broadcast'; broadcast: Broadcast }
  /** Lets it leave at its time (`by` is the one who released it), or turns it down. */
  | { do: 'approve-broadcast'; number: string; by: string }
  /** What was to leave at its time does not: it is its writer's draft again. */
  | { do: 'unapprove-broadcast'; number: string }
  | { do: 'end-broadcast'; number: string; as: 'cancelled' | 'refused'; reason: string }
  /** Stops what waits, and lets `notice` leave to those who got it. */
  | { do: 'recall-broadcast'; number: string; reason: string; notice: Broadcast }
  /** Sends it again to those who have not confirmed, not before `due`. */
  | { do: 'resend-broadcast'; number: string; due: number }
  /** The person of the turn confirms. `progressEvery` (milliseconds) is how often a group hears how many have. */
  | { do: 'confirm-broadcast'; number: string; person: string; by: ConfirmedBy; progressEvery: number }
  /** Someone claims over a class's link to be this person of the class and to have read it; it never counts as a confirmation. */
  | { do: 'claim-broadcast'; number: string; person: string; of: ClassRef }
  /** Writes to people on the roster wherever they can be written to; the same key once. */
  | { do: 'write-to'; key: string; numbers: readonly string[]; saying: Saying }

/** A broadcast's number for the `n`th (from 1): A01 … A99, A100 … */
export function broadcastNumber(n: number): string {
  return `A${String(n).padStart(2, '0')}`
}

/** The number that a text names (A07, a7, Ａ０７) in its one form, or null. */
export function broadcastNumberIn(text: string): string | null {
  const found = /(?<![0-9a-z])a0*(\d{1,6})(?![0-9a-z])/i.exec(text.normalize('NFKC'))
  return found && Number(found[1]) > 0 ? broadcastNumber(Number(found[1])) : null
}
