import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of the page about scams, from `knowledge/console/scams.yaml`. */
export const scamsSchema = z.strictObject({
  title: sentence(),
  one: sentence('number'),
  none: sentence(),
  noneSuch: sentence(),
  find: sentence(),
  filters: each('kind', 'state', 'group', 'any'),
  columns: each('number', 'kind', 'grade', 'group', 'at', 'state', 'text'),
  caption: sentence('count'),
  labels: each('groups', 'times', 'at', 'grade', 'state', 'signals'),
  grade: sentence('grade', 'score'),
  group: sentence('title', 'times'),
  unknownGroup: sentence(),
  text: sentence(),
  acts: each('title', 'note', 'right', 'wrong', 'undo', 'picked', 'back'),
  warning: each('title', 'draft', 'press', 'none'),
  precision: z.strictObject({
    ...each('title', 'note', 'caption', 'unmarked').shape,
    columns: each('kind', 'all', 'open', 'confirmed', 'false', 'precision'),
    percent: sentence('share'),
  }),
  cards: z.strictObject({
    ...each('title', 'note', 'caption', 'none', 'few').shape,
    columns: each('kind', 'answers', 'wrong'),
  }),
  export: each('title', 'press', 'note'),
})

/** Words of the page about scams. */
export type ScamsSay = z.infer<typeof scamsSchema>
