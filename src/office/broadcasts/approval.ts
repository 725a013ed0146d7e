import type { Broadcast } from '../../core/broadcast.ts'
import type { Chore } from '../../core/chore.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Reads } from '../../core/reads.ts'
import { identityOf } from '../../core/roster.ts'
import { dayMs } from '../../time/days.ts'
import { doAll, type Steps } from '../steps.ts'
import { type BroadcastRules, covers } from './ground.ts'
import { approvalAsked, stillUnapproved } from './says.ts'

/** What is written to people, wherever each can be written to; the same key once. */
export interface Writing {
  key: string
  numbers: readonly string[]
  saying: Saying
}

/** The records of urgent broadcasts that wait for a second person, within one transaction and as of one instant. */
export interface UnapprovedRecords {
  read: Pick<Reads, 'broadcasts'>
  /** The one that is to be looked after first, or null. */
  next(): Promise<Broadcast | null>
  write(writing: Writing): Promise<unknown>
  /** When it is looked after again (epoch milliseconds); null for never. */
  lookAgain(number: string, at: number | null): Promise<void>
}

/** Where urgent broadcasts wait for a second person. */
export interface Unapproved extends Steps<UnapprovedRecords> {
  /** Lets none wait longer than until `latest` (epoch milliseconds). */
  waitNoLonger(latest: number): Promise<void>
}

const minuteMs = 60_000

/**
 * An urgent broadcast that nobody has approved yet: its sender hears so once, and whoever may approve it and can be reached since is asked, until it is
 * decided or so old that it would hold no more.
 */
export function makeApproval(unapproved: Unapproved, rules: () => Pick<BroadcastRules, 'words'>): Chore {
  return {
    name: 'broadcasts-unapproved',
    nextDue: now => unapproved.nextDue(now),
    run: now => doAll(unapproved, now, records => lookAfter(records, now.getTime(), rules())),
    rewind: now => unapproved.waitNoLonger(now.getTime() + rules().words.approveMinutes * minuteMs),
  }
}

async function lookAfter(
  { read, next, write, lookAgain }: UnapprovedRecords,
  at: number,
  { words }: Pick<BroadcastRules, 'words'>,
): Promise<'more' | 'done'> {
  const broadcast = await next()
  if (!broadcast) return 'done'
  const { number, sender, createdAt } = broadcast
  const reached = (await approversOf(read, broadcast)).filter(person => person.hasHome)
  const { people } = await read.broadcasts.reckon(broadcast.audience)
  const asking = approvalAsked(broadcast, people, words)
  // Those who were asked before have it under this key.
  await write({ key: askKey(number), numbers: reached.map(p => p.number), saying: asking })
  const names = reached.map(p => p.name)
  await write({
    key: `broadcast:${number}:unapproved`,
    numbers: [sender.number],
    saying: stillUnapproved(broadcast, names, words),
  })
  const isOld = at >= createdAt + words.openDays * dayMs
  await lookAgain(number, isOld ? null : at + words.approveMinutes * minuteMs)
  return 'more'
}

/** Who may approve an urgent broadcast, its sender aside, and whether they can be written to. */
export async function approversOf(read: Pick<Reads, 'broadcasts'>, broadcast: Broadcast) {
  const others = await read.broadcasts.staff(broadcast.sender.number)
  return others.filter(person => covers(identityOf(person), 'approve-urgent', broadcast))
}

/** Under what each of them is asked once. */
export const askKey = (number: string): string => `broadcast:${number}:ask`
