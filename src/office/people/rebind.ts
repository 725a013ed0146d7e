import { canonical } from '../../content/names.ts'
import type { BoundGroup } from '../../core/roster.ts'

/** Which bound group an unknown one may be: exactly one, several to ask about, or none. */
export type Rebinding = { is: 'one'; group: BoundGroup } | { is: 'ask'; groups: BoundGroup[] } | { is: 'none' }

/**
 * Compares a group's title with those of bound groups that are gone. Titles are no proof: whoever calls asks the class's counselor before
 * anything is bound.
 */
export function rebindGroup(topic: string, known: readonly BoundGroup[]): Rebinding {
  const wanted = canonical(topic)
  const same = wanted === '' ? [] : known.filter(group => canonical(group.title) === wanted)
  const [first, ...more] = same
  if (!first) return { is: 'none' }
  return more.length === 0 ? { is: 'one', group: first } : { is: 'ask', groups: same }
}
