import { fill } from '../../content/words.ts'
import {
  type ContentVersion,
  type ItemKind,
  itemKinds,
  type Layer,
  layerOf,
  layerWith,
} from '../../core/content/item.ts'
import type { QuestionList } from '../../core/content/lists.ts'
import type { Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import { type Refused, shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { refusedForFields } from './field-rights.ts'
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
import { type ListWritten, listsImported } from './list-files.ts'

/** The school's own content that holds, what is broken too, and its lists of questions: for files that can be kept elsewhere. */
export async function exportContent(
  ground: EditingGround,
  actor: Identity,
): Promise<EditOutcome<{ layer: Layer; lists: readonly QuestionList[] }>> {
  const refused = mayNotEdit(ground, actor, 'export')
  if (refused) return refused
  const { content } = ground.read
  const lists: QuestionList[] = []
  for (const { id } of await content.lists()) lists.push((await content.list(id))!)
  return shown({ layer: layerOf(await content.newest()), lists })
}

/** Saves items as new versions where they differ from what the school has: all of them, or none where anything is wrong. What is not among them stays as it is. */
export async function importContent(
  ground: EditingGround,
  actor: Identity,
  { items, why, lists = [] }: { items: Layer; why: string; lists?: readonly ListWritten[] },
): Promise<EditOutcome<{ says: string; saved: number }>> {
  const { words } = ground.rules
  const refused = mayNotEdit(ground, actor, 'import')
  if (refused) return refused
  const own = await itemsImported(ground, actor, { items, why })
  if ('refused' in own) return own
  const kept = await listsImported(ground, actor, lists)
  if ('refused' in kept) return kept
  const effects = [...own, ...kept]
  const count = effects.length
  if (count === 0) return shown({ says: words.same, saved: 0 })
  return {
    done: { says: fill(words.imported, { count }), saved: count },
    effects,
    audit: { act: 'import-content', detail: String(count) },
  }
}

/** The versions of items that differ from what the school has; refused whole where anything is wrong. */
async function itemsImported(
  ground: EditingGround,
  actor: Identity,
  { items, why }: { items: Layer; why: string },
): Promise<OfficeEffect[] | Refused<EditRefusal>> {
  const { rules } = ground
  const { words } = rules
  const { newest, layer } = await standingContent(ground)
  const others = items.filter(item => newestOf(newest, item)?.text !== item.text)
  if (others.length === 0) return []
  for (const { kind, key, text } of others.filter(item => item.kind === 'field')) {
    if (!may(actor, 'edit-facts')) return editRefused('noRight', words.refused, { tried: `${kind} ${key}` })
    const unowned = await refusedForFields(ground, actor, { key, text, isWritten: true })
    if (unowned) return unowned
  }
  const next = others.reduce((before, item) => layerWith(before, item, item.text), layer)
  const faults = rules.faults(next).map(({ where, line, what, cure }) => {
    return { line: null, what: `${where}${line === null ? '' : `:${line}`}: ${what}`, cure }
  })
  if (faults.length > 0) return refusedFor(words, faults)
  return others.map(item => savedAs(actor, item, { text: item.text, why, after: newestOf(newest, item) }).effect)
}

/** The item that somebody names: `kind:key`, or a key that only one kind has. Null where there is none, or several. */
export function itemNamed(newest: readonly ContentVersion[], said: string): ContentVersion | null {
  const [kind, ...rest] = said.split(':')
  const isKind = (itemKinds as readonly string[]).includes(kind!) && rest.length > 0
  const found = newest.filter(v =>
    isKind ? v.kind === (kind as ItemKind) && v.key === rest.join(':') : v.key === said,
  )
  return found.length === 1 ? found[0]! : null
}
