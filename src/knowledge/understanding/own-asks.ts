import type { Layer } from '../../core/content/item.ts'
import type { Entry } from '../entry.ts'
import { bareWords } from '../phrases.ts'
import type { ServedEntries } from '../served.ts'
import type { Candidate } from './question.ts'

/** The entry that each way of asking belongs to which the school itself wrote. */
export type OwnAsks = ReadonlyMap<string, string>

/** How sure it is that whoever writes a way of asking word for word asks for its entry. */
const surely = 0.98

/** The ways of asking of a layer: those of its entries, and those that stand by themselves. */
export function ownAsksOf(layer: Layer, entries: ReadonlyMap<string, Entry>): OwnAsks {
  const asks = layer.flatMap(({ kind, key, text }): [ask: string, entry: string][] => {
    if (kind === 'wording') return [[key, text.split('\t')[0]!]]
    const entry = kind === 'entry' ? entries.get(key) : undefined
    return entry ? [entry.title, ...entry.asks].map(ask => [ask, entry.id]) : []
  })
  return new Map(asks.map(([ask, entry]) => [bareWords(ask), entry]))
}

/**
 * What the school itself wrote as a way of asking is asked of that entry, whatever was learnt of others before: it comes first, unless it is never for
 * whoever asks.
 */
export function withOwnAsk(
  candidates: Candidate[],
  text: string,
  { ownAsks, serving }: { ownAsks: OwnAsks | undefined; serving: ServedEntries | undefined },
): Candidate[] {
  const entry = ownAsks?.size ? ownAsks.get(bareWords(text)) : undefined
  if (entry === undefined || serving?.never.has(entry)) return candidates
  const score = Math.max(surely, candidates[0]?.score ?? 0)
  return [{ entry, score }, ...candidates.filter(c => c.entry !== entry)]
}
