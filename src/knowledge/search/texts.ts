import type { Entry } from '../entry.ts'
import type { Term, TermReader } from '../terms.ts'

/**
 * What an entry itself says of how it is asked for. What the school added has often one way of asking, and no model was taught it: there the whole answer is one
 * more, since people ask with words of what they want to hear (docs/models/understanding.md).
 */
export const askedBy = (
  { title, asks, keywords, short, long }: Entry,
  { isAdded }: { isAdded: boolean },
): readonly string[] => [
  ...[title, ...asks, keywords.join(' ')],
  ...(isAdded ? [`${short}\n${long}`.replace(/\{\{[^{}]*\}\}/g, ' ')] : []),
]

/** Texts as they are indexed, read one at a time, so that they are never all in memory at once. */
export const termsOfEach = (texts: readonly string[], reader: TermReader): Iterable<readonly Term[]> =>
  texts
    .values()
    .filter(text => text !== '')
    .map(text => reader.readOwn(text).terms)
