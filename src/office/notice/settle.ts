import { fill } from '../../content/words.ts'
import type { SettledProposal, TakenAs } from '../../core/content/notice.ts'
import type { Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import type { EditOutcome } from '../content/ground.ts'
import { takeItemBack } from '../content/versions.ts'
import { type DecidedOn, numbersSaid, toDecide } from './deciding.ts'
import type { NoticeGround } from './ground.ts'

/** What is taken of a proposal that is no value: as what, in which words, and (of a duty) which of the 43 it touches. */
export interface TakenOtherwise {
  id: string
  n: number
  as: Exclude<TakenAs, 'field'>
  /** What was changed of it; as the notice has it where this is left out. */
  value?: string
  duties?: readonly number[]
}

/** Notes that a proposal was taken as a duty, or as the beginning of a broadcast or an entry, which somebody then writes: nothing leaves or is answered by it. */
export async function takeOtherwise(
  ground: NoticeGround,
  actor: Identity,
  { id, n, as, value, duties }: TakenOtherwise,
): Promise<EditOutcome<{ says: string }>> {
  const found = await toDecide(ground, actor, { id, ns: [n] })
  if ('refused' in found) return found
  const [proposal] = found.proposals
  const { what } = proposal!
  const said = value?.trim() || what.value
  const touched = [...new Set(duties ?? proposal!.duties)].filter(d => d >= 1 && d <= 43).sort((a, b) => a - b)
  const isChanged = said !== what.value || touched.join() !== proposal!.duties.join()
  const taken = { as, value: said, field: null, version: null, duties: touched }
  const state = isChanged ? 'changed' : 'accepted'
  const { says } = ground.rules.intake
  const ofDuty = touched.length === 0 ? says.dutyNone : fill(says.duty, { duties: touched.join('、') })
  return {
    done: { says: as === 'duty' ? ofDuty : says[as] },
    effects: [settled(id, [{ n, state, taken, by: actor.number }])],
    audit: { act: 'take-notice', detail: `${numbersSaid(id, [proposal!])} ${as}` },
  }
}

const settled = (id: string, of: readonly SettledProposal[]): OfficeEffect => ({ do: 'settle-proposals', id, of })

/** Notes that proposals are not taken. */
export async function refuseProposals(
  ground: NoticeGround,
  actor: Identity,
  { id, ns }: { id: string; ns: readonly number[] },
): Promise<EditOutcome<{ says: string }>> {
  const found = await toDecide(ground, actor, { id, ns })
  if ('refused' in found) return found
  const { proposals } = found
  const { says } = ground.rules.intake
  const of = proposals.map(({ n }) => ({ n, state: 'refused' as const, taken: null, by: actor.number }))
  const told = proposals.length > 1 ? fill(says.refusedMany, { count: proposals.length }) : says.refusedDone
  const audit = { act: 'refuse-notice', detail: numbersSaid(id, proposals) }
  return { done: { says: told }, effects: [settled(id, of)], audit }
}

/**
 * Opens proposals again, and takes back the values that were set by them, with those that were set by the same press; refused where a value was changed
 * since.
 */
export async function reopenProposals(
  ground: NoticeGround,
  actor: Identity,
  { id, ns }: { id: string; ns: readonly number[] },
): Promise<EditOutcome<{ says: string }>> {
  const named = await toDecide(ground, actor, { id, ns, isBack: true })
  if ('refused' in named) return named
  const all = await ground.read.notices.proposals(id)
  const isSet = (p: Pick<DecidedOn, 'taken'>) => p.taken !== null && p.taken.version !== null
  const together = all.filter(p => isSet(p) && named.proposals.some(one => isSet(one) && isSamePress(one, p)))
  const found = await toDecide(ground, actor, { id, ns: [...ns, ...together.map(p => p.n)], isBack: true })
  if ('refused' in found) return found
  const effects: OfficeEffect[] = []
  const back = new Map(found.proposals.flatMap(p => (isSet(p) ? [[p.taken!.field!, p.taken!.version!]] : [])))
  for (const [key, version] of back) {
    const item = { kind: 'field' as const, key }
    const why = ground.rules.intake.says.back
    const came = await takeItemBack(ground, actor, { item, to: version - 1, basedOn: version, why })
    if ('refused' in came) return came
    effects.push(...came.effects)
  }
  const open = found.proposals.map(({ n }) => ({ n, state: 'open' as const, taken: null, by: null }))
  const { says } = ground.rules.intake
  const told = open.length > 1 ? fill(says.backMany, { count: open.length }) : says.back
  const audit = { act: 'reopen-notice', detail: numbersSaid(id, found.proposals) }
  return { done: { says: told }, effects: [...effects, settled(id, open)], audit }
}

const isSamePress = (one: Pick<DecidedOn, 'taken'>, other: Pick<DecidedOn, 'taken'>) =>
  one.taken!.field === other.taken!.field && one.taken!.version === other.taken!.version
