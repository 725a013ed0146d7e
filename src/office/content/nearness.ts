import type { Layer } from '../../core/content/item.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { servedTo } from '../../knowledge/served.ts'
import { type QuestionGround, thresholds, understand } from '../../knowledge/understanding/understand.ts'
import type { EditingRules } from './ground.ts'

/** How a question finds an entry: it is answered with it, it is offered among others, only word for word, or not at all. */
export type Finds = 'answers' | 'offers' | 'exactly' | 'not'

/** A question asked of an entry as it would be. */
export interface Nearness {
  question: string
  finds: Finds
  /** Another entry that would answer as well, so that the same in other words may be answered with it; null where none is so near. */
  other: { id: string; title: string } | null
}

/** More ways of asking are not looked at: the page shows them while somebody writes. */
const mostAsked = 12
/** After so many others have their turn. */
const turnsOfOthers = 4

/** How questions find an entry with a layer in force, by how alike the words are: that a way of asking finds its entry word for word says nothing of the next one who asks. */
export async function nearnessOf(
  rules: EditingRules,
  { id, layer, questions }: { id: string; layer: Layer; questions: readonly string[] },
): Promise<Nearness[]> {
  const { knowledge } = rules.lay(layer)
  const entry = knowledge.entries.get(id)
  if (!entry) return []
  const serving = servedTo(knowledge.entries, entry.isForStaff ? 'staff' : 'student')
  const ground: QuestionGround = { ...knowledge, serving, ownAsks: new Map() }
  const asked: Nearness[] = []
  for (const [n, question] of [...new Set(questions)].slice(0, mostAsked).entries()) {
    if (n % turnsOfOthers === 0) await new Promise(go => setImmediate(go))
    const { outcome, candidates } = understand(ground, question)
    const isOffered = outcome !== 'unknown' && candidates.some(c => c.entry === id)
    const isFirst = outcome === 'answer' && candidates[0]!.entry === id
    const isExact = knowledge.ownAsks.get(bareWords(question)) === id
    const other = candidates.find(c => c.entry !== id && c.score >= thresholds.answer)
    const title = other && knowledge.entries.get(other.entry)?.title
    asked.push({
      question,
      finds: isFirst ? 'answers' : isExact ? 'exactly' : isOffered ? 'offers' : 'not',
      other: title === undefined ? null : { id: other!.entry, title },
    })
  }
  return asked
}
