import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of the page of staff, `knowledge/console/staff.yaml`. */
export const staffPageWords = z.strictObject({
  title: sentence(),
  list: z.strictObject({
    heading: sentence('count'),
    caption: sentence(),
    columns: each('name', 'role', 'scope', 'reach', 'seen', 'leave'),
    none: sentence(),
    all: sentence('count'),
    unreached: sentence(),
    unbound: sentence(),
    never: sentence(),
  }),
  leave: z.strictObject({
    own: sentence(),
    of: sentence('name'),
    note: sentence(),
    awayLine: sentence('from', 'until', 'name'),
    forLine: sentence('from', 'until', 'name'),
    notTold: sentence(),
    noOthers: sentence(),
    from: sentence(),
    until: sentence(),
    who: sentence(),
    toldHead: sentence(),
    told: sentence(),
    set: sentence(),
    end: sentence(),
    badDays: sentence(),
  }),
  sessions: z.strictObject({
    heading: sentence(),
    note: sentence(),
    caption: sentence(),
    columns: each('who', 'agent', 'at', 'seen', 'end'),
    here: sentence(),
    none: sentence(),
    end: sentence(),
    endAll: sentence(),
    ended: sentence('name'),
    ask: sentence('name'),
    unknown: sentence(),
    /** By a sign in what a browser calls itself, the first that stands in it: what it is called. */
    browsers: z.record(z.string(), sentence()),
    systems: z.record(z.string(), sentence()),
    otherAgent: sentence(),
  }),
  wayIn: z.strictObject({
    heading: sentence(),
    note: sentence(),
    make: sentence(),
    ask: sentence('name', 'minutes'),
    once: sentence('name', 'minutes'),
    copy: sentence(),
    refused: sentence(),
    back: sentence(),
  }),
  part: z.strictObject({
    heading: sentence(),
    note: sentence(),
    role: sentence(),
    scope: sentence(),
    scopeHint: sentence(),
    save: sentence(),
  }),
  facts: each('number', 'role', 'scope', 'reach', 'seen'),
  up: sentence(),
})

/** As they are read. */
export type StaffPageWords = z.infer<typeof staffPageWords>
