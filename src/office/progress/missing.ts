import type { Identity, Unit } from '../../core/roster.ts'
import type { PersonProgress, SeekingProgress } from '../../core/work/progress.ts'
import { isoDay } from '../../time/shown.ts'
import { covers } from '../broadcasts/ground.ts'
import { shown } from '../outcome.ts'
import { byPlace } from '../people/naming.ts'
import { may } from '../rights.ts'
import { type Allowed, allowedFor, type ProgressGround, type ProgressOutcome, refusedProgress } from './ground.ts'
import type { ProgressFlow, ProgressItem } from './items.ts'
import { remindedLately } from './lately.ts'
import type { LeftGroup, ProgressList } from './list.ts'
import { tableOf } from './overview.ts'
import { listText } from './says.ts'

/** Of what the names are asked for: an item by its id, in `unit` or all of the actor's care; who is left, or with `isDone` who is done. */
export interface ListInput {
  item: string
  unit?: Unit | null
  isDone?: boolean
}

/**
 * The names of those who have not done something, with how each can be reached; grouped by how far they say they are where the conversation asks it.
 * Loans only for those who may see them.
 */
export async function missing(
  ground: ProgressGround,
  actor: Identity,
  input: ListInput,
): Promise<ProgressOutcome<{ says: string; list: ProgressList }>> {
  const allowed = await allowedFor(ground, actor, input)
  if ('refused' in allowed) return allowed
  const { item, scope } = allowed
  const isDone = input.isDone ?? false
  const people = await peopleOf(ground, item, { scope, isDone })
  const { done, all } = await countOf(ground, allowed, { isDone, listed: people.length })
  const groups = isDone
    ? [{ label: null, waits: false, people }]
    : groupsOf(ground, item.of === 'flow' ? item.flow : null, people)
  const mayRemind = may(actor, 'broadcast') && (item.of === 'flow' || covers(actor, 'broadcast', item.broadcast))
  const lately = item.of === 'flow' && !isDone ? await remindedLately(ground, item.flow) : new Map<string, number>()
  const list = { item, scope, isDone, done, all, groups, mayRemind, lately }
  if (item.of === 'notice' && list.all === 0) return noneOfTheirs(ground, item.id)
  return shown(
    { says: listText(ground, list), list },
    { act: 'read-progress-names', detail: `${item.id} ${isDone ? 'done' : 'left'} ${people.length}` },
  )
}

/** The same names to take away as a file. */
export async function exportNames(ground: ProgressGround, actor: Identity, input: ListInput) {
  const outcome = await missing(ground, actor, input)
  if ('refused' in outcome || !outcome.audit) return outcome
  return { ...outcome, audit: { act: 'progress-exported', detail: outcome.audit.detail } }
}

/** How many there are in all; of a broadcast those for whom it was meant and who are on the roster now, as the names are. */
async function countOf(
  ground: ProgressGround,
  { item, scope }: Allowed,
  { isDone, listed }: { isDone: boolean; listed: number },
): Promise<{ done: number; all: number }> {
  if (item.of === 'flow') return (await tableOf(ground, scope, [item])).items[0]!.total
  const others = (await ground.read.progress.readers(item.id, { scope, isDone: !isDone })).length
  return { done: isDone ? listed : others, all: listed + others }
}

const noneOfTheirs = (ground: ProgressGround, number: string) =>
  refusedProgress(ground, 'unknownNotice', { number }, `left ${number}`)

/** Who has done an item, or has not: class by class as they are listed, 2班 before 10班. */
async function peopleOf({ read }: ProgressGround, item: ProgressItem, seeking: SeekingProgress) {
  const people = await (item.of === 'flow'
    ? read.progress.people(item.flow, seeking)
    : read.progress.readers(item.id, seeking))
  const classes = [...Map.groupBy(people, p => JSON.stringify([p.college, p.className])).values()]
  return classes
    .map(some => ({ college: some[0]!.college, name: some[0]!.className, some }))
    .sort(byPlace)
    .flatMap(({ some }) => some)
}

/** Those who are left, by what they told: some are on their way, some spoke of a day that has passed, some never told anything. */
export function groupsOf(
  ground: ProgressGround,
  flow: ProgressFlow | null,
  people: readonly PersonProgress[],
): LeftGroup[] {
  const stages = flow?.stages ?? null
  if (!stages) return [{ label: null, waits: false, people }]
  const { words } = ground.rules
  const byLabel = Map.groupBy(people, person => stageOf(ground, stages, person))
  const last = [words.silentSince, words.silent]
  const order = [...stages.labels.values(), words.stageOther, ...last]
  return order.flatMap(label => {
    const some = byLabel.get(label)
    return some ? [{ label, waits: !last.includes(label), people: some }] : []
  })
}

/** What somebody told last is good until the day after the one of which they spoke; then they were asked, and did not answer. */
function stageOf(
  { rules, now }: ProgressGround,
  { step, until, labels }: NonNullable<ProgressFlow['stages']>,
  { told }: PersonProgress,
): string {
  if (!told) return rules.words.silent
  const day = told.answers[until] ?? isoDay(new Date(told.at), rules.zone)
  if (isoDay(new Date(now.getTime() - 86_400_000), rules.zone) > String(day)) return rules.words.silentSince
  return labels.get(String(told.answers[step])) ?? rules.words.stageOther
}
