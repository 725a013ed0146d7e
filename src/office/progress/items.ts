import type { Broadcast } from '../../core/broadcast.ts'
import type { Doing } from '../../core/work/progress.ts'
import type { Flow } from '../../flows/schema.ts'
import type { AudienceWords } from '../people/words.ts'

/** A conversation whose progress is counted. */
export interface ProgressFlow extends Doing {
  title: string
  /** What a student says to begin it. */
  start: string
  /** All that it is called, the shortest of its own ways first. */
  says: readonly string[]
  /** Where its answers say how far somebody is, with what these are called; null where one has done it or has not. */
  stages: { step: string; until: string; labels: ReadonlyMap<string, string> } | null
}

/** Something whose progress is asked: a conversation by its name, or a broadcast by its number. */
export type ProgressItem = { id: string; title: string } & (
  | { of: 'flow'; flow: ProgressFlow }
  | { of: 'notice'; broadcast: Broadcast }
)

/** The tag that a conversation gives whoever is done, or null where handing in is all there is. */
export function tagOf({ steps }: Pick<Flow, 'steps'>): string | null {
  const found = steps.find(step => step.type === 'effect' && step.do === 'tag')
  return found?.type === 'effect' ? String(found.with.name) : null
}

/** Under which name an audience finds who has done a conversation: its tag, else itself. */
export const markOf = (flow: Pick<Flow, 'steps' | 'name'>): string => tagOf(flow) ?? flow.name

/** The conversations that a student can be done with: those that leave a mark, or are handed in once. */
export function progressFlows(flows: Iterable<Flow>, words: AudienceWords): ProgressFlow[] {
  return [...flows].flatMap((flow): ProgressFlow[] => {
    const tag = tagOf(flow)
    const isOnce = tag !== null || (flow.submits !== undefined && !flow.submits.repeatable && flow.submits.expected)
    if (flow.for !== 'student' || !isOnce) return []
    const named = words.flows.find(f => f.flow === flow.name)
    const says = [
      ...new Set([...(named?.says ?? []).toSorted((a, b) => a.length - b.length), flow.title, ...flow.starts]),
    ]
    return [
      {
        flow: flow.name,
        tag,
        onlyBorrowers: named?.loan ?? false,
        title: flow.title,
        start: flow.starts[0]!,
        says: [...says, ...(named?.asked ?? [])],
        hasStages: named?.stages !== undefined,
        stages: named?.stages ? { ...named.stages, labels: labelsOf(flow, named.stages.step) } : null,
      },
    ]
  })
}

function labelsOf({ steps }: Flow, id: string): Map<string, string> {
  const step = steps.find(s => s.id === id)
  return new Map(step?.type === 'choice' ? step.options.map(o => [o.value, o.label]) : [])
}

/** Whether whom an item is about, or who has done it, tells who has a loan. */
export function isAboutLoans(item: ProgressItem, flows: readonly ProgressFlow[]): boolean {
  return item.of === 'flow' ? item.flow.onlyBorrowers : meansBorrowers(item.broadcast, flows)
}

/** Whether a broadcast is meant for some because of their loan. */
export function meansBorrowers(
  { audience: { loan, progress } }: Pick<Broadcast, 'audience'>,
  flows: readonly Pick<ProgressFlow, 'flow' | 'tag' | 'onlyBorrowers'>[],
): boolean {
  const isOfLoans = (name: string) => flows.some(f => f.onlyBorrowers && (f.flow === name || f.tag === name))
  return loan !== 'any' || (progress !== null && isOfLoans(progress.name))
}
