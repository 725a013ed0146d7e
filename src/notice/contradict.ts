import { normalize } from '../content/normalize.ts'
import { fill } from '../content/words.ts'
import type { NoticeField, NoticeProposal, NoticeScope } from './proposal.ts'
import type { NoticeWords } from './words.ts'

/** Says what a fact is set to now for the same people, where that is something else; null where it is the same, or nothing is set. */
export function contradictionOf(
  found: NoticeProposal,
  field: NoticeField,
  { contradicts }: NoticeWords,
): string | null {
  // A rule in words says more than one day: whether they contradict each other only a person can tell.
  if (field.type === 'text' && found.of === 'date') return null
  const set = field.values.find(value => isFor(value.for, found.scope)) ?? field.values.find(v => isFor(v.for, {}))
  if (!set || isSame(set.value, found.value)) return null
  return fill(contradicts, { set: set.value, found: found.value })
}

const circles = ['campus', 'college', 'building', 'class'] as const

const isFor = (one: NoticeScope, other: NoticeScope) =>
  circles.every(circle => normalize(one[circle] ?? '') === normalize(other[circle] ?? ''))

const isSame = (a: string, b: string) => plain(a) === plain(b)
const plain = (text: string) => normalize(text).replace(/[\s\-–—:：、,，。.T]/gi, '')
