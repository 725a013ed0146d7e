import type { Broadcast, ClassGroup } from '../../core/broadcast.ts'
import type { Chore } from '../../core/chore.ts'
import type { ClassRef } from '../../core/roster.ts'
import { dayMs } from '../../time/days.ts'
import { doAll, type Steps } from '../steps.ts'
import { type CopyParts, type CopyRecords, sendCopies } from './copies.ts'
import { meansWholeClasses } from './meant.ts'

/** Somebody to whom a broadcast that holds could not be sent. */
export interface Missed {
  broadcast: string
  number: string
  of: ClassRef
}

/** The records of those who can be reached since, within one transaction and as of one instant. */
export interface ArrivalRecords extends CopyRecords {
  /** Some of them, by their numbers. */
  arrived(limit: number): Promise<string[]>
  /** What these people missed of the broadcasts that hold and began to leave since then (epoch milliseconds), the oldest first. */
  missed(numbers: readonly string[], since: number): Promise<Missed[]>
  broadcast(number: string): Promise<Broadcast | null>
  /** The groups of a class that can be written to. */
  classGroups(of: ClassRef): Promise<ClassGroup[]>
  /** Those to whom it could not be sent, of these people or of a class, wait for it again. */
  wait(broadcast: string, whom: { numbers: readonly string[] } | { of: ClassRef }): Promise<void>
  /** They were looked after. */
  settle(numbers: readonly string[]): Promise<void>
}

/** Where those stand who can be reached since. */
export type Arrivals = Steps<ArrivalRecords>

/** People looked after in one transaction. */
const chunk = 500

/**
 * Whoever can be reached since a broadcast to them could not be sent (a binding, a link, a group of their class, a channel that runs again) is given it
 * then, while it holds: once, as they would have had it.
 */
export function makeArriving(arrivals: Arrivals, parts: CopyParts): Chore {
  return {
    name: 'arrivals',
    nextDue: now => arrivals.nextDue(now),
    run: now => doAll(arrivals, now, records => welcome(records, now.getTime(), parts)),
  }
}

/** Gives the next who arrived what they missed. */
async function welcome(records: ArrivalRecords, at: number, parts: CopyParts): Promise<'more' | 'done'> {
  const numbers = await records.arrived(chunk)
  const missed = await records.missed(numbers, at - parts.rules().words.openDays * dayMs)
  const homes = await records.homes(numbers)
  for (const [number, people] of Map.groupBy(missed, m => m.broadcast)) {
    const broadcast = (await records.broadcast(number))!
    const theirs = new Map(people.flatMap(p => (homes.has(p.number) ? [[p.number, homes.get(p.number)!]] : [])))
    const rest = people.filter(p => !homes.has(p.number))
    await records.wait(number, { numbers: [...theirs.keys()] })
    const groups = meansWholeClasses(broadcast.audience) ? await groupsFound(records, number, rest) : []
    await sendCopies(records, { broadcast, round: 0 }, { homes: theirs, groups, parts })
  }
  await records.settle(numbers)
  return numbers.length === chunk ? 'more' : 'done'
}

/** The groups, found since, of classes whose people nothing else reaches; those that did not carry it yet. */
async function groupsFound(records: ArrivalRecords, number: string, people: readonly Missed[]): Promise<ClassGroup[]> {
  const found: ClassGroup[] = []
  const classes = new Map(people.map(({ of }) => [JSON.stringify([of.college, of.name]), of]))
  for (const of of classes.values()) {
    const groups = await records.classGroups(of)
    if (groups.length === 0) continue
    found.push(...(await records.addGroups(number, groups)))
    await records.wait(number, { of })
  }
  return found
}
