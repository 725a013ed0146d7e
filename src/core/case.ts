import type { Awaitable } from './awaitable.ts'
import type { DeliveryState, Saying } from './delivery.ts'
import type { ClassRef, Home } from './roster.ts'
import type { Chat } from './update.ts'

/** How grave a crisis is: `immediate` wants help within minutes, `serious` soon; `distress` is despair without a word of danger. */
export type CrisisGrade = 'immediate' | 'serious' | 'distress'

/** What kind of danger somebody is in. `mind` is despair, suicide and self-harm; `held` is being held, lured or controlled by others. */
export const dangerKinds = ['mind', 'held', 'accident', 'illness', 'violence', 'disaster'] as const
export type DangerKind = (typeof dangerKinds)[number]

/** Who is in danger: who wrote (alone or among others), somebody else, or the words do not tell. */
export const abouts = ['self', 'other', 'unknown'] as const
export type About = (typeof abouts)[number]

/** What is known of a danger without the words that told of it. */
export interface DangerFacts {
  type: DangerKind
  about: About
  grade: CrisisGrade
}

/** What a counselor said of a case. */
export type Mark = 'confirmed' | 'false'

/**
 * Someone who looks after a class, and when they are told: 0 the named counselor, 1 the other counselors of the class, 2 the college,
 * 3 the school, 4 the operator. `homes` are all places where they can be written to, the best first; empty when nothing reaches them.
 */
export interface Caretaker {
  number: string
  name: string
  step: number
  homes: readonly Home[]
  /** The roster number of who is away, where this one stands in for them. */
  standsFor?: string
}

/** A scam seen in groups, as the counselors read it. */
export interface ScamCase {
  /** `S07`. */
  number: string
  type: string
  grade: 'high' | 'low'
  score: number
  signals: readonly string[]
  /** What was written, numbers masked. */
  text: string
  groups: readonly { chat: string; title: string; unit: ClassRef | null; times: number }[]
  at: number
  state: 'open' | Mark
  /** An alert to be sent round, once it was seen in several groups; empty before. */
  draft: string
}

/** Somebody in danger, as the entitled read it. */
export interface CrisisCase extends DangerFacts {
  /** `C03`. */
  number: string
  /** Under whom the matters of whoever wrote are kept. */
  person: string
  /** Who wrote, and their class; whom it is about stands in `about` and `whom`. */
  name: string
  unit: ClassRef | null
  /** Whom of the class the words name, when it is about somebody else; empty when they name nobody. */
  whom: string
  excerpt: string
  place: 'private' | 'group'
  at: number
  state: 'open' | 'acknowledged'
  /** The name of who acknowledged it, or empty. */
  by: string
  /** Whether whoever took it said that the person was reached. */
  isReached: boolean
  /** Whether staff marked it as one. */
  isConfirmed: boolean
  /** The step that was told last, see `Caretaker`, and when the next is (epoch milliseconds); null when it waits for nobody, or nobody is left. */
  step: number
  nextAt: number | null
  /** Who was told, in order; those to whom it was passed on stand at steps of their own, see `passedStep`. */
  told: readonly { staff: string; name: string; step: number; at: number }[]
}

/** What becomes of a crisis only after it was opened. */
type CrisisStanding = 'person' | 'state' | 'by' | 'isReached' | 'isConfirmed' | 'step' | 'nextAt' | 'told'

/** The step under which the first is told to whom a crisis was passed on; everyone after has the next number. */
export const passedStep = 5

/** What happens with a crisis; what is said of `told` is whether it arrived. */
export type CrisisEvent =
  | 'told'
  | 'unreachable'
  | 'refused'
  | 'unanswered'
  | 'nobody-left'
  | 'acknowledged'
  | 'contacted'
  | 'passed'
  /** It was a slip: the person was not reached, or nobody has taken it. */
  | 'uncontacted'
  | 'reopened'

/** One thing that happened with a crisis: to or by whom, and how the message stands that told of it. */
export interface CrisisStep {
  at: number
  step: number
  event: CrisisEvent
  /** Empty where nobody in particular was concerned. */
  name: string
  receipt: DeliveryState | null
}

/** What surrounds a person in crisis. */
export interface Care {
  unit: ClassRef | null
  caretakers: readonly Caretaker[]
  /** The person's newest case since the time that was asked for, or null. */
  earlier: { number: string; grade: CrisisGrade } | null
  /** The number that a new case gets. */
  next: string
  /** Where the person can be written to privately, over any channel; null when nowhere. */
  home: Chat | null
  /** Names of the roster that stand in the words that were asked about, within the person's class, else their college. */
  named: readonly string[]
}

/** What surrounds a scam in a group. */
export interface Scene {
  unit: ClassRef | null
  /** Those who look after the group's class, or after the whole school when it has none. */
  caretakers: readonly Caretaker[]
  /** The case of a message nearly the same, and those who look after each of its groups, in their order; null when there is none. */
  alike: { case: ScamCase; caretakers: readonly (readonly Caretaker[])[] } | null
  /** The number that a new case gets. */
  next: string
}

/** How many cases of a kind came out how, and how many crises nobody has acknowledged; whose they are stands nowhere in it. */
export interface CaseTally {
  scams: readonly { type: string; state: 'open' | Mark; count: number }[]
  /** Crises that staff have marked. */
  crises: readonly { type: DangerKind; mark: Mark; count: number }[]
  unacknowledged: number
}

/** A marked case as labelled data, without a person and a case number; longer numbers are masked. Crises have no score, scams are about nobody. */
export interface LabelledCase {
  of: 'scam' | 'crisis'
  type: string
  grade: string
  score: number | null
  mark: Mark
  text: string
  about: About | null
}

/** What can be asked of the cases during a turn. */
export interface CaseReads {
  /** `owner` is the person; `since` how far back an earlier case counts (epoch milliseconds); `words` is where names are sought. */
  care(of: {
    owner: string
    number: string | null
    home: ClassRef | null
    chat: Chat
    since: number
    words: string
  }): Awaitable<Care>
  /** `sketch` is the message's, see `safety/sketch.ts`; only cases since `since` are compared. */
  scene(of: { chat: string; sketch: readonly number[]; since: number }): Awaitable<Scene>
  /** All scam cases, the one that was seen last first. */
  scams(): Promise<ScamCase[]>
  scam(number: string): Promise<ScamCase | null>
  /** All crisis cases, or those that nobody has taken, the newest first; whoever shows them asks for the right first and audits it. */
  crises(of?: 'all' | 'open'): Promise<CrisisCase[]>
  crisis(number: string): Promise<CrisisCase | null>
  /** Those who look after the people of some crises, by the crisis's number. */
  caretakers(
    of: readonly Pick<CrisisCase, 'number' | 'person' | 'unit'>[],
  ): Promise<ReadonlyMap<string, readonly Caretaker[]>>
  /** What happened with a crisis, in order. */
  history(number: string): Promise<CrisisStep[]>
  tally(): Promise<CaseTally>
  /** The crises that staff have marked, in an order that tells nothing of when they were. */
  crisisLabels(): Promise<LabelledCase[]>
}

/** What a turn may change in the cases. */
export type CaseEffect =
  | {
      do: 'open-scam'
      case: Omit<ScamCase, 'groups' | 'state'>
      unit: ClassRef | null
      sketch: readonly number[]
      keepDays: number
    }
  /** The same message again, here; `draft` is the alert, when there is one now. */
  | { do: 'join-scam'; number: string; unit: ClassRef | null; draft: string }
  /** Opens a case and tells those of the first step; at `nextAt` the next are told, null for never. */
  | {
      do: 'open-crisis'
      case: Omit<CrisisCase, CrisisStanding>
      /** Where the person is told what became of it; null when nowhere. */
      home: Chat | null
      tell: { staff: readonly Caretaker[]; saying: Saying }
      nextAt: number | null
      keepDays: number
    }

/** What can be taken back of what was done to a crisis: that it was taken, that the person was reached, the mark. */
export type CrisisSlip = 'taken' | 'contacted' | 'marked'

/** Who of the staff did something to a case. */
export interface Staff {
  number: string
  name: string
}

/** What staff may change in the cases. */
export type CaseWorkEffect =
  /** `open` takes a mark back. */
  | { do: 'mark-scam'; number: string; mark: 'open' | Mark; by: Staff; keepDays: number }
  /** Somebody takes it, or says (`hasSpoken`) that the person was reached. */
  | { do: 'acknowledge-crisis'; number: string; by: Staff; hasSpoken: boolean }
  /** Somebody hands it to `to`, who is told once under `step`; until somebody takes it, it waits again, and at `nextAt` the next are told. */
  | { do: 'pass-crisis'; number: string; by: Staff; to: Caretaker; step: number; saying: Saying; nextAt: number }
  /** What was pressed by a slip is taken back; with `nextAt` nobody has taken it, and then the next are told. */
  | { do: 'take-back-crisis'; number: string; by: Staff; what: CrisisSlip; nextAt: number | null }
  /**
   * What staff say a crisis was. Kept as a label without a person for `keepDays`. One that is confirmed counts as acknowledged by `by`. A false one
   * is deleted with everything that was recorded and sent because of it: other staff who know of it hear `toStaff`, the person hears `toPerson`.
   */
  | {
      do: 'mark-crisis'
      number: string
      mark: Mark
      by: Staff
      keepDays: number
      toStaff: Saying
      toPerson: Saying
    }

/** `S07`, `C12`, `S123`: a letter and at least two digits. */
export const caseNumber = (letter: 'S' | 'C', number: number): string => `${letter}${String(number).padStart(2, '0')}`

/** The number that a text is (c03, Ｃ０３), in its one form, or null. */
export function caseNumberIn(text: string): string | null {
  const plain = text.normalize('NFKC').toUpperCase()
  return /^[SC]\d{2,}$/.test(plain) ? plain : null
}

/** Whether a number is of a scam, else of a crisis. */
export const isScamNumber = (number: string): boolean => number.startsWith('S')
