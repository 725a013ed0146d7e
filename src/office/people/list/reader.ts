import { Worker } from 'node:worker_threads'
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

/** A list of a whole school takes two seconds; what takes longer than this is made to. */
const usualLimitMs = 60_000
const mostMegabytes = 1024

/**
 * A reader with a thread for each list: while a workbook of twenty megabytes is unpacked nobody who writes to the bot waits, and one that was made to
 * fill the memory ends its thread alone.
 */
export function makeListReader({
  limitMs = usualLimitMs,
  program = new URL('./reader-thread.ts', import.meta.url),
}: {
  limitMs?: number
  program?: URL
} = {}): ListReader {
  let isBusy = false
  return {
    async read(bytes, { import: reading, audience, left }, facts) {
      if (isBusy) return null
      isBusy = true
      try {
        return await inThread(program, { bytes, words: { import: reading, audience, left }, facts }, limitMs)
      } finally {
        isBusy = false
      }
    },
  }
}

async function inThread(program: URL, job: ListJob, limitMs: number): Promise<ReadList | null> {
  const { promise, resolve } = Promise.withResolvers<ReadList | null>()
  const worker = new Worker(program, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } })
  const late = setTimeout(() => resolve(null), limitMs)
  worker.on('message', resolve)
  worker.on('error', () => resolve(null)) // out of memory, or a defect of the library that reads workbooks
  worker.on('exit', () => resolve(null))
  try {
    return await promise
  } finally {
    clearTimeout(late)
    await worker.terminate()
  }
}
