import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of the page about how far people are, from `knowledge/console/progress.yaml`. */
export const progressPageSchema = z.strictObject({
  title: sentence(),
  note: sentence(),
  none: sentence(),
  filters: each('item', 'all', 'notice', 'noNotice', 'college', 'allColleges', 'find'),
  totals: z.strictObject({
    heading: sentence('scope', 'people'),
    caption: sentence(),
    columns: each('item', 'done', 'left', 'unheard'),
    left: sentence('count'),
    nobodyLeft: sentence(),
  }),
  rows: z.strictObject({
    ...each('classes', 'colleges', 'class', 'college').shape,
    caption: sentence('count'),
    bar: sentence('place', 'item', 'done', 'all'),
  }),
  course: z.strictObject({
    heading: sentence('days'),
    label: sentence('item', 'from', 'first', 'until', 'last', 'all'),
    caption: sentence('item'),
    figures: sentence(),
    columns: each('day', 'done', 'share'),
    share: sentence('percent'),
  }),
  names: z.strictObject({
    title: sentence('item'),
    titleDone: sentence('item'),
    left: sentence('scope', 'all', 'left'),
    done: sentence('scope', 'all', 'done'),
    ...each('tabs', 'tabLeft', 'tabDone', 'places', 'allPlaces', 'list').shape,
    stage: sentence('stage', 'count'),
    waits: sentence(),
    many: sentence(),
    captionLeft: sentence('count'),
    captionDone: sentence('count'),
    noneLeft: sentence(),
    noneDone: sentence(),
    columns: each('name', 'number', 'college', 'class', 'stage', 'reach', 'told', 'reminded', 'doneAt'),
    privately: sentence(),
    unreached: sentence('count'),
  }),
  export: each('press', 'file', 'fileDone'),
  remind: z.strictObject({
    ...each('note', 'noteNotice', 'none', 'others').shape,
    button: sentence('count'),
    many: sentence(),
    again: sentence('count'),
    ask: sentence('item', 'count'),
    askNotice: sentence('item', 'count'),
    before: sentence('count'),
    later: sentence('count'),
  }),
})

/** Words of the page about how far people are. */
export type ProgressSay = z.infer<typeof progressPageSchema>
