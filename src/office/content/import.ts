import { fill } from '../../content/words.ts'
import {
  type ContentVersion,
  type ItemKind,
  itemKinds,
  type Layer,
  layerOf,
  layerWith,
} from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { refusedForFields } from './field-rights.ts'
import {
  type EditingGround,
  type EditOutcome,
  editRefused,
  mayNotEdit,
  newestOf,
  refusedFor,
  savedAs,
  standingContent,
} from './ground.ts'

/** The school's own content that holds, what is broken too: for files that can be kept elsewhere. */
export async function exportContent(ground: EditingGround, actor: Identity): Promise<EditOutcome<{ layer: Layer }>> {
  const refused = mayNotEdit(ground, actor, 'export')
  return refused ?? shown({ layer: layerOf(await ground.read.content.newest()) })
}

/** Saves items as new versions where they differ from what the school has: all of them, or none where anything is wrong. What is not among them stays as it is. */
export async function importContent(
  ground: EditingGround,
  actor: Identity,
  { items, why }: { items: Layer; why: string },
): Promise<EditOutcome<{ says: string; saved: number }>> {
  const { rules } = ground
  const { words } = rules
  const refused = mayNotEdit(ground, actor, 'import')
  if (refused) return refused
  const { newest, layer } = await standingContent(ground)
  const others = items.filter(item => newestOf(newest, item)?.text !== item.text)
  if (others.length === 0) return shown({ says: words.same, saved: 0 })
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
  const effects = others.map(
    item => savedAs(actor, item, { text: item.text, why, after: newestOf(newest, item) }).effect,
  )
  const says = fill(words.imported, { count: others.length })
  return {
    done: { says, saved: others.length },
    effects,
    audit: { act: 'import-content', detail: String(others.length) },
  }
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
