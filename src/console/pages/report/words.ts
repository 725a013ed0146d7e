import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of 报送. */
export const reportPageWords = z.strictObject({
  title: sentence(),
  intro: sentence('all', 'with', 'left'),
  due: sentence('day', 'days'),
  today: sentence('day'),
  over: sentence('day'),
  undated: sentence(),
  mailbox: sentence('mailbox'),
  noMailbox: sentence(),
  files: each('word', 'archive', 'note'),
  tabs: each('label', 'duties', 'pictures', 'colleges'),
  filters: each('part', 'all', 'button'),
  missing: each('title', 'none'),
  marks: each('has', 'lacks'),
  duty: sentence('number', 'title'),
  who: sentence('place', 'who'),
  none: sentence(),
  note: z.strictObject({
    ...each('open', 'text', 'textHint', 'day', 'college', 'whole', 'picture', 'pictureHint', 'consent', 'agreed').shape,
    ...each('button', 'nobody', 'shown', 'remove').shape,
    said: sentence('day', 'by'),
    alt: sentence('number'),
  }),
  problems: each('picture', 'pictures', 'room'),
  pictures: z.strictObject({
    ...each('title', 'note', 'none', 'caption', 'consent', 'agreed', 'choose', 'change', 'leave', 'chosen').shape,
    card: sentence('title', 'day'),
    undated: sentence('title'),
    alt: sentence('number', 'n'),
    count: sentence('chosen', 'count'),
    rest: sentence('most'),
  }),
  colleges: z.strictObject({
    ...each('title', 'none', 'all').shape,
    caption: sentence('count'),
    columns: each('college', 'people', 'with', 'missing'),
  }),
})

export type ReportPageWords = z.infer<typeof reportPageWords>
