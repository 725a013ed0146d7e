import { z } from 'zod'
import { each, sentence } from '../../../content/words.ts'

/** The words of the page of channels, `knowledge/console/channels.yaml`. */
export const channelPageWords = z.strictObject({
  title: sentence(),
  state: z.strictObject({
    heading: sentence(),
    none: sentence(),
    states: each('up', 'starting', 'waiting', 'down'),
    queue: sentence('count', 'since'),
    idle: sentence(),
    scan: sentence(),
    code: sentence(),
  }),
  uncertain: z.strictObject({
    heading: sentence('count'),
    note: sentence(),
    none: sentence(),
    caption: sentence(),
    columns: each('to', 'unit', 'broadcast', 'channel', 'at'),
    over: sentence(),
    arrived: sentence(),
    again: sentence(),
    pick: sentence(),
    askArrived: sentence('count'),
    askAgain: sentence('count'),
  }),
  groups: z.strictObject({
    heading: sentence('count'),
    none: sentence(),
    caption: sentence(),
    columns: each('title', 'unit', 'mode', 'watched', 'channel'),
    noTitle: sentence(),
    unbound: sentence(),
    up: sentence(),
    missing: sentence(),
  }),
  group: z.strictObject({
    mode: sentence(),
    modeNote: sentence(),
    setMode: sentence(),
    watch: sentence(),
    watchNote: sentence(),
    setWatch: sentence(),
    bind: sentence(),
    bindNote: sentence(),
    class: sentence(),
    setClass: sentence(),
    unbind: sentence(),
    askUnbind: sentence(),
  }),
  test: each('heading', 'note', 'send'),
})

/** As they are read. */
export type ChannelPageWords = z.infer<typeof channelPageWords>
