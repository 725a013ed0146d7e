import type { BookSheet } from '../book.ts'
import type { TermWords } from './words.ts'

/** One thing that stands in the term's report. */
export type TermBlock =
  | { is: 'text'; text: string }
  /** A fact, as one of a list. */
  | { is: 'point'; text: string }
  /** What a person is to write in this place. */
  | { is: 'ask'; text: string }
  | { is: 'quote'; text: string; by: string }
  | { is: 'table'; title: string; head: readonly string[]; rows: readonly (readonly string[])[] }
  /** Pictures, by the names of their files. */
  | { is: 'figures'; files: readonly string[] }

/** What stands below a heading. */
export interface TermPart {
  title: string
  blocks: readonly TermBlock[]
}

/** A picture that everybody in it agreed to have shown. */
export interface TermPicture {
  /** The name of its file in the archive. */
  file: string
  /** Where it is kept. */
  url: string
  caption: string
  source: string
  /** As `2027-06-12`; empty where it is not known. */
  day: string
  college: string
  /** Why it may be shown. */
  consent: string
}

/** The term's report and what supports it, as plain data: of nobody who has not agreed. */
export interface TermReport {
  /** The part of the school that it is of. */
  unit: string
  title: string
  cover: readonly string[]
  /** When it was made (wall time of the school, as `2027-06-12 09:30`): the only time in its files. */
  at: string
  chapters: readonly { title: string; blocks: readonly TermBlock[]; parts: readonly TermPart[] }[]
  registers: readonly { file: string; sheets: readonly BookSheet[] }[]
  pictures: readonly TermPicture[]
  /** What is said of the whole in the archive. */
  readme: readonly string[]
  words: TermWords
}
