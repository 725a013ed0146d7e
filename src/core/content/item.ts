import type { Saying } from '../delivery.ts'
import type { ClassRef } from '../roster.ts'
import type { ListReads } from './lists.ts'

/**
 * What a piece of the school's own content is: an entry of the knowledge, the values of a field of `school.yaml`, or a way of asking for an entry.
 */
export const itemKinds = ['entry', 'field', 'wording'] as const
export type ItemKind = (typeof itemKinds)[number]

/** What an item is known by: an entry's id, a field's key, or the question that a wording is. */
export interface ItemName {
  kind: ItemKind
  key: string
}

/** An item as it holds; `text` is written as in the files of its kind. */
export interface ContentItem extends ItemName {
  text: string
}

/** The school's own content that holds: one text an item, in the order of kinds and keys. It is laid over the files that are shipped. */
export type Layer = readonly ContentItem[]

/** One version of an item. Versions of an item count from 1; nothing of them is ever deleted. */
export interface ContentVersion extends ItemName {
  version: number
  /** Null where the school took its own words back: what is shipped holds, or nothing. */
  text: string | null
  /** The roster number of whoever saved it; null for whoever has the shell and named nobody. */
  by: string | null
  at: number
  why: string
}

/** The items of these versions that hold, as a layer. */
export const layerOf = (newest: readonly ContentVersion[]): Layer =>
  newest.flatMap(({ kind, key, text }) => (text === null ? [] : [{ kind, key, text }])).sort(byName)

const byName = (a: ItemName, b: ItemName) => compare(a.kind, b.kind) || compare(a.key, b.key)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Whether two names are of the same item. */
export const isSameItem = (a: ItemName, b: ItemName): boolean => a.kind === b.kind && a.key === b.key

/** The layer with an item in the place of its older text; null takes the school's own text away. */
export const layerWith = (layer: Layer, name: ItemName, text: string | null): Layer =>
  [
    ...layer.filter(item => !isSameItem(item, name)),
    ...(text === null ? [] : [{ kind: name.kind, key: name.key, text }]),
  ].sort(byName)

/** What became of a question that nobody could answer: a way of asking for an entry, a new entry, or nothing of ours. */
export type EndedAs = 'wording' | 'entry' | 'dismissed'

/** A question that is open no more. */
export interface EndedQuestion {
  question: string
  times: number
  lastAt: number
  endedAt: number
  as: EndedAs
  /** The entry that answers it now. */
  entry: string | null
}

/** How often a question came from a class. */
export interface AskedFrom extends ClassRef {
  question: string
  times: number
}

/** Somebody on the roster who wants to be told when a question has an answer. */
export interface AwaitingAnswer {
  question: string
  number: string
}

/** Something that the bot said to one person. */
export interface SaidTo {
  /** Under whom the person's own matters are kept, see `ownerOf`. */
  owner: string
  text: string
}

/** What can be asked of the school's own content, and of the questions that it does not answer yet. */
export interface ContentReads extends ListReads {
  /** The newest version of each item, those that were taken back too. */
  newest(): Promise<ContentVersion[]>
  /** All versions of an item, newest first. */
  history(name: ItemName): Promise<ContentVersion[]>
  /** Questions that are open no more (with these words in them), those that ended last first. */
  ended(most: number, search?: string): Promise<EndedQuestion[]>
  /** Those of these questions that are open no more. */
  endedAmong(questions: readonly string[]): Promise<EndedQuestion[]>
  /** From which classes these questions came. */
  askedFrom(questions: readonly string[]): Promise<AskedFrom[]>
  /** Who wants to be told of an answer to any of these. */
  awaiting(questions: readonly string[]): Promise<AwaitingAnswer[]>
  /** What the bot answered or reminded one person of, as far as it is kept, with any of these words in it; the oldest first. */
  said(words: readonly string[]): Promise<SaidTo[]>
}

/** What staff may change of it. */
export type ContentEffect =
  | { do: 'save-content'; version: Omit<ContentVersion, 'at'> }
  /** These questions are open no more; whoever waited for an answer has it by now, or is told nothing of what was dismissed. */
  | { do: 'end-questions'; questions: readonly string[]; as: EndedAs; entry: string | null }
  /** These questions are open once more, and whoever waited for an answer waits again. */
  | { do: 'reopen-questions'; questions: readonly string[] }
  /** Writes to each of these (`SaidTo.owner`) in private that what they were told of a field has changed, not before then (epoch milliseconds); once a version. */
  | {
      do: 'tell-new'
      key: string
      version: number
      notBefore: number
      to: readonly { owner: string; saying: Saying }[]
    }
