import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of 待办. */
export const todoWords = z.strictObject({
  title: sentence(),
  tabs: each('label', 'open', 'mine', 'free', 'done'),
  handoffs: sentence('count'),
  none: sentence(),
  noneMine: sentence(),
  noneFree: sentence(),
  noneDone: sentence(),
  noneFound: sentence('said'),
  search: each('field', 'button'),
  labels: each('number', 'class', 'how', 'at', 'taker', 'done', 'asked', 'unreached'),
  mayNot: sentence(),
  mayAsk: sentence(),
  mayNotAsk: sentence(),
  answered: sentence(),
  sent: each('waiting', 'arrived', 'unsure', 'failed', 'kept'),
  badges: z.strictObject({ report: sentence(), mine: sentence(), taken: sentence('name'), free: sentence() }),
  acts: each('claim', 'release', 'finish', 'reopen', 'more', 'undoPass'),
  one: z.strictObject({ up: sentence(), title: sentence('name', 'topic'), gone: sentence() }),
  answer: each('title', 'note', 'kept', 'text', 'send', 'search', 'find', 'pick', 'before', 'noneFound'),
  sure: z.strictObject({
    sent: sentence('letter'),
    kept: sentence('says', 'text'),
    ...each('button', 'keep', 'finish').shape,
  }),
  pass: z.strictObject({ ...each('title', 'to', 'button', 'none').shape, unreached: sentence('name') }),
  finish: each('title', 'word', 'button'),
  proposals: z.strictObject({
    title: sentence('count'),
    note: sentence(),
    ask: sentence('title', 'place'),
    before: sentence('title'),
    yes: sentence(),
    no: sentence(),
    sureYes: sentence('title', 'place'),
    sureNo: sentence('title', 'place'),
  }),
  approvals: z.strictObject({
    title: sentence('count'),
    ...each('own', 'to', 'due', 'now', 'approve', 'refuse', 'reason', 'more').shape,
    by: sentence('office', 'name'),
    people: sentence('audience', 'count'),
    sureApprove: sentence('number', 'count', 'when'),
    sureRefuse: sentence('number'),
    when: sentence('time'),
  }),
})

export type TodoWords = z.infer<typeof todoWords>
