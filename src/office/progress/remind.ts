import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import type { Identity, Unit } from '../../core/roster.ts'
import type { PersonProgress } from '../../core/work/progress.ts'
import { afterQuiet } from '../../time/recurrence.ts'
import { minuteText } from '../../time/shown.ts'
import { resend } from '../broadcasts/manage.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { allowedFor, type ProgressGround, type ProgressOutcome, refusedProgress } from './ground.ts'
import type { ProgressFlow } from './items.ts'
import { beginOfDay, remindedLately } from './lately.ts'
import { askedNow, remindable } from './list.ts'
import { groupsOf, type ListInput } from './missing.ts'
import { unreachableLine } from './says.ts'

/** What reminding came to. */
export interface Reminded {
  says: string
  /** How many are written to now. */
  written: number
  /** Who was reminded not long ago, and is left in peace. */
  before: number
  /** Who spoke of a day that has not passed. */
  later: number
  /** Whom nothing reaches in private. */
  unreachable: readonly PersonProgress[]
}

/**
 * Writes to each of those who have not done something, in private: not at night, and to nobody twice a day. A broadcast is sent again to all who have
 * not confirmed it. With `isTrial` it comes to the same and writes to nobody.
 */
export async function remindLeft(
  ground: ProgressGround,
  actor: Identity,
  { isTrial = false, ...input }: Omit<ListInput, 'isDone'> & { isTrial?: boolean },
): Promise<ProgressOutcome<Reminded>> {
  if (!may(actor, 'broadcast')) return refusedProgress(ground, 'noRemind', {}, `remind ${input.item}`)
  const allowed = await allowedFor(ground, actor, input)
  if ('refused' in allowed) return allowed
  const { item, scope } = allowed
  const outcome = item.of === 'notice' ? await again(ground, actor, item.id) : await writtenTo(ground, item.flow, scope)
  return isTrial && 'done' in outcome ? shown(outcome.done) : outcome
}

/** Writes to those whom it is time to ask, whom something reaches, and who were left in peace for long enough. */
async function writtenTo(
  ground: ProgressGround,
  flow: ProgressFlow,
  scope: readonly Unit[],
): Promise<ProgressOutcome<Reminded>> {
  const { now, rules } = ground
  const until = afterQuiet(now, rules.quiet, rules.zone)
  if (until > now) return refusedProgress(ground, 'quiet', { until: minuteText(until, rules.zone) })
  const people = await ground.read.progress.people(flow, { scope, isDone: false })
  const lately = await remindedLately(ground, flow)
  const groups = groupsOf(ground, flow, people)
  const [asked, to] = [askedNow({ groups }), remindable({ groups, lately })]
  const came = {
    written: to.length,
    before: asked.filter(p => lately.has(p.number)).length,
    later: people.length - asked.length,
    unreachable: asked.filter(p => p.reach.by !== 'private'),
  }
  const letters = to.map(p => ({ number: p.number, saying: letterTo(ground, flow, p) }))
  return {
    done: { ...came, says: remindedText(ground, flow, came) },
    effects: to.length === 0 ? [] : [{ do: 'remind-left', item: flow.flow, day: beginOfDay(ground), to: letters }],
    audit: { act: 'remind-left', detail: `${flow.flow} ${to.length}` },
  }
}

/** A broadcast once more, by its own rules. */
async function again(ground: ProgressGround, actor: Identity, number: string): Promise<ProgressOutcome<Reminded>> {
  const outcome = await resend({ ...ground, rules: ground.rules.broadcasts }, actor, { number })
  if ('refused' in outcome) return { refused: { why: 'noRemind', says: outcome.refused.says }, audit: outcome.audit }
  const { says, count } = outcome.done
  return { ...outcome, done: { says, written: count, before: 0, later: 0, unreachable: [] } }
}

function letterTo({ rules }: ProgressGround, { flow, title, start }: ProgressFlow, { name }: PersonProgress) {
  const { texts, text } = rules.words.remind
  return saying(fill(texts[flow] ?? text, { name, title, start }), [{ value: start, label: title }])
}

function remindedText(
  { rules: { words } }: ProgressGround,
  { title }: ProgressFlow,
  came: Omit<Reminded, 'says'>,
): string {
  return [
    came.written > 0 ? fill(words.reminded, { item: title, count: came.written }) : words.remindNobody,
    ...(came.before > 0 ? [fill(words.remindedBefore, { count: came.before })] : []),
    ...(came.later > 0 ? [fill(words.remindedLater, { count: came.later })] : []),
    ...unreachableLine(came.unreachable, words),
  ].join('\n')
}
