import type { Entry } from '../entry.ts'
import { type AskedKind, askedKinds } from './kind.ts'

/** A line of an entry that a question asks for: what it says to a kind of question, or in a particular situation. */
export interface AskedLine {
  of: AskedKind | 'situation'
  say: string
}

/** Every line of an entry that may be asked for. */
export const everyLine = ({ direct, situations }: Pick<Entry, 'direct' | 'situations'>): AskedLine[] => [
  ...askedKinds.flatMap(kind => (direct[kind] === undefined ? [] : [{ of: kind, say: direct[kind] }])),
  ...situations.map(({ say }) => ({ of: 'situation' as const, say })),
]
