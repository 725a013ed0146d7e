import type { Broadcast, ClassGroup } from '../../core/broadcast.ts'
import type { Chore } from '../../core/chore.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Reads } from '../../core/reads.ts'
import { caretakersAmong, isCounseling } from '../cases/caretakers.ts'
import { inForce } from '../staff/lending.ts'
import { doAll, type Steps } from '../steps.ts'
import type { Writing } from './approval.ts'
import type { BroadcastRules } from './ground.ts'
import { awake, escalatesAt } from './letter.ts'
import { type ClassNames, forMonitor, forStaff, groupProgress } from './says.ts'
import { percentOf } from './states.ts'

/** A broadcast of which those in charge are to hear who has not confirmed, and how many times they did. */
export interface FollowUpDue {
  broadcast: Broadcast
  times: number
}

/** The records of broadcasts that have left, within one transaction and as of one instant. Times are epoch milliseconds. */
export interface AfterRecords {
  read: Pick<Reads, 'broadcasts' | 'roster' | 'staff'>
  /** Takes the groups that are to hear now how many have confirmed, each with how many times it has then. */
  takeProgress(): Promise<{ broadcast: string; group: ClassGroup; line: number }[]>
  /** Says something in a group; the same key once. */
  say(saying: Saying, to: { group: ClassGroup; key: string }): Promise<void>
  /** Closes what is over: whom it had reached without a confirmation is `unconfirmed`. */
  close(): Promise<void>
  /** Opens again what is not over yet. */
  reopen(): Promise<void>
  /** The first of which those in charge are to hear now, or null. */
  escalating(): Promise<FollowUpDue | null>
  /** Writes to people; answers the numbers of those who can be written to. */
  write(writing: Writing): Promise<string[]>
  /** Notes how many times those in charge have heard, and when they hear again; null for never. */
  escalated(number: string, next: { times: number; at: number | null }): Promise<void>
  /** Those of which those in charge are to hear later, and when. */
  escalatingLater(): Promise<(FollowUpDue & { at: number })[]>
  /** Lets no group wait longer than until `latest` to hear how many have confirmed. */
  progressNoLater(latest: number): Promise<void>
}

/** Where broadcasts are looked after that have left. */
export type Aftercare = Steps<AfterRecords>

type Rules = Pick<BroadcastRules, 'words' | 'zone'>
const minuteMs = 60_000

/** What becomes of a broadcast after it was sent: the time to confirm runs out, groups hear how many did, and those in charge who did not. */
export function makeAftercare(aftercare: Aftercare, rules: () => Rules): Chore {
  return {
    name: 'broadcasts-after',
    nextDue: now => aftercare.nextDue(now),
    async run(now) {
      await aftercare.transact(now, records => sayProgress(records, rules()))
      await aftercare.transact(now, records => records.close())
      await doAll(aftercare, now, records => escalate(records, now.getTime(), rules()))
    },
    rewind: now => aftercare.transact(now, records => rewind(records, now.getTime(), rules())),
  }
}

async function sayProgress({ read, takeProgress, say }: AfterRecords, { words }: Rules): Promise<void> {
  for (const { broadcast: number, group, line } of await takeProgress()) {
    if (line > words.progressMost) continue
    const broadcast = await read.broadcasts.broadcast(number)
    const [ofClass] = await read.broadcasts.tally(number, [{ of: 'class', ...group.of }])
    if (!broadcast || !ofClass) continue
    const key = `broadcast:${number}:progress:${group.chat}:${line}`
    await say(groupProgress(broadcast, ofClass, words), { group, key })
  }
}

/** Tells the monitors, and later the counselors, of classes where too few have confirmed: names of their own classes only, in private. */
async function escalate(records: AfterRecords, at: number, { words, zone }: Rules): Promise<'more' | 'done'> {
  const due = await records.escalating()
  if (!due) return 'done'
  const { broadcast, times } = due
  const rule = words.levels[broadcast.level].escalate
  const classes = rule ? await classesBelow(records, broadcast, rule.below) : []
  const told = times === 0 ? await tellMonitors(records, broadcast, { classes, words }) : new Set<ClassNames>()
  const forTheStaff = classes.filter(c => !told.has(c))
  await tellStaff(records, broadcast, { classes: forTheStaff, time: times + 1, words, at })
  const again = rule && told.size > 0 ? awake(broadcast.level, at + rule.thenMinutes * minuteMs, { words, zone }) : null
  await records.escalated(broadcast.number, { times: times + 1, at: again })
  return 'more'
}

/** Classes of which less than so many percent have confirmed. */
async function classesBelow({ read }: AfterRecords, { number }: Broadcast, below: number): Promise<ClassNames[]> {
  const all = await read.broadcasts.tally(number, [{ of: 'school' }])
  const classes: ClassNames[] = []
  for (const one of all.filter(c => c.name !== '' && percentOf(c) < below))
    classes.push({ ...one, names: (await read.broadcasts.unconfirmed(number, one)).map(person => person.name) })
  return classes
}

interface Telling {
  classes: readonly ClassNames[]
  words: BroadcastRules['words']
}

/** Answers the classes whose monitor can be written to. */
async function tellMonitors(
  { read, write }: AfterRecords,
  broadcast: Broadcast,
  { classes, words }: Telling,
): Promise<Set<ClassNames>> {
  const told = new Set<ClassNames>()
  for (const one of classes) {
    const { college, name } = one
    const monitors = (await read.roster.members({ college, name })).filter(
      person => person.role === 'monitor' && person.left === '',
    )
    const key = `broadcast:${broadcast.number}:escalate1:${college}${name}`
    const numbers = monitors.map(m => m.number)
    const reached = await write({ key, numbers, saying: forMonitor(broadcast, one, words) })
    if (reached.length > 0) told.add(one)
  }
  return told
}

/** Each counselor, and whoever stands in for one, hears of the classes in their care; classes that nobody cares for are told to the sender. */
async function tellStaff(
  { read, write }: AfterRecords,
  broadcast: Broadcast,
  { classes, words, time, at }: Telling & { time: number; at: number },
): Promise<void> {
  if (classes.length === 0) return
  const { number, sender } = broadcast
  const staff = await read.staff.members()
  const holding = inForce(await read.staff.standIns(), at)
  const lists = new Map<string, ClassNames[]>()
  for (const one of classes) {
    const near = caretakersAmong(staff, one, { named: '', holding }).filter(isCounseling)
    for (const person of near.length > 0 ? near : [sender])
      lists.set(person.number, [...(lists.get(person.number) ?? []), one])
  }
  for (const [person, list] of lists) {
    const key = `broadcast:${number}:escalate${time}`
    await write({ key, numbers: [person], saying: forStaff(broadcast, list, words) })
  }
}

/** The clock was put back to `at`: what was closed too early is open again, and nobody waits longer than from a broadcast that leaves now. */
async function rewind(records: AfterRecords, at: number, { words, zone }: Rules): Promise<void> {
  await records.reopen()
  await records.progressNoLater(at + words.progressEveryMinutes * minuteMs)
  for (const { broadcast, times, at: planned } of await records.escalatingLater()) {
    const rule = words.levels[broadcast.level].escalate
    const first = escalatesAt(broadcast, at, { words, zone })
    const then = rule ? awake(broadcast.level, at + rule.thenMinutes * minuteMs, { words, zone }) : null
    const latest = times === 0 ? first : then
    if (latest !== null && latest < planned) await records.escalated(broadcast.number, { times, at: latest })
  }
}
