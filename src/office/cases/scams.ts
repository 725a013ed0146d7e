import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { countsOf, type KindCount } from './counts.ts'
import type { CaseGround, CaseOutcome } from './ground.ts'
import { onScam } from './read.ts'
import { mayNotAsk, type ScamView, scamFor } from './right.ts'

/** Which scams are asked for: empty texts mean any; `group` is a chat. `from` counts what is passed over. */
export interface ScamsAsked {
  kind: string
  state: string
  group: string
  from: number
  most: number
}

/** The scams of whoever asks. */
export interface ScamsView {
  says: string
  scams: readonly ScamView[]
  /** How many fit what was asked for. */
  count: number
  /** Of all that are theirs, how they came out. */
  kinds: readonly KindCount[]
  groups: readonly { chat: string; title: string }[]
}

/** The scams that were seen in somebody's groups, the one that was seen last first, and how the kinds came out there. */
export async function watchScams(
  ground: CaseGround,
  actor: Identity,
  { kind, state, group, from, most }: ScamsAsked,
): Promise<CaseOutcome<ScamsView>> {
  const mayNot = mayNotAsk(ground, actor, { act: 'list' })
  if (mayNot) return mayNot
  const all = (await ground.read.cases.scams()).flatMap(c => scamFor(actor, c) ?? [])
  const fits = (c: ScamView) =>
    (kind === '' || c.type === kind) &&
    (state === '' || c.state === state) &&
    (group === '' || c.groups.some(g => g.chat === group))
  const asked = all.filter(fits)
  const groups = [...new Map(all.flatMap(c => c.groups).map(g => [g.chat, g])).values()]
  return shown(
    {
      says: '',
      scams: asked.slice(from, from + most),
      count: asked.length,
      kinds: kindsOf(all),
      groups: groups.map(({ chat, title }) => ({ chat, title })),
    },
    { act: 'list-cases', detail: 'scams' },
  )
}

/** How the kinds of some scams came out. */
function kindsOf(all: readonly ScamView[]): KindCount[] {
  const by = Map.groupBy(all, c => `${c.state} ${c.type}`)
  const scams = [...by.values()].map(same => ({ type: same[0]!.type, state: same[0]!.state, count: same.length }))
  return countsOf({ scams, crises: [], unacknowledged: 0 }).kinds
}

/** A scam in full; every reading stands in the audit log. */
export function lookAtScam(
  ground: CaseGround,
  actor: Identity,
  { number }: { number: string },
): Promise<CaseOutcome<{ says: string; scam: ScamView }>> {
  return onScam(ground, actor, { act: 'show', number }, found =>
    shown({ says: '', scam: found }, { act: 'read-case', detail: number }),
  )
}
