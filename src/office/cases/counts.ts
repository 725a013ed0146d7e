import type { CaseTally, DangerKind, LabelledCase, Mark, ScamCase } from '../../core/case.ts'
import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type CaseGround, type CaseOutcome, noRight } from './ground.ts'
import { scamFor } from './right.ts'

/** How the cases of one kind came out. `precision` is the share of marked ones that were right; null while none is marked. */
export interface KindCount {
  type: string
  all: number
  open: number
  confirmed: number
  false: number
  precision: number | null
}

/** How the crises of one kind came out that staff have marked; `precision` as in `KindCount`. */
export interface CrisisCount extends Pick<KindCount, 'confirmed' | 'false' | 'precision'> {
  type: DangerKind
}

/** How the cases came out, by kind, most first. */
export function countsOf({ scams, crises }: CaseTally): { kinds: KindCount[]; crises: CrisisCount[] } {
  return {
    kinds: byKind(
      scams.map(s => ({ type: s.type, as: s.state, count: s.count })),
      kindCount,
    ).sort((a, b) => b.all - a.all || a.type.localeCompare(b.type)),
    crises: byKind(
      crises.map(c => ({ type: c.type, as: c.mark, count: c.count })),
      crisisCount,
    ).sort((a, b) => b.confirmed + b.false - a.confirmed - a.false || a.type.localeCompare(b.type)),
  }
}

type CountOf = (as: 'open' | Mark) => number

function byKind<Type extends string, Count>(
  rows: readonly { type: Type; as: 'open' | Mark; count: number }[],
  countOf: (type: Type, of: CountOf) => Count,
): Count[] {
  return [...Map.groupBy(rows, r => r.type)].map(([type, list]) =>
    countOf(type, as => list.find(r => r.as === as)?.count ?? 0),
  )
}

function kindCount(type: string, of: CountOf): KindCount {
  const marked = markedCount(of)
  const open = of('open')
  return { type, all: open + marked.confirmed + marked.false, open, ...marked }
}

const crisisCount = (type: DangerKind, of: CountOf): CrisisCount => ({ type, ...markedCount(of) })

function markedCount(of: CountOf) {
  const [right, wrong] = [of('confirmed'), of('false')]
  return { confirmed: right, false: wrong, precision: right + wrong === 0 ? null : right / (right + wrong) }
}

/**
 * The labelled data, for whoever measures how well alarms are recognized; that it was taken stands in the audit log. Scams are those of their groups, as
 * they came; crises belong to no class any more and are the whole school's alone.
 */
export async function takeLabels(
  ground: CaseGround,
  actor: Identity,
  { of }: { of: 'all' | 'scams' },
): Promise<CaseOutcome<{ says: string; labels: LabelledCase[] }>> {
  if (!may(actor, 'see-cases')) return noRight(ground, 'export')
  const { cases } = ground.read
  const scams = (await cases.scams()).filter(c => scamFor(actor, c)).flatMap(c => labelOf(c) ?? [])
  const isWhole = of === 'all' && may(actor, 'see-cases', { of: 'school' })
  const labels = [...scams.reverse(), ...(isWhole ? await cases.crisisLabels() : [])]
  return shown({ says: '', labels }, { act: 'export', detail: of === 'all' ? 'cases' : 'scams' })
}

/** What a scam case was marked as, as labelled data; null for one that nobody marked. */
function labelOf({ type, grade, score, state, text }: ScamCase): LabelledCase | null {
  return state === 'open' ? null : { of: 'scam', type, grade, score, mark: state, text, about: null }
}

/** Labelled data as a line of seven columns; what a case does not have is left empty. */
export const labelLine = ({ of, type, grade, score, mark, text, about }: LabelledCase): string =>
  `${[of, type, grade, score, mark, text, about].map(c => String(c ?? '').replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`
