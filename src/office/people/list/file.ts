import type { RosterPerson } from '../../../core/roster.ts'
import type { ListWords } from './headers.ts'
import { type ImportPlan, planList } from './import.ts'
import { type FileFacts, readListed } from './listing.ts'

/** What a school's file would change of the roster, read and compared at once. Never throws. */
export const planImport = (
  bytes: Uint8Array,
  existing: readonly RosterPerson[],
  { words, ...facts }: FileFacts & { words: ListWords },
): ImportPlan => planList(readListed(bytes, words, facts), existing, { words, ...facts })
