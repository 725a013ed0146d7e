import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of 投稿. */
export const contributionWords = z.strictObject({
  title: sentence(),
  tabs: each('label', 'wait', 'shown', 'returned', 'week'),
  filters: each('kind', 'every', 'part', 'all', 'said', 'button'),
  none: each('wait', 'shown', 'returned', 'week'),
  count: sentence('count'),
  pages: each('label', 'more', 'back'),
  card: z.strictObject({
    title: sentence('title', 'kind'),
    ...each('author', 'unknown', 'number', 'at', 'revised', 'reason', 'note', 'more').shape,
    pictures: sentence('count'),
    picture: sentence('number', 'n'),
  }),
  levels: z.strictObject({ anonymous: sentence(), class: sentence(), public: sentence('name'), teacher: sentence() }),
  states: each('review', 'submitted', 'late', 'returned'),
  chosen: sentence('week'),
  acts: each('approve', 'deliver', 'many', 'pick', 'unpick', 'poster', 'again', 'up', 'down', 'caption'),
  letter: z.strictObject({ sure: sentence('letter'), yes: sentence() }),
  one: each('up', 'answers', 'pictures', 'anonymous', 'class', 'teacher'),
  back: z.strictObject({
    ...each('title', 'note', 'reason', 'button', 'unreached', 'yes').shape,
    sure: sentence('letter'),
  }),
  week: z.strictObject({ ...each('which', 'go', 'caption', 'file', 'print', 'note').shape, from: sentence('day') }),
  anthology: sentence(),
  anthologyNote: sentence(),
  sheet: z.strictObject({
    ...each('name', 'week', 'anonymous', 'file').shape,
    head: z.array(sentence()).length(8),
    weekFile: sentence('week'),
  }),
  print: z.strictObject({ title: sentence('day'), ...each('up', 'note').shape }),
})

export type ContributionWords = z.infer<typeof contributionWords>
