import { Worker } from 'node:worker_threads'

/** The limits of work that is done in a thread: how long it may take, and how much memory it may fill. */
const usualLimitMs = 60_000
const mostMegabytes = 1024

/** Where a program of a thread is, and how long it may take. */
export interface ThreadOptions {
  limitMs?: number
  program?: URL
}

/**
 * Work that is done in a thread of its own, one job at a time: nobody who writes to the bot waits meanwhile, and a file that was made to fill the memory ends
 * its thread alone. A job comes to null where it takes too long or too much memory, or where another one is being done.
 */
export function makeThreaded<Job, Answer>(
  program: URL,
  { limitMs = usualLimitMs }: ThreadOptions = {},
): (job: Job) => Promise<Answer | null> {
  let isBusy = false
  return async job => {
    if (isBusy) return null
    isBusy = true
    try {
      return await inThread<Answer>(program, job, limitMs)
    } finally {
      isBusy = false
    }
  }
}

async function inThread<Answer>(program: URL, job: unknown, limitMs: number): Promise<Answer | null> {
  const { promise, resolve } = Promise.withResolvers<Answer | null>()
  const worker = new Worker(program, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } })
  const late = setTimeout(() => resolve(null), limitMs)
  worker.on('message', resolve)
  worker.on('error', () => resolve(null)) // out of memory, or a defect of the library that reads files
  worker.on('exit', () => resolve(null))
  try {
    return await promise
  } finally {
    clearTimeout(late)
    await worker.terminate()
  }
}
