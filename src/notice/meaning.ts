import type { Around } from './context.ts'
import type { NoticeField } from './proposal.ts'
import type { FieldHint, NoticeWords, ValueKind } from './words.ts'

/** How much a word counts by where it stands. */
const weights: readonly [keyof Omit<Around, 'at' | 'to'>, number][] = [
  ['own', 6],
  ['item', 5],
  ['before', 4],
  ['head', 3],
  ['after', 2],
  ['section', 1.5],
  ['rest', 1],
]

/** What is looked for: the value's kind, and whether what it belongs to is for staff to do. */
export interface Sought {
  kind: ValueKind
  isOfStaff: boolean
  fields: ReadonlyMap<string, NoticeField>
  words: NoticeWords
}

/** The fields that the words around a value speak of, those that are meant most first; all of them where several are meant alike. */
export function fieldsMeant(around: Around, { kind, isOfStaff, fields, words }: Sought): string[] {
  const found: { key: string; score: number }[] = []
  for (const [key, hint] of Object.entries(words.fields)) {
    if (!fields.has(key) || !hint.takes.includes(kind) || hint.staff !== isOfStaff) continue
    const score = scoreOf(hint, around)
    if (score > 0) found.push({ key, score })
  }
  const best = Math.max(...found.map(f => f.score))
  return found.filter(f => f.score === best).map(f => f.key)
}

function scoreOf({ words, not }: FieldHint, around: Around): number {
  const near = `${around.own} ${around.item}`.toLowerCase()
  if (not.some(word => near.includes(word.toLowerCase()))) return 0
  return Math.max(...words.map(word => scoreOfWords(word.toLowerCase().split(/\s+/), around)))
}

/** All of the words must be there; what counts most is the nearest of them, and how long they are. */
function scoreOfWords(parts: readonly string[], around: Around): number {
  const weighed = parts.map(part => weights.find(([layer]) => around[layer].toLowerCase().includes(part))?.[1] ?? 0)
  if (weighed.some(weight => weight === 0)) return 0
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Math.max(...weighed) * 0.6 + Math.min(...weighed) * 0.4 + Math.min(length, 12) * 0.08
}
