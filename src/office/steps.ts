/**
 * Where something waits until its time comes. It is done step by step: each step is one transaction, which asks first what is still due, so that
 * several who do it at once double nothing, and what a kill interrupts goes on with the next step.
 */
export interface Steps<Records> {
  /** When the next is due, seen from `now` (possibly in the past), or null. */
  nextDue(now: Date): Promise<Date | null>
  /** Gives a step the records as they are at `now`, and saves all that it did, or nothing when it throws. */
  transact<T>(now: Date, step: (records: Records) => Promise<T>): Promise<T>
}

/** Does step after step, until one answers that nothing is left to do. */
export async function doAll<Records>(
  steps: Steps<Records>,
  now: Date,
  step: (records: Records) => Promise<'more' | 'done'>,
): Promise<void> {
  while ((await steps.transact(now, step)) === 'more') {
    // Each step is saved before the next begins.
  }
}
