import type { Broadcast, BroadcastRecipient, ClassGroup, RecipientState } from '../../core/broadcast.ts'
import type { Chore } from '../../core/chore.ts'
import type { ClassRef, Home } from '../../core/roster.ts'
import { doAll, type Steps } from '../steps.ts'
import { type CopyParts, type CopyRecords, type Round, sendCopies } from './copies.ts'
import { closesAt, escalatesAt } from './letter.ts'
import { type GroupsMeant, groupsMeant, type PeopleMeant, peopleMeant } from './meant.ts'

/** A round that is due and not planned to its end: the sending of a broadcast (0), or a resend. Instants are epoch milliseconds. */
export interface DueRound {
  broadcast: Broadcast
  round: number
  startedAt: number | null
  /** The last roster number that was planned; empty before the first. */
  after: string
}

/** Someone whom a round is for. */
export interface Meant {
  number: string
  of: ClassRef
}

/** The line of a person in the records of a broadcast, as it begins. */
export type NewRecipient = Meant & Pick<BroadcastRecipient, 'via' | 'state'> & { reason: string; sentAt: number | null }

/** A group that carries a broadcast, and what became of its copy. */
export interface Carrier {
  group: ClassGroup
  state: RecipientState
  reason: string
}

/** The records that rounds are planned in, within one transaction and as of one instant. */
export interface RoundRecords extends CopyRecords {
  /** The earliest round that is due, or null. A recall waits until nothing of what it recalls is on its way. */
  next(): Promise<DueRound | null>
  /** Notes that a broadcast begins to leave now. */
  begin(broadcast: string, times: { closesAt: number; escalateAt: number | null }): Promise<void>
  /** Stops what waits of a broadcast: another has taken its place. */
  replace(original: string, by: string): Promise<void>
  /** The next people after a roster number, in the order of their numbers. */
  people(meant: PeopleMeant, page: { after: string; limit: number }): Promise<Meant[]>
  groups(meant: GroupsMeant): Promise<ClassGroup[]>
  /** The groups that carry a broadcast. */
  carriers(broadcast: string): Promise<Carrier[]>
  /** Those of them who are bound on any channel. */
  bound(numbers: readonly string[]): Promise<ReadonlySet<string>>
  addRecipients(broadcast: string, people: readonly NewRecipient[]): Promise<void>
  /** Notes that these people, who may have been reached otherwise before, are written to themselves. */
  reachPrivately(broadcast: string, numbers: readonly string[]): Promise<void>
  /** Notes how far a round is planned; to its end where `isLast`. */
  planned(round: Pick<DueRound, 'round' | 'after'> & { broadcast: string }, how: { isLast: boolean }): Promise<void>
}

/** Where rounds wait to leave. */
export interface Rounds extends Steps<RoundRecords> {
  /** After the clock was put back to `now`: what was begun, and what was due at `before`, is due now. */
  dueAgain(now: Date, before: Date): Promise<void>
}

/** People planned in one transaction: others get their turn in between, and memory stays flat. */
const chunk = 500

/** Broadcasts that were released, and resends, become deliveries when their time comes, some hundred people at a time. */
export function makeLeaving(rounds: Rounds, parts: CopyParts): Chore {
  return {
    name: 'broadcasts',
    nextDue: now => rounds.nextDue(now),
    run: now => doAll(rounds, now, records => leave(records, now.getTime(), parts)),
    rewind: (now, before) => rounds.dueAgain(now, before),
  }
}

/** Plans the next people of the next round; the first step of a round begins it and plans its groups. */
async function leave(records: RoundRecords, at: number, parts: CopyParts): Promise<'more' | 'done'> {
  const due = await records.next()
  if (!due) return 'done'
  const { broadcast, round, after } = due
  const sending: Round = { broadcast, round }
  const groups = due.startedAt === null ? await begin(records, sending, { at, parts }) : []
  const people = await records.people(peopleMeant(broadcast, round), { after, limit: chunk })
  const homes = await records.homes(people.map(p => p.number))
  if (round === 0) await noteRecipients(records, broadcast, { people, homes })
  else await records.reachPrivately(broadcast.number, [...homes.keys()])
  await sendCopies(records, sending, { homes, groups, parts })
  const reached = { broadcast: broadcast.number, round, after: people.at(-1)?.number ?? after }
  await records.planned(reached, { isLast: people.length < chunk })
  return 'more'
}

/** A round begins: a correction takes the place of its original. Answers the groups that carry it. */
async function begin(
  records: RoundRecords,
  { broadcast, round }: Round,
  { at, parts }: { at: number; parts: CopyParts },
): Promise<ClassGroup[]> {
  const { number, of } = broadcast
  if (round === 0) {
    const { words, zone } = parts.rules()
    const escalateAt = escalatesAt(broadcast, at, { words, zone })
    await records.begin(number, { closesAt: closesAt(broadcast, at, words), escalateAt })
    if (of?.as === 'correction') await records.replace(of.number, number)
  }
  const meant = groupsMeant(broadcast, round)
  const groups = meant === null ? [] : await records.groups(meant)
  return round === 0 ? records.addGroups(number, groups) : groups
}

/** Notes how each of these people is reached, if they are. */
async function noteRecipients(
  records: RoundRecords,
  { number, startedAt }: Broadcast,
  { people, homes }: { people: readonly Meant[]; homes: ReadonlyMap<string, Home> },
): Promise<void> {
  const carriers = Map.groupBy(await records.carriers(number), c => classKey(c.group.of))
  const bound = await records.bound(people.map(p => p.number).filter(person => !homes.has(person)))
  const lines = people.map((person): NewRecipient => {
    const ofClass = carriers.get(classKey(person.of)) ?? []
    if (homes.has(person.number)) return { ...person, via: 'private', state: 'queued', reason: '', sentAt: null }
    // With a group, people take the state that it already has.
    const best = ofClass.find(c => c.state === 'sent') ?? ofClass[0]
    if (best) {
      const { state, reason } = best
      return { ...person, via: 'group', state, reason, sentAt: state === 'sent' ? startedAt : null }
    }
    const reason = bound.has(person.number) ? 'cannot-push' : 'not-bound'
    return { ...person, via: 'none', state: 'unreachable', reason, sentAt: null }
  })
  await records.addRecipients(number, lines)
}

const classKey = ({ college, name }: ClassRef) => JSON.stringify([college, name])
