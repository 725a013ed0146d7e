import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of 就业信息. */
export const jobPageWords = z.strictObject({
  title: sentence(),
  tabs: each('label', 'wait', 'open', 'back', 'over', 'seekers'),
  filters: each('said', 'button'),
  none: each('wait', 'open', 'back', 'over', 'seekers'),
  count: sentence('count'),
  new: sentence(),
  card: z.strictObject({
    ...each('more', 'place', 'kind', 'until', 'contact', 'source', 'about', 'bringer', 'unknown', 'at', 'reason').shape,
    role: sentence('name', 'unit'),
    cadre: sentence('name', 'unit', 'tags'),
    doubts: sentence('doubts'),
  }),
  states: each('waiting', 'open', 'returned', 'ended', 'over'),
  acts: each('release', 'releaseAnyway', 'end', 'again', 'return', 'put', 'change', 'done', 'open'),
  ask: z.strictObject({
    doubts: sentence('doubts'),
    release: sentence('title', 'employer'),
    return: sentence('letter'),
  }),
  one: each('up', 'what', 'edit', 'editNote', 'back', 'backNote', 'reason'),
  form: z.strictObject({
    ...each('title', 'titleHint', 'employer', 'employerHint', 'place', 'placeHint', 'kind', 'kindHint').shape,
    ...each('until', 'contact', 'contactHint', 'source', 'sourceHint', 'about', 'aboutHint').shape,
  }),
  seekers: z.strictObject({ who: sentence('name', 'college', 'class'), ...each('note', 'done', 'waiting').shape }),
})

export type JobPageWords = z.infer<typeof jobPageWords>
