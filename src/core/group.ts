import type { ClassRef } from './roster.ts'
import type { Chat } from './update.ts'

/** Automatic answers in a group: only when addressed, on keywords, on very clear questions, or never. */
export type GroupMode = '仅@' | '关键词' | '自动' | '静默'
export const groupModes: readonly GroupMode[] = ['仅@', '关键词', '自动', '静默']

/** How staff want a group served; null where what the content says holds. */
export interface GroupServing {
  mode: GroupMode | null
  /** Whether its talk is read for scams. */
  watched: boolean | null
}

/** A group in which something was heard, or that a channel's settings name. */
export interface Group extends GroupServing {
  chat: Chat
  /** The class that it is bound to. */
  unit: ClassRef | null
}

/** What can be asked about groups. */
export interface GroupReads {
  /** All groups, by title. */
  all(): Promise<Group[]>
  one(chat: string): Promise<Group | null>
}

/** What staff change in how a group is served. */
export type GroupEffect = { do: 'serve-group'; chat: string; as: Partial<GroupServing> }
