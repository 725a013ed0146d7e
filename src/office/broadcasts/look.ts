import { fill } from '../../content/words.ts'
import type {
  Broadcast,
  BroadcastState,
  ClassTally,
  Counts,
  Reckoning,
  ReportRow,
  Unreached,
} from '../../core/broadcast.ts'
import { type ClassRef, type Identity, isWithin } from '../../core/roster.ts'
import type { BookSheet } from '../../reports/book.ts'
import { shown } from '../outcome.ts'
import { touches } from '../people/where.ts'
import { may } from '../rights.ts'
import { audienceSaid } from './fields.ts'
import { type BroadcastGround, type BroadcastOutcome, covers, refused, unitsMeant } from './ground.ts'
import { exportTable, find, type Managing, rightOf } from './manage.ts'
import { reportSheets } from './report/report.ts'
import { hasLeft, holding } from './states.ts'
import { beyond, unreachedBook } from './written.ts'

/** Where a broadcast stands in the list: its writer's own, waiting for a second person, for its time, gone and open, over. */
export const stages = ['draft', 'waiting', 'due', 'sent', 'ended'] as const
export type Stage = (typeof stages)[number]

/** The stage of a broadcast as of `now` (epoch milliseconds). */
export function stageOf({ state, closesAt, correctedBy }: Broadcast, now: number): Stage {
  if (state === 'draft' || state === 'waiting') return state
  if (state === 'approved') return 'due'
  const isOpen = holding.includes(state) && correctedBy === null && (closesAt === null || closesAt > now)
  return isOpen ? 'sent' : 'ended'
}

/** A broadcast in a list, with how its people in the reader's care stand; null before it has left. */
export interface ListedBroadcast {
  broadcast: Broadcast
  counts: Counts | null
}

/** Part of the list of broadcasts: of one stage, those with these words in them, the newest first. */
export interface Overview {
  says: string
  stages: Readonly<Record<Stage, number>>
  listed: readonly ListedBroadcast[]
  /** How many there are on this stage with these words. */
  count: number
}

/** How many are listed at a time: each that has left is counted. */
export const mostListed = 10

/** The broadcasts in one's care, with how far they have come there. */
export async function broadcastsInCare(
  ground: BroadcastGround,
  actor: Identity,
  { stage, search, from }: { stage: Stage; search: string; from: number },
): Promise<BroadcastOutcome<Overview>> {
  if (!may(actor, 'broadcast')) return refused(ground, 'noRight', {}, 'list')
  const now = ground.now.getTime()
  const known = (await knownTo(ground, actor)).map(b => seenBy(ground, actor, b))
  const on = Map.groupBy(known, b => stageOf(b, now))
  const found = (on.get(stage) ?? []).filter(b => isAbout(b, search))
  const some = found.slice(from, from + mostListed)
  const left = some.filter(hasLeft).map(b => b.number)
  const counts = left.length > 0 ? await ground.read.broadcasts.counts(left, actor.scope) : new Map<string, Counts>()
  return shown({
    says: '',
    stages: Object.fromEntries(stages.map(s => [s, on.get(s)?.length ?? 0])) as Record<Stage, number>,
    listed: some.map(broadcast => ({ broadcast, counts: counts.get(broadcast.number) ?? null })),
    count: found.length,
  })
}

const isAbout = ({ number, template, body, audienceWords, sender }: Broadcast, search: string) =>
  search === '' ||
  [number, template, body, audienceWords, sender.name].some(text => text.toLowerCase().includes(search.toLowerCase()))

/** Those that somebody knows of: own drafts; all whose people are in their care; of others what has left and went to people in their care. */
async function knownTo({ read }: BroadcastGround, actor: Identity): Promise<Broadcast[]> {
  const all = await read.broadcasts.all()
  const partly = all.filter(b => mayReachInto(b, actor)).map(b => b.number)
  const reaching = partly.length > 0 ? await read.broadcasts.reaching(partly, actor.scope) : new Set()
  return all.filter(b => isOwnMatter(b, actor) || reaching.has(b.number))
}

/** A broadcast as somebody sees it: whoever does not look after all whom it means is not told which others these are. */
export function seenBy({ rules }: Pick<BroadcastGround, 'rules'>, actor: Identity, broadcast: Broadcast): Broadcast {
  const { audience } = broadcast
  const units = audience.units.filter(unit => touches([unit], actor.scope))
  const isNamed = audience.numbers.length > 0
  if (isOwnMatter(broadcast, actor) || (units.length === audience.units.length && !isNamed)) return broadcast
  const { partly, named } = rules.words.whomSeen
  const said = isNamed ? named : fill(partly, { audience: audienceSaid(rules, { ...audience, units }) })
  return { ...broadcast, audienceWords: said }
}

function isOwnMatter(broadcast: Broadcast, actor: Identity): boolean {
  if (broadcast.sender.number === actor.number) return true
  return broadcast.state !== 'draft' && covers(actor, 'broadcast', broadcast)
}

/** Whether it may have gone to people in somebody's care beside others. */
const mayReachInto = (broadcast: Broadcast, actor: Identity): boolean =>
  !isOwnMatter(broadcast, actor) &&
  hasLeft(broadcast) &&
  unitsMeant(broadcast).some(unit => actor.scope.some(part => isWithin(part, unit) || isWithin(unit, part)))

/** States of a broadcast that may still leave. */
const notLeftYet: readonly BroadcastState[] = ['draft', 'waiting', 'approved']

/** One broadcast with all that somebody may see and do of it. */
export interface Opened {
  says: string
  broadcast: Broadcast
  /** What it would come to, before it has left. */
  ahead: { reckoning: Reckoning; unreached: readonly Unreached[]; unknown: readonly string[] } | null
  /** How it stands by class in the reader's care, once it has left. */
  classes: readonly ClassTally[]
  /** What may be done to it now. */
  can: ReadonlySet<Managing | 'publish'>
  /** The name of who released it; empty before. */
  approvedBy: string
}

/** The most of those whom nothing reaches who are named. */
const mostNamed = 200

/** One broadcast. What is not in somebody's care is to them as if it were not there. */
export async function open(
  ground: BroadcastGround,
  actor: Identity,
  { number }: { number: string },
): Promise<BroadcastOutcome<Opened>> {
  const { read } = ground
  const found = await seen(ground, actor, number)
  if ('refused' in found) return found
  const { broadcast } = found.done
  const isGone = hasLeft(broadcast)
  // Whom it would not reach is told by name, and to nobody who does not look after all of them.
  const isAhead = notLeftYet.includes(broadcast.state) && !isGone && covers(actor, 'broadcast', broadcast)
  const approver = broadcast.approvedBy === null ? null : await read.roster.person(broadcast.approvedBy)
  return shown({
    says: '',
    broadcast: seenBy(ground, actor, broadcast),
    ahead: isAhead
      ? { reckoning: await read.broadcasts.reckon(broadcast.audience), ...(await beyond(ground, broadcast, mostNamed)) }
      : null,
    classes: isGone ? await read.broadcasts.tally(number, actor.scope) : [],
    can: mayDo(broadcast, actor),
    approvedBy: approver?.name ?? broadcast.approvedBy ?? '',
  })
}

/** The broadcast of a number where somebody knows of it. */
async function seen(
  ground: BroadcastGround,
  actor: Identity,
  number: string,
): Promise<BroadcastOutcome<{ says: string; broadcast: Broadcast }>> {
  const found = await find(ground, actor, { act: 'progress', number })
  if ('refused' in found) return found
  const { broadcast } = found.done
  if (isOwnMatter(broadcast, actor)) return found
  const isReached =
    mayReachInto(broadcast, actor) && (await ground.read.broadcasts.reaching([number], actor.scope)).has(number)
  return isReached ? found : refused(ground, 'unknown', { number }, `look ${number}`)
}

/** What somebody may do to a broadcast as it stands; each act says why it refuses where that is not all there is to it. */
function mayDo(broadcast: Broadcast, actor: Identity): ReadonlySet<Managing | 'publish'> {
  const { state, sender, of, correctedBy } = broadcast
  const isOwn = sender.number === actor.number
  const isNotice = of?.as === 'recall'
  const isGone = hasLeft(broadcast)
  const holds = isGone && state !== 'recalled'
  const fits: Record<Managing | 'publish', boolean> = {
    publish: state === 'draft' && isOwn,
    cancel: !isGone && !isNotice && notLeftYet.includes(state),
    approve: state === 'waiting' && !isOwn,
    refuse: state === 'waiting' && !isOwn,
    resend: holds && correctedBy === null,
    correct: holds && !isNotice,
    recall: holds && !isNotice,
    export: isGone,
    relay: holds && correctedBy === null && !isNotice,
    progress: true,
  }
  const acts = Object.keys(fits) as (Managing | 'publish')[]
  const right = (act: Managing | 'publish') => (act === 'publish' ? 'broadcast' : rightOf[act])
  return new Set(acts.filter(act => fits[act] && covers(actor, right(act), broadcast)))
}

/** Who of a class stands how; each look is noted. */
export async function receiptsOf(
  ground: BroadcastGround,
  actor: Identity,
  { number, of }: { number: string; of: ClassRef },
): Promise<BroadcastOutcome<{ says: string; rows: readonly ReportRow[] }>> {
  const found = await seen(ground, actor, number)
  if ('refused' in found) return found
  const unit = { of: 'class' as const, ...of }
  const isTheirs = may(actor, 'broadcast', unit)
  const rows = isTheirs ? await ground.read.broadcasts.rows(number, [unit]) : []
  if (rows.length === 0) return refused(ground, 'unknown', { number }, `look ${number} ${of.college}${of.name}`)
  return shown({ says: '', rows }, { act: 'broadcast-people-seen', detail: `${number} ${of.college}${of.name}` })
}

/** The table of who confirmed as sheets, with what lies in one's care. */
export async function exportSheets(
  ground: BroadcastGround,
  actor: Identity,
  { number }: { number: string },
): Promise<BroadcastOutcome<{ says: string; sheets: readonly BookSheet[] }>> {
  const outcome = await exportTable(ground, actor, { number })
  if ('refused' in outcome) return outcome
  const { says, broadcast, scope } = outcome.done
  return { ...outcome, done: { says, sheets: await reportSheets(ground, broadcast, scope) } }
}

/** Whom a broadcast that has not left would not reach, as a sheet. */
export async function unreachedSheet(ground: BroadcastGround, actor: Identity, { number }: { number: string }) {
  const found = await seen(ground, actor, number)
  if ('refused' in found) return found
  const { broadcast } = found.done
  if (!covers(actor, 'broadcast', broadcast))
    return refused(ground, 'notYours', { act: ground.rules.words.actions.export }, `unreached ${number}`)
  return hasLeft(broadcast) ? refused(ground, 'hasLeft', { number }) : unreachedBook(ground, broadcast)
}
