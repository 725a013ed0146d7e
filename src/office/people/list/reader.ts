import { makeThreaded, type ThreadOptions } from '../../thread.ts'
import type { ListWords } from './headers.ts'
import type { FileFacts, ReadList } from './listing.ts'

/** What the thread is given. */
export interface ListJob {
  bytes: Uint8Array
  words: ListWords
  facts: FileFacts
}

/** Reads lists beside everything else. */
export interface ListReader {
  /** Everyone in a file, as `readListed` has it; null where it takes too long or too much memory, or another list is being read. */
  read(bytes: Uint8Array, words: ListWords, facts: FileFacts): Promise<ReadList | null>
}

/** A reader with a thread for each list: a list of a whole school takes two seconds; what takes much longer is made to. */
export function makeListReader({
  program = new URL('./reader-thread.ts', import.meta.url),
  ...limits
}: ThreadOptions = {}): ListReader {
  const read = makeThreaded<ListJob, ReadList>(program, limits)
  return {
    read: (bytes, { import: reading, audience, left }, facts) =>
      read({ bytes, words: { import: reading, audience, left }, facts }),
  }
}
