import { makeThreaded, type ThreadOptions } from '../thread.ts'
import type { IntakeGround, ReadIntake } from './intake.ts'

/** What the thread is given. */
export interface NoticeJob {
  bytes: Uint8Array
  name: string
  ground: IntakeGround
}

/** Reads notices beside everything else; null where one takes too long or too much memory, or another one is being read. */
export type NoticeReader = (job: NoticeJob) => Promise<ReadIntake | null>

/** A reader with a thread for each notice. */
export const makeNoticeReader = ({
  program = new URL('./reader-thread.ts', import.meta.url),
  ...limits
}: ThreadOptions = {}): NoticeReader => makeThreaded<NoticeJob, ReadIntake>(program, limits)
