/** A question of a list, and what is expected of it: the id of the entry that answers it, or `:flow`, `:alarm`, `:unknown` for what becomes of it without one; null where nothing is. */
export interface ListedQuestion {
  question: string
  expected: string | null
}

/** What a question may be expected to come to where no entry answers it. */
export const expectedOutcomes = ['flow', 'alarm', 'unknown'] as const

/** A list of questions that staff keep to try answers with, as lists of lists show it. */
export interface QuestionListLine {
  id: string
  name: string
  /** How many questions it has, and of how many of them something is expected. */
  count: number
  expected: number
  /** The roster number of whoever changed it last (null for whoever has the shell), and when (epoch milliseconds). */
  by: string | null
  at: number
  /** When it was last changed or tried, to the day. */
  usedAt: number
}

/** A list with its questions, each once, in the order in which they were added. */
export interface QuestionList extends QuestionListLine {
  questions: readonly ListedQuestion[]
}

/** What can be asked of the lists. */
export interface ListReads {
  /** All of them, the one that was changed last first. */
  lists(): Promise<QuestionListLine[]>
  list(id: string): Promise<QuestionList | null>
}

/** What is changed of them. */
export type ListEffect =
  /** A new list, or one in the place of what it was. */
  | { do: 'save-question-list'; list: Pick<QuestionList, 'id' | 'name' | 'by' | 'questions'> }
  | { do: 'use-question-list'; id: string }
  | { do: 'drop-question-list'; id: string }
