import { fill } from '../../content/words.ts'
import { type ContentItem, type ContentVersion, type Layer, layerWith } from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import { whereOf } from '../../knowledge/layer/lay.ts'
import { entryOfWording, tidyQuestion, wordingItem } from '../../knowledge/layer/written.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import type { Refused } from '../outcome.ts'
import type { SavedItem } from './entries.ts'
import {
  type EditingGround,
  type EditOutcome,
  type EditRefusal,
  editRefused,
  mayNotEdit,
  newestOf,
  refusedFor,
  savedAs,
  standingContent,
} from './ground.ts'

/** Makes a question a way of asking for an entry. */
export async function addWording(
  ground: EditingGround,
  actor: Identity,
  { entry: id, question, why }: { entry: string; question: string; why: string },
): Promise<EditOutcome<SavedItem>> {
  const { words, content } = ground.rules
  const refused = mayNotEdit(ground, actor, `wording ${id}`)
  if (refused) return refused
  const entry = content.knowledge.entries.get(id)
  if (!entry) return editRefused('unknown', fill(words.unknownEntry, { id }))
  const { newest, layer } = await standingContent(ground)
  const added = wordingsAdded(ground, actor, { entry: id, questions: [question], why, newest, layer })
  if ('refused' in added) return added
  const [saved] = added
  if (!saved) return editRefused('same', words.same)
  const says = fill(words.questions.linked, { question: tidyQuestion(question), title: entry.title })
  return { done: { says, version: saved.version, warnings: [] }, effects: [saved.effect], audit: saved.audit }
}

/** Ways of asking that are saved: their versions and effects. */
type SavedWordings = { version: number; effect: OfficeEffect; audit: { act: string; detail: string } }[]

/** Questions as ways of asking for an entry over a layer, but for those that it has already; refused whole where one of them belongs to another entry. */
export function wordingsAdded(
  { rules }: EditingGround,
  actor: Identity,
  {
    entry: id,
    questions,
    why,
    newest,
    layer,
  }: { entry: string; questions: readonly string[]; why: string; newest: readonly ContentVersion[]; layer: Layer },
): SavedWordings | Refused<EditRefusal> {
  const { words, content } = rules
  if (questions.some(question => bareWords(question).length < 2)) return editRefused('faulty', words.emptyQuestion)
  const items = questions.map(question => wordingItem(id, question)).filter(item => !isThere(layer, item))
  const taken = layer.find(held => items.some(item => item.key === held.key && held.kind === 'wording'))
  if (taken) {
    const title = content.knowledge.entries.get(entryOfWording(taken))?.title ?? entryOfWording(taken)
    return editRefused('faulty', fill(words.takenWording, { question: taken.key, title }))
  }
  const next = items.reduce((before, item) => layerWith(before, item, item.text), layer)
  const own = new Set(items.map(whereOf))
  const faults = rules.faults(next).map(({ where, line, what, cure }) => {
    return { line: null, what: own.has(where) ? what : `${where}${line === null ? '' : `:${line}`}: ${what}`, cure }
  })
  if (faults.length > 0) return refusedFor(words, faults)
  return items.map(item => savedAs(actor, item, { text: item.text, why, after: newestOf(newest, item) }))
}

const isThere = (layer: Layer, { kind, key, text }: ContentItem) =>
  layer.some(item => item.kind === kind && item.key === key && item.text === text)
