import { fill } from '../content/words.ts'
import type { Awaitable } from '../core/awaitable.ts'
import { saying } from '../core/delivery.ts'
import type { PersonMemory } from '../core/memory.ts'
import type { PickQuestion } from '../core/picking.ts'
import type { Secret } from '../core/secret.ts'
import type { ChatState, Language, Session } from '../core/session.ts'
import type { Effect, Turn, Verdict } from '../core/turn.ts'
import type { AnswerWords } from '../flows/hearing/words.ts'
import type { Flows } from '../flows/library.ts'
import type { Teacher } from '../flows/teacher.ts'
import type { Knowledge } from '../knowledge/load.ts'
import { valueText } from '../knowledge/render.ts'
import type { Stories } from '../knowledge/stories/real-cases.ts'
import type { ActivityWords } from '../office/activities/words.ts'
import type { BroadcastWords } from '../office/broadcasts/words.ts'
import type { CaseWords } from '../office/cases/words.ts'
import type { EditingWords } from '../office/content/words.ts'
import type { Moderation } from '../office/desk/moderation.ts'
import type { RecordWords } from '../office/desk/record-words.ts'
import type { StaffGuide } from '../office/guide/words.ts'
import type { Informing } from '../office/informing/words.ts'
import type { JobKinds } from '../office/jobs/kinds.ts'
import type { Places } from '../office/jobs/places.ts'
import type { JobWords } from '../office/jobs/words.ts'
import type { Digest } from '../office/people/code.ts'
import type { RosterWords } from '../office/people/words.ts'
import type { ProgressWords } from '../office/progress/words.ts'
import type { Standing } from '../office/reminders/standing.ts'
import type { ReminderWords } from '../office/reminders/words.ts'
import type { TodayWords } from '../office/today/words.ts'
import type { Danger } from '../safety/alarm.ts'
import type { SafetyLists } from '../safety/lists.ts'
import type { WorkCalendar } from '../time/workdays.ts'

/** How often the bot may speak, and how long it remembers. All in milliseconds and messages. */
export interface Limits {
  perPersonPerMinute: number
  perGroupPerMinute: number
  /** Unasked answers in one group within ten minutes. */
  unpromptedPerTenMinutes: number
  /** A question answered in a group within this time gets a pointer. */
  repeatWithin: number
  /** How long a numbered choice or a follow-up may refer back. */
  leanWithin: number
}

export const defaultLimits: Limits = {
  perPersonPerMinute: 10,
  perGroupPerMinute: 20,
  unpromptedPerTenMinutes: 5,
  repeatWithin: 10 * 60_000,
  leanWithin: 15 * 60_000,
}

/** What the bot is told about where it runs. */
export interface Setting {
  limits: Limits
  /** Where the web pages are reached from outside, or null. */
  publicUrl: string | null
  /** Where staff reach the console, without a slash at the end, or null. */
  deskUrl: string | null
  /** The address of a one-time link by its id, where the web can be reached and such links are signed; else null. */
  oneTimeUrl: ((id: string) => string) | null
  /** Makes of a binding code what is stored of it. */
  digest: Digest
  /** Whether words of people in danger are heard; off only with a written acknowledgement in the settings. */
  hearsCrisis: boolean
  /** Signs links that confirm a broadcast; null where there is no secret. */
  secret: Secret | null
  /** The channels that may write to a person first; null where any may. */
  reach: ReadonlySet<string> | null
  /** Set where the school's model service may be asked, before the turn; `wants` hears what it would be asked. */
  model: { wants(asked: PickQuestion): void } | null
}

/** What every middleware sees of a turn. */
export interface Context extends Setting {
  turn: Turn
  knowledge: Knowledge
  flows: Flows
  moderation: Moderation
  answerWords: AnswerWords
  safety: SafetyLists
  rosterWords: RosterWords
  caseWords: CaseWords
  /** What the message says of somebody in danger, or null. */
  crisis: Danger | null
  broadcastWords: BroadcastWords
  progressWords: ProgressWords
  activityWords: ActivityWords
  recordWords: RecordWords
  staffGuide: StaffGuide
  informing: Informing
  editingWords: EditingWords
  reminderWords: ReminderWords
  reminders: readonly Standing[]
  todayWords: TodayWords
  stories: Stories
  jobWords: JobWords
  places: Places
  jobKinds: JobKinds
  calendar: WorkCalendar
  isGroup: boolean
  /** Whether the message speaks to the bot. */
  addressed: boolean
  /** The staff on the roster; only where the conversation that runs here asks for one. */
  staff?: readonly Teacher[]
  /** The message without the bot's name, trimmed. */
  text: string
  /** The language of the message, else of what the person wrote last; `knowledge` and `caseWords` speak it as far as they can. */
  language: Language
}

/** What a middleware decided; what it leaves out of `session`, `chat` and `memory` stays as it was. */
export interface Decided {
  effects: Effect[]
  verdict: Verdict
  session?: Partial<Session>
  chat?: Partial<ChatState>
  memory?: Partial<PersonMemory>
}

/** What a watcher adds to a turn, whatever is decided otherwise. */
export interface Watched extends Pick<Decided, 'effects' | 'chat' | 'session' | 'memory'> {
  /** What comes before everything that the step says, unless the first line of that says `unless` itself. */
  first?: { effects: Effect[]; unless: string }
}

/** Looks at every message beside the stack: adds effects, and never keeps anyone from their answer. */
export type Watcher = (context: Context) => Awaitable<Watched | null>

/** One link of the stack: acts, or passes on with null. Those that read the records answer later. */
export type Middleware = (context: Context) => Awaitable<Decided | null>

export const silentVerdict: Verdict = { outcome: 'silent', entry: null, score: 0, candidates: [] }
export const unknownVerdict: Verdict = { outcome: 'unknown', entry: null, score: 0, candidates: [] }

/** Nothing is said. */
export const silence: Decided = { effects: [], verdict: silentVerdict }

/** One sentence back to whoever wrote. */
export function say(text: string, verdict: Verdict = unknownVerdict): Decided {
  return {
    effects: [{ do: 'say', toPerson: true, saying: saying(text) }],
    verdict,
  }
}

/** "辅导员（学院学工办 …）", or only "辅导员" while the school has not published how to reach one. */
export function office({ phrases, school }: Knowledge): string {
  // A text has no instant.
  const contact = valueText('counselor.contact', { phrases, school, now: new Date(0) })
  return contact === null ? phrases.officeUnset : fill(phrases.office, { contact })
}
