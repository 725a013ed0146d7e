import { fill } from '../../content/words.ts'
import type { Broadcast } from '../../core/broadcast.ts'
import { type Identity, isWithin, type Unit } from '../../core/roster.ts'
import type { Quiet } from '../../time/recurrence.ts'
import type { BroadcastRules } from '../broadcasts/ground.ts'
import { firstLine } from '../broadcasts/letter.ts'
import { hasLeft } from '../broadcasts/states.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import { unitsText } from '../people/describe.ts'
import type { AudienceWords } from '../people/words.ts'
import { may } from '../rights.ts'
import { isAboutLoans, type ProgressFlow, type ProgressItem } from './items.ts'
import type { ProgressWords } from './words.ts'

/** What the acts on how far people are go by. */
export interface ProgressRules {
  words: ProgressWords
  /** How parts of the school are named. */
  audience: AudienceWords
  flows: readonly ProgressFlow[]
  broadcasts: BroadcastRules
  /** Hours in which nobody is reminded. */
  quiet: Quiet
  zone: string
}

/** What such an act stands on. */
export type ProgressGround = Ground<ProgressRules>

/** Why it was refused; `says` tells people, with a cure. */
export interface ProgressRefusal {
  why: keyof ProgressWords['problems']
  says: string
}

/** What it came to; `says` tells whoever acted. */
export type ProgressOutcome<What extends { says: string } = { says: string }> = Outcome<What, ProgressRefusal>

/** Refuses in the words of `problems`. What somebody tried without the right to (`tried`) stands in the audit log. */
export const refusedProgress = (
  { rules }: Pick<ProgressGround, 'rules'>,
  why: ProgressRefusal['why'],
  values: Record<string, string> = {},
  tried: string | null = null,
): Refused<ProgressRefusal> => ({
  refused: { why, says: fill(rules.words.problems[why], values) },
  audit: tried === null ? null : { act: 'refused-progress', detail: tried },
})

/** The part of the school whose progress somebody sees: what they look after, or for a monitor the own class. */
export const seesOf = ({ role, home, scope }: Identity): readonly Unit[] =>
  role === 'monitor' ? (home ? [{ of: 'class', ...home }] : []) : scope

/** What is asked about, and of whom, where whoever asks may. */
export interface Allowed {
  item: ProgressItem
  scope: readonly Unit[]
}

/** The parts of the school that somebody may ask about: all in their care, or `unit` in it. */
export function scopeFor(
  ground: ProgressGround,
  actor: Identity,
  { unit, tried }: { unit: Unit | null; tried: string },
): readonly Unit[] | Refused<ProgressRefusal> {
  const care = seesOf(actor)
  if (!may(actor, 'see-progress')) return refusedProgress(ground, 'noRight', {}, tried)
  if (care.length === 0) return refusedProgress(ground, 'nothing')
  if (unit === null) return care
  if (care.some(part => isWithin(unit, part))) return [unit]
  return refusedProgress(ground, 'outside', { scope: unitsText(care, ground.rules.audience) }, tried)
}

/** Finds what is asked about by its id, for those who may see it. */
export async function allowedFor(
  ground: ProgressGround,
  actor: Identity,
  { item: id, unit = null }: { item: string; unit?: Unit | null },
): Promise<Allowed | Refused<ProgressRefusal>> {
  const scope = scopeFor(ground, actor, { unit, tried: id })
  if ('refused' in scope) return scope
  const item = await itemOf(ground, id)
  if ('refused' in item) return item
  if (isAboutLoans(item, ground.rules.flows) && !may(actor, 'see-loans'))
    return refusedProgress(ground, 'noLoans', {}, id)
  return { item, scope }
}

async function itemOf(ground: ProgressGround, id: string): Promise<ProgressItem | Refused<ProgressRefusal>> {
  const { read, rules } = ground
  const flow = rules.flows.find(f => f.flow === id)
  if (flow) return { of: 'flow', id, title: flow.title, flow }
  if (!/^A\d+$/.test(id))
    return refusedProgress(ground, 'unknownItem', { item: id, items: rules.flows.map(f => f.title).join('、') })
  const broadcast = await read.broadcasts.broadcast(id)
  if (!broadcast || !hasLeft(broadcast)) return refusedProgress(ground, 'unknownNotice', { number: id })
  return { of: 'notice', id, title: noticeTitle(ground, broadcast), broadcast }
}

/** How a broadcast is called where it stands beside conversations. */
export const noticeTitle = (
  { rules }: Pick<ProgressGround, 'rules'>,
  { number, body }: Pick<Broadcast, 'number' | 'body'>,
): string => fill(rules.words.notice, { number, line: firstLine(body) })
