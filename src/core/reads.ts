import { type BroadcastReads, nothingReckoned } from './broadcast.ts'
import type { CardReads } from './cards/card.ts'
import type { CaseReads } from './case.ts'
import type { ContentReads } from './content/item.ts'
import type { NoticeReads } from './content/notice.ts'
import type { DeskReads } from './desk.ts'
import type { GroupReads } from './group.ts'
import type { ReminderReads } from './reminder.ts'
import { nowhere, type RosterReads } from './roster.ts'
import type { ActivityReads } from './work/activity.ts'
import type { AuditReads } from './work/audit.ts'
import type { CareListReads } from './work/care.ts'
import type { ConsoleReads } from './work/console.ts'
import type { JobReads } from './work/jobs.ts'
import type { LedgerReads } from './work/ledger.ts'
import type { ProgressReads } from './work/progress.ts'
import type { QueueReads } from './work/queue.ts'
import type { StaffReads } from './work/staff.ts'

/** What a turn may ask of the records while it decides: reads inside the turn's own transaction, never a network. */
export interface Reads {
  roster: RosterReads
  groups: GroupReads
  reminders: ReminderReads
  broadcasts: BroadcastReads
  cases: CaseReads
  cards: CardReads
  desk: DeskReads
  console: ConsoleReads
  progress: ProgressReads
  content: ContentReads
  notices: NoticeReads
  audit: AuditReads
  staff: StaffReads
  queue: QueueReads
  ledger: LedgerReads
  activities: ActivityReads
  jobs: JobReads
  careList: CareListReads
}

/** Records that hold nothing: for `ask`, for examples of flows, and for tests. */
export const noReads: Reads = {
  careList: { entries: async () => [], entry: async () => null, openOf: async () => null, counts: async () => [] },
  queue: { waiting: async () => [], uncertain: async () => [] },
  ledger: {
    notes: async () => [],
    note: async () => null,
    pictures: async () => [],
    counts: async () => [],
  },
  activities: { next: async () => 'E01', between: async () => [], activity: async () => null, notices: async () => [] },
  jobs: {
    postings: async () => [],
    countPostings: async () => ({}),
    posting: async () => null,
    wishes: async () => [],
    seekers: async () => [],
    seeker: async () => null,
  },
  audit: { lines: async () => ({ lines: [], hasMore: false }) },
  staff: { members: async () => [], reach: async () => new Map(), standIns: async () => [], standIn: async () => null },
  console: { link: async () => null, session: async () => null, sessions: async () => [] },
  desk: {
    handoffs: async () => [],
    doneHandoffs: async () => ({ handoffs: [], count: 0 }),
    handoff: async () => null,
    handoffsOf: async () => [],
    reviews: async () => [],
    contributions: async () => [],
    countContributions: async () => ({}),
    contribution: async () => null,
    pickedWeeks: async () => [],
    records: async () => [],
    record: async () => null,
    unanswered: async () => [],
    questions: async () => 0,
    lying: async () => ({ handoffs: [], reviews: [] }),
    ratings: async () => [],
  },
  content: {
    newest: async () => [],
    history: async () => [],
    ended: async () => [],
    endedAmong: async () => [],
    askedFrom: async () => [],
    awaiting: async () => [],
    said: async () => [],
    lists: async () => [],
    list: async () => null,
  },
  notices: {
    notices: async () => [],
    notice: async () => null,
    proposals: async () => [],
    acceptedDuties: async () => [],
  },
  groups: { all: async () => [], one: async () => null },
  roster: {
    person: async () => null,
    bindings: async () => [],
    classOf: async () => null,
    chatsOf: async () => [],
    classes: async () => [],
    dorms: async () => [],
    bindCode: async () => null,
    attempts: async () => 0,
    members: async () => [],
    consent: async () => null,
    counselorsOf: async () => [],
    boundGroups: async () => [],
    proposal: async () => null,
    openProposals: async () => [],
    isProposed: async () => false,
    everyone: async () => [],
    persons: async () => [],
    directory: async () => ({ entries: [], found: 0, counts: { people: 0, bound: 0, reached: 0, left: 0 } }),
    entries: async () => [],
    belonging: async () => nowhere,
    places: async () => [],
    links: async () => [],
    linkGeneration: async () => 0,
  },
  cards: { last: () => null, inDanger: () => false, answers: async () => [] },
  cases: {
    care: ({ home, chat }) => {
      return {
        unit: home,
        caretakers: [],
        earlier: null,
        next: 'C01',
        home: chat.kind === 'private' ? chat : null,
        named: [],
      }
    },
    scene: () => ({ unit: null, caretakers: [], alike: null, next: 'S01' }),
    scams: async () => [],
    scam: async () => null,
    crises: async () => [],
    crisis: async () => null,
    caretakers: async () => new Map(),
    history: async () => [],
    tally: async () => ({ scams: [], crises: [], unacknowledged: 0 }),
    crisisLabels: async () => [],
  },
  broadcasts: {
    nextNumber: async () => 'A01',
    broadcast: async () => null,
    all: async () => [],
    waiting: async () => [],
    urgent: async () => [],
    between: async () => [],
    reckon: async () => nothingReckoned,
    unreached: async () => [],
    meantAmong: async () => [],
    recipient: async () => null,
    openInChat: async () => [],
    openFor: async () => [],
    tally: async () => [],
    rows: async () => [],
    counts: async () => new Map(),
    reaching: async () => new Set(),
    unconfirmed: async () => [],
    staff: async () => [],
  },
  progress: {
    byClass: async () => [],
    people: async () => [],
    ofPerson: async () => [],
    readers: async () => [],
    reminded: async () => new Map(),
    course: async () => [],
  },
  reminders: {
    mine: async () => [],
    latest: async () => [],
    reach: async () => ({ audience: 0, reached: 0 }),
    changes: async () => [],
    runs: async () => [],
    meant: async () => [],
  },
}
