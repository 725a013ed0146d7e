import type { Around } from './context.ts'
import type { NoticeField } from './proposal.ts'
import type { FieldHint, NoticeWords, ValueKind } from './words.ts'

/** How much a word counts by where it stands. */
const weights: readonly [keyof Omit<Around, 'at' | 'to' | 'layers' | 'headings'>, number][] = [
  ['own', 6],
  ['item', 5],
  ['before', 4],
  ['head', 3],
  ['after', 2],
  ['section', 1.5],
  ['rest', 1],
]

/** What is looked for: the value's kind, and whether what it belongs to is for staff to do. */
export interface SoughtFields {
  kind: ValueKind
  isOfStaff: boolean
  fields: ReadonlyMap<string, NoticeField>
  words: NoticeWords
}

/** The fields that the words around a value speak of, those that are meant most first; all of them where several are meant alike. */
export function fieldsMeant(around: Around, { kind, isOfStaff, fields, words }: SoughtFields): string[] {
  const found: { key: string; score: number }[] = []
  for (const [key, hint] of Object.entries(words.fields)) {
    if (!fields.has(key) || !hint.takes.includes(kind) || (isOfStaff && !hint.staff)) continue
    const score = scoreOf(hint, around)
    if (score > 0) found.push({ key, score })
  }
  const best = Math.max(...found.map(f => f.score))
  return found.filter(f => f.score === best).map(f => f.key)
}

function scoreOf(hint: FieldHint, around: Around): number {
  const has = (text: string, list: readonly string[]) => list.some(word => text.includes(word.toLowerCase()))
  const own = `${around.own} ${around.item}`.toLowerCase()
  // What was said right before counts where the words are not beside the value themselves.
  const isNamedHere = hint.words.some(word =>
    word.split(/\s+/).some(part => part.length > 1 && own.includes(part.toLowerCase())),
  )
  if (has(isNamedHere ? own : own + lastPart(around.before).toLowerCase(), hint.not)) return 0
  const all = `${own} ${around.before} ${around.head} ${around.section}`.toLowerCase()
  if (has(all, hint.never)) return 0
  const layers = hint.near ? weights.filter(([, weight]) => weight >= 5) : weights
  return Math.max(...hint.words.map(word => scoreOfWords(word.toLowerCase().split(/\s+/), around, layers)))
}

const lastPart = (text: string) => text.split(/[，,]/).slice(-2).join('，')

/** All of the words must be there; what counts most is the nearest of them, and how long they are. */
function scoreOfWords(parts: readonly string[], around: Around, layers: typeof weights): number {
  const weighed = parts.map(part => layers.find(([layer]) => around[layer].toLowerCase().includes(part))?.[1] ?? 0)
  if (weighed.some(weight => weight === 0)) return 0
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Math.max(...weighed) * 0.6 + Math.min(...weighed) * 0.4 + Math.min(length, 12) * 0.08
}
