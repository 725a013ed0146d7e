import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

const listSchema = z.strictObject({
  label: sentence(),
  stages: each('draft', 'waiting', 'due', 'sent', 'ended'),
  caption: sentence('count'),
  empty: each('draft', 'waiting', 'due', 'sent', 'ended'),
  none: sentence('search'),
  search: sentence(),
  find: sentence(),
  columns: each('number', 'about', 'audience', 'at', 'state', 'confirmed', 'unreached'),
  bar: sentence(),
})

/** A button, what it asks, and what says that it is meant. */
const asked = (...names: string[]) => ({ button: sentence(), ask: sentence(...names), sure: sentence() })

const oneSchema = z.strictObject({
  facts: each(
    ...(['state', 'level', 'audience', 'sender', 'written', 'due', 'started', 'closes'] as const),
    ...(['approved', 'reason', 'of', 'recalls', 'by', 'resends'] as const),
  ),
  times: sentence('count'),
  own: sentence(),
  text: sentence(),
  picture: sentence(),
  poster: sentence(),
  acts: sentence(),
  publish: z.strictObject({
    ...asked('number', 'people', 'reached'),
    askLater: sentence('number', 'time', 'people', 'reached'),
    askUrgent: sentence('number', 'people'),
    sureUrgent: sentence(),
    blanks: sentence('blanks'),
  }),
  edit: sentence(),
  drop: z.strictObject(asked('number')),
  cancel: z.strictObject({ ...asked('number', 'people'), undo: sentence() }),
  approve: z.strictObject(asked('number', 'time', 'people')),
  refuse: z.strictObject({ heading: sentence(), reason: sentence(), ...asked('number') }),
  resend: z.strictObject({
    heading: sentence(),
    rule: sentence('most', 'minutes', 'times'),
    ...asked('number', 'count'),
  }),
  correct: each('heading', 'button', 'rule'),
  recall: z.strictObject({ heading: sentence(), reason: sentence(), ...asked('number', 'count') }),
  export: sentence(),
})

const receiptsSchema = z.strictObject({
  title: sentence(),
  byCollege: sentence(),
  byClass: sentence(),
  note: sentence(),
  part: sentence(),
  empty: sentence(),
  columns: each('college', 'class', 'people', 'confirmed', 'open', 'unreached', 'uncertain', 'claimed'),
  bar: sentence(),
  caption: sentence('number'),
  back: sentence(),
  uncertain: sentence('count'),
})

const writingSchema = z.strictObject({
  choose: each('title', 'says', '通知', '预警'),
  title: sentence('template'),
  titleOf: sentence('number'),
  titleDraft: sentence('number'),
  template: sentence(),
  of: sentence('number', 'audience'),
  from: sentence('number'),
  level: sentence(),
  levels: each('普通', '重要', '紧急'),
  ...each('body', 'bodyHint', 'whom', 'said', 'saidHint', 'ticked', 'units').shape,
  whole: sentence('scope'),
  school: sentence(),
  college: sentence('college'),
  ofCollege: sentence('college'),
  roles: sentence(),
  roleNames: each('student', 'monitor', 'counselor', 'staff'),
  loan: sentence(),
  loans: each('any', 'yes', 'no'),
  flow: sentence(),
  flows: each('any'),
  done: sentence(),
  dones: each('no', 'yes'),
  dorms: sentence(),
  tags: sentence(),
  numbers: sentence(),
  when: sentence(),
  whens: z.strictObject({ now: sentence(), awake: sentence('time'), at: sentence() }),
  quiet: sentence('from', 'until'),
  ...each('at', 'atHint', 'picture', 'pictureHint', 'kept', 'noPicture', 'question', 'questionHint').shape,
  ...each('asked', 'options', 'explain', 'look', 'keep', 'lookNote').shape,
  says: z.strictObject({ kept: sentence('number') }),
  problems: each('picture', 'pictures', 'room'),
})

const aheadSchema = z.strictObject({
  title: sentence(),
  wait: sentence(),
  facts: each('audience', 'people', 'privately', 'byGroup', 'unreached', 'at', 'takes', 'sends'),
  count: sentence('count'),
  groups: sentence('count', 'groups'),
  send: sentence('channel', 'count'),
  limit: sentence('channel', 'count', 'perDay'),
  pace: sentence('channel', 'count', 'perSecond'),
  none: sentence(),
  missing: sentence('count'),
  ofClass: sentence('class', 'names'),
  more: sentence('shown', 'count'),
  download: sentence(),
  unknown: sentence('numbers'),
  unknownMore: sentence('count'),
  blanks: sentence('blanks'),
})

/** The words of the page about broadcasts. */
export const broadcastsWords = z.strictObject({
  title: sentence(),
  write: sentence(),
  /** What the platforms are called; one that is not here goes by its own name. */
  list: listSchema,
  one: oneSchema,
  receipts: receiptsSchema,
  person: z.strictObject({
    caption: sentence('class'),
    columns: each('number', 'name', 'state', 'at', 'how', 'reason'),
    gone: sentence(),
    claimed: sentence(),
  }),
  relay: z.strictObject({
    title: sentence(),
    note: sentence('count'),
    text: sentence(),
    none: sentence(),
    more: sentence('count'),
    noLink: sentence(),
  }),
  ahead: aheadSchema,
  writing: writingSchema,
})

/** What the page about broadcasts says. */
export type PageWords = z.infer<typeof broadcastsWords>
