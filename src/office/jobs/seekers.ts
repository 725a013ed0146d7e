import { fill } from '../../content/words.ts'
import type { Identity } from '../../core/roster.ts'
import type { JobSeeker } from '../../core/work/jobs.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type JobGround, notWithPostings, type PostingOutcome } from './ground.ts'

/** Those who agreed that the career office helps them, of one's own part of the school; that they were read stands in the audit log. */
export async function listSeekers(
  { read, rules }: JobGround,
  actor: Identity,
): Promise<PostingOutcome<{ says: string; seekers: JobSeeker[] }>> {
  if (!may(actor, 'see-job-seekers')) return notWithPostings(rules.words.desk.helpRefused, 'seekers')
  const seekers = await read.jobs.seekers(actor.scope)
  return shown({ says: '', seekers }, { act: 'read-job-seekers', detail: String(seekers.length) })
}

/** Somebody who wants help was seen to, or was not after all. */
export async function followSeeker(
  { read, rules }: JobGround,
  actor: Identity,
  { number, isDone }: { number: string; isDone: boolean },
): Promise<PostingOutcome> {
  const { desk } = rules.words
  if (!may(actor, 'see-job-seekers')) return notWithPostings(desk.helpRefused, number)
  const found = await read.jobs.seeker(number)
  if (!found || !may(actor, 'see-job-seekers', { of: 'class', ...found.unit }))
    return {
      refused: { why: 'unknown', says: fill(desk.unknown, { number }) },
      audit: found ? { act: 'refused-jobs', detail: number } : null,
    }
  return {
    done: { says: fill(isDone ? desk.followed : desk.reopened, { number }) },
    effects: [{ do: 'follow-up', number, isDone }],
    audit: { act: isDone ? 'follow-up-done' : 'follow-up-open', detail: number },
  }
}
