import { z } from 'zod'
import { each, sentence } from '../content/words.ts'

/** What stands around every page, and on those of whoever is not signed in. */
export const shellSchema = z.strictObject({
  name: sentence(),
  /** The names of the pages, as they stand in the lists of pages. */
  pages: z.record(z.string(), z.strictObject({ title: sentence(), about: sentence() })),
  nav: each('label', 'more', 'skip', 'menu'),
  who: sentence('name', 'role', 'scope'),
  roles: each('counselor', 'college', 'school'),
  whole: sentence(),
  /** What the channels are called. */
  channels: z.record(z.string(), sentence()),
  out: sentence(),
  outDone: sentence(),
  sample: sentence(),
  undo: sentence(),
  undone: sentence(),
  sure: each('title', 'no'),
  empty: sentence(),
  count: sentence('count'),
  of: sentence('shown', 'count'),
  select: each('all', 'none', 'one'),
  find: sentence(),
  /** Ways to the pages of a list. */
  pager: z.strictObject({
    label: sentence(),
    before: sentence(),
    after: sentence(),
    page: sentence('page'),
    pages: sentence('page', 'pages'),
  }),
  live: sentence(),
  lost: sentence(),
  noScript: sentence(),
  signIn: each('title', 'says', 'it', 'open', 'press', 'unknown', 'used', 'ended', 'noRight', 'idle', 'tooMany'),
  trouble: each('title', 'missing', 'form', 'broken', 'tooMany', 'tooLarge', 'back'),
})

/** Words around every page. */
export type ShellWords = z.infer<typeof shellSchema>

/** The words of the console: of what stands around pages, and of each page by its name. */
export interface ConsoleWords {
  shell: ShellWords
  of(page: string): unknown
}
