import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'
import { abouts } from '../../../core/case.ts'

const now = z.strictObject({
  title: sentence(),
  ...(Object.fromEntries(abouts.map(about => [about, sentence('name')])) as Record<
    (typeof abouts)[number],
    ReturnType<typeof sentence>
  >),
  danger: sentence(),
  call: sentence('number'),
  center: sentence('center'),
  sample: sentence(),
  noCenter: sentence(),
})

const acts = z.strictObject({
  ...each('title', 'ack', 'contacted', 'confirmed', 'wrong', 'wrongSure', 'isConfirmed').shape,
  ...each('undoTaken', 'undoContacted', 'undoMarked').shape,
  wrongAsk: sentence('number', 'name'),
})

const pass = z.strictObject({
  ...each('title', 'note', 'whom', 'press', 'sure', 'nobody').shape,
  ask: sentence('number', 'name'),
  unreached: sentence('names'),
})

const named = () => sentence('name')

/** The words of the page about people who may be in danger, from `knowledge/console/care.yaml`. */
export const careSchema = z.strictObject({
  title: sentence(),
  one: sentence('number'),
  note: sentence(),
  none: sentence(),
  open: sentence('count'),
  openNote: sentence(),
  taken: sentence('count'),
  reached: sentence('count'),
  noneTaken: sentence(),
  labels: each('who', 'about', 'since', 'place', 'by', 'clock', 'told', 'number', 'kind', 'state', 'class'),
  said: sentence('name', 'class'),
  clock: sentence('minutes', 'names'),
  clockNow: sentence('names'),
  nobodyLeft: sentence(),
  operator: sentence(),
  toldNobody: sentence(),
  byNobody: sentence(),
  words: each('title', 'gone'),
  now,
  acts,
  pass,
  steps: z.strictObject({
    ...each('title', 'unreachedAll', 'refused', 'unanswered', 'nobody-left').shape,
    ...{ told: named(), passedTo: named(), unreachable: named(), acknowledged: named(), contacted: named() },
    ...{ passed: named(), uncontacted: named(), reopened: named() },
  }),
  receipts: each('waiting', 'sending', 'delivered', 'refused', 'failed', 'uncertain', 'cancelled'),
})

/** Words of the page about people who may be in danger. */
export type CareSay = z.infer<typeof careSchema>
