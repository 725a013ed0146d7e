import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

const counted = () => sentence('title', 'when', 'place', 'whom', 'count', 'unreached')

/** The words of 活动, `knowledge/console/activities.yaml`. */
export const activityPageWords = z.strictObject({
  title: sentence(),
  tabs: each('label', 'coming', 'past'),
  filters: each('part', 'all', 'button'),
  none: each('coming', 'past'),
  columns: each('when', 'title', 'kind', 'place', 'whom'),
  state: each('planned', 'cancelled', 'over'),
  plan: z.strictObject({
    ...each('heading', 'note', 'kind', 'title', 'titleHint', 'when', 'whenHint', 'place', 'placeHint').shape,
    ...each('whom', 'whomHint', 'about', 'aboutHint', 'button', 'sure').shape,
    ask: counted(),
  }),
  change: z.strictObject({ ...each('heading', 'button', 'sure').shape, ask: counted() }),
  cancel: z.strictObject({
    ...each('heading', 'reason', 'button', 'sure').shape,
    ask: sentence('title', 'count', 'unreached'),
  }),
  one: each('up', 'about', 'by', 'reason', 'news', 'notTheirs', 'poster', 'ics', 'records'),
  newsColumns: each('news', 'due', 'state', 'audience', 'unreachable'),
  news: each('invite', 'day', 'hour', 'moved', 'cancelled', 'after'),
  newsState: each('waiting', 'told', 'skipped'),
  newsNone: sentence(),
  newsNote: sentence(),
  ics: each('name', 'uid'),
  poster: z.strictObject({
    ...each('title', 'up', 'heading', 'note', 'link', 'ribbon', 'name', 'facts', 'body', 'signature', 'scan').shape,
    ...each('withScan', 'noScan', 'png', 'pdf', 'failed', 'tooShort', 'notPublic').shape,
    ...each('when', 'where', 'for', 'caption', 'bot', 'foot', 'file').shape,
  }),
})

/** The same as they were read. */
export type ActivityPageWords = z.infer<typeof activityPageWords>
