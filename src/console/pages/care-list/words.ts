import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of 关注名单, from `knowledge/console/care-list.yaml`. */
export const carePageWords = z.strictObject({
  title: sentence(),
  note: sentence('days'),
  tabs: each('label', 'open', 'closed'),
  none: each('open', 'closed'),
  add: each('title', 'student', 'reasons', 'next', 'button'),
  labels: each('class', 'why', 'talks', 'last', 'next', 'by', 'result', 'closed', 'student'),
  times: sentence('count'),
  noNext: sentence(),
  today: sentence(),
  over: sentence(),
  one: each('up', 'gone'),
  talks: each('title', 'none'),
  talk: each('title', 'day', 'note', 'next', 'button'),
  change: each('title', 'reasons', 'next', 'button'),
  close: each('title', 'result', 'button'),
  reopen: sentence(),
  drop: z.strictObject({ ...each('title', 'note', 'button').shape, ask: sentence('name') }),
  counts: z.strictObject({
    ...each('title', 'note', 'none').shape,
    columns: each('college', 'open', 'talked', 'closed'),
  }),
  left: sentence(),
})

/** Words of 关注名单. */
export type CarePageWords = z.infer<typeof carePageWords>
