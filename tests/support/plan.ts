import type { RosterPerson } from '../../src/core/roster.ts'
import type { ListWords } from '../../src/office/people/list/headers.ts'
import { type ImportPlan, planList } from '../../src/office/people/list/import.ts'
import { type FileFacts, readListed } from '../../src/office/people/list/listing.ts'

/** What a school's file would change of the roster, read and compared at once: what the bot does in two steps, the first of them in a thread. */
export const planImport = (
  bytes: Uint8Array,
  existing: readonly RosterPerson[],
  { words, ...facts }: FileFacts & { words: ListWords },
): ImportPlan => planList(readListed(bytes, words, facts), existing, { words, ...facts })
