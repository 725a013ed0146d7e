import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of 记录. */
export const recordPageWords = z.strictObject({
  title: sentence(),
  tabs: each('label', 'all', 'due'),
  filters: each('kind', 'every', 'part', 'all', 'writer', 'since', 'until', 'button'),
  none: each('all', 'due'),
  columns: each('day', 'title', 'where', 'writer', 'follow', 'number'),
  left: sentence(),
  follow: z.strictObject({ due: sentence('day'), over: sentence('day'), done: sentence() }),
  acts: each('done', 'open', 'file'),
  one: z.strictObject({ ...each('up', 'what', 'pictures', 'at', 'own').shape, picture: sentence('number', 'n') }),
  sheet: each('file', 'writer', 'followed', 'yes', 'no'),
})

export type RecordPageWords = z.infer<typeof recordPageWords>
