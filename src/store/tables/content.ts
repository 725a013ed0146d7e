import type { ColumnType, Generated } from 'kysely'
import type { ItemKind } from '../../core/content/item.ts'
import type { ProposalState } from '../../core/content/notice.ts'
import { type Holding, ofNobody } from './holding.ts'

/** The school's own content, and what people asked that nobody could answer. */
export interface ContentTables {
  /** Versions count from 1 for each item (kind and key); `text` is null where what is shipped holds again. */
  content_version: {
    seq: Generated<number>
    kind: ItemKind
    key: string
    version: number
    text: string | null
    by: string | null
    at: number
    why: string
  }
  /** A question by its own words, what became of it, and (`ended_entry`) which entry answers it now. */
  unanswered: {
    question: string
    times: number
    nearest: string
    first_at: number
    last_at: number
    ended_at: ColumnType<number | null, number | undefined, number | null>
    ended_as: ColumnType<'wording' | 'entry' | 'dismissed' | null, undefined, 'wording' | 'entry' | 'dismissed' | null>
    ended_entry: ColumnType<string | null, undefined, string | null>
  }
  /** How often a question came from a class: of nobody in particular there. */
  unanswered_class: { question: string; college: string; class_name: string; times: number; last_at: number }
  /** Whoever wants to be told when there is an answer, and when they were (`told_at`): they wait again where that answer was taken back. */
  awaited_answer: {
    person: string
    question: string
    at: number
    told_at: ColumnType<number | null, undefined, number | null>
  }
  /** Lists of questions that staff keep to try answers with; `questions` is a document (`ListedQuestion[]`), counted beside it. */
  question_list: {
    id: string
    name: string
    questions: string
    count: number
    expected: number
    by: string | null
    at: number
    used_at: number
  }
  /** Notices that were put in; `clauses` is a document (`NoticeClause[]`), of those clauses alone from which something is proposed. */
  notice: {
    id: string
    sha256: string
    file: string
    title: string
    number: string | null
    issued: string | null
    year: number
    clauses: string
    by: string | null
    at: number
  }
  /** What a notice proposes (`said`, a document), and what a person made of it (`taken`, a document, and who and when); `duties` is a list of numbers. */
  notice_proposal: {
    notice: string
    n: number
    said: string
    state: ProposalState
    taken: string | null
    duties: string
    by: string | null
    at: number | null
  }
}

/** What of people these tables hold. */
export const contentHoldings: { [Name in keyof ContentTables]: Holding<ContentTables[Name]> } = {
  // Who changed what the bot says must be found as long as it may be taken back.
  content_version: {
    kind: 'content',
    whose: [{ by: 'number', column: 'by' }],
    ends: null,
    shows: ['kind', 'key', 'version', 'at'],
    forget: 'stays',
    moves: 'stays',
  },
  // A question that many may have asked; nobody's name is with it.
  unanswered: { kind: 'unanswered', ends: { after: 'last_at' }, ...ofNobody },
  unanswered_class: { kind: 'unanswered', ends: { after: 'last_at' }, ...ofNobody },
  // Of whoever asked the questions nothing is with them; `by` is whoever keeps the list.
  question_list: {
    kind: 'lists',
    whose: [{ by: 'number', column: 'by' }],
    ends: { after: 'used_at' },
    shows: ['name', 'count', 'at'],
    forget: 'stays',
    moves: 'stays',
  },
  // What answers cite must be found as long as they do.
  notice: {
    kind: 'notice',
    whose: [{ by: 'number', column: 'by' }],
    ends: null,
    shows: ['title', 'file', 'at'],
    forget: 'stays',
    moves: 'stays',
  },
  notice_proposal: {
    kind: 'notice',
    whose: [{ by: 'number', column: 'by' }],
    ends: null,
    shows: ['notice', 'n', 'state', 'at'],
    forget: 'stays',
    moves: 'stays',
  },
  awaited_answer: {
    kind: 'awaited',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'at' },
    shows: 'all',
    forget: 'delete',
    moves: 'renamed',
  },
}
