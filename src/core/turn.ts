import type { BroadcastEffect } from './broadcast.ts'
import type { CardEffect } from './cards/card.ts'
import type { CaseEffect, CaseWorkEffect } from './case.ts'
import type { ContentEffect } from './content/item.ts'
import type { ListEffect } from './content/lists.ts'
import type { NoticeEffect } from './content/notice.ts'
import type { Purpose, Saying } from './delivery.ts'
import type { DeskEffect, Report } from './desk.ts'
import type { GroupEffect } from './group.ts'
import type { Frame, PersonMemory, Submission } from './memory.ts'
import type { Reads } from './reads.ts'
import type { ReminderEffect, ReminderWorkEffect } from './reminder.ts'
import type { Belonging, ClassRef, Identity, PeopleEffect, RosterEffect } from './roster.ts'
import type { ChatState, Session } from './session.ts'
import type { Chat, Update } from './update.ts'
import type { ActivityEffect } from './work/activity.ts'
import type { AuditLine } from './work/audit.ts'
import type { CareListEffect } from './work/care.ts'
import type { ConsoleEffect } from './work/console.ts'
import type { JobEffect, JobWishEffect } from './work/jobs.ts'
import type { LedgerEffect } from './work/ledger.ts'
import type { ProgressEffect } from './work/progress.ts'
import type { QueueEffect } from './work/queue.ts'
import type { StaffEffect } from './work/staff.ts'

/** One thing a turn wants done; all of a turn's effects are saved together or not at all. */
export type Effect =
  /** `chat` is where, when it is not where the update came from; `purpose` is `reply` unless said otherwise. */
  | { do: 'say'; saying: Saying; toPerson: boolean; chat?: Chat; purpose?: Purpose }
  /** A question without an answer; `unit` is the class of whoever asked, of whom nothing else is kept with it. */
  | { do: 'ask-counselor'; question: string; nearest: string[]; unit: ClassRef | null }
  /** The writer wants to be told when such a question has an answer. */
  | { do: 'await-answer'; question: string }
  | { do: 'rate'; update: string; entry: string; useful: boolean }
  | ({ do: 'audit' } & AuditLine)
  | { do: 'save-submission'; submission: Submission; keepDays: number }
  | { do: 'withdraw-submission'; number: string }
  /**
   * A request for a person; `notice` goes to the first of those who look after the writer whom anything reaches. A report goes to those whose it is, and is
   * told on where nobody takes it within `minutes`. With `office` it is a suggestion, for the writer's college or the school, and with `anonymousAs` the
   * writer is called so to them. One under a number that there is takes its place.
   */
  | {
      do: 'hand-off'
      number: string
      topic: string
      urgency: string
      text: string
      how: string
      mayContact: boolean
      office?: 'college' | 'school'
      anonymousAs?: string
      notice: Saying
      keepDays: number
      report?: Report & { minutes: number }
    }
  | { do: 'tag'; name: string; value: string; keepDays: number }
  /** Looks at a run of a flow again at `due` (epoch milliseconds); one timer a run. */
  | { do: 'timer'; run: string; due: number }
  /**
   * Deletes what is stored about the person: everything, or one submission. What staff were sent of it reads `erased` from then on; those who were
   * told of an open request of theirs get the notice that it is gone.
   */
  | {
      do: 'forget'
      scope: 'all' | { submission: string }
      erased: string
      requests: readonly { number: string; notice: Saying }[]
    }
  /** A one-time link into a private web chat; `frame` is the run that goes on there, `says` what is asked for. */
  | { do: 'make-one-time-link'; id: string; says: string; frame: Frame | null; until: number }
  | RosterEffect
  | ReminderEffect
  | CaseEffect
  | CardEffect
  | JobWishEffect
  | OfficeEffect

export type { AuditLine } from './work/audit.ts'

/** What an act of the staff changes. It is saved without a message, so the command line saves the same as a chat. */
export type OfficeEffect =
  | ActivityEffect
  | BroadcastEffect
  | CareListEffect
  | CaseWorkEffect
  | ConsoleEffect
  | ContentEffect
  | DeskEffect
  | GroupEffect
  | LedgerEffect
  | JobEffect
  | ListEffect
  | NoticeEffect
  | PeopleEffect
  | ProgressEffect
  | QueueEffect
  | ReminderWorkEffect
  | StaffEffect

/** How the bot took a message. */
export type VerdictOutcome = 'answer' | 'clarify' | 'unknown' | 'silent' | 'flow' | 'alarm'

/** The verdict on a message, as `farewell ask --json` prints it. Scores are 0..1. */
export interface Verdict {
  outcome: VerdictOutcome
  entry: string | null
  score: number
  candidates: { entry: string; score: number }[]
}

/** The handling of one update: what came in and what is remembered. */
export interface Turn {
  update: Update
  session: Session
  chat: ChatState
  memory: PersonMemory
  now: Date
  /** Who wrote, as far as the school knows. */
  who: Identity
  /** Whose values of the school hold in this chat: the writer's in a private one, the class's in a group, never those of a person there. */
  whose: Belonging
  read: Reads
  /** The numbers of the person's own requests for help that nobody has followed up yet. */
  requests: readonly string[]
  /** What the writer's account last said to the school's model service being asked (see `modelConsent`); left out where nothing is kept of it. */
  modelConsent?: { version: string; isGiven: boolean } | null
  /** The record of the certificate whose code the message holds; it may be anyone's. */
  certificate: CertificateRecord | null
  /** A fresh random id: the source of numbers and codes. */
  draw(): string
}

/** What a turn decided: what to do, and what to remember. */
export interface Decision {
  effects: Effect[]
  session: Session
  chat: ChatState
  memory: PersonMemory
  verdict: Verdict
}

/** What the records hold of a certificate. */
export interface CertificateRecord {
  code: string
  number: string
  flow: string
  state: Submission['state']
  at: number
}

/** A verification code as it is written on certificates; the hyphen may be left out. */
export const codePattern = /(?<![0-9A-Za-z])([0-9A-Za-z]{5})-?([0-9A-Za-z]{5})(?![0-9A-Za-z])/

/** The code in a message in its one form, or null. */
export function codeIn(text: string): string | null {
  const found = codePattern.exec(text)
  return found ? `${found[1]}-${found[2]}`.toUpperCase() : null
}

/** Decides what to say, from the turn alone: no clock, no network; what it reads beyond it, it reads through `turn.read`. */
export type Decide = (turn: Turn) => Decision | Promise<Decision>

/** Runs one update as one transaction; an update seen before changes nothing. */
export interface Turns {
  run(update: Update, decide: Decide): Promise<'done' | 'seen'>
}
