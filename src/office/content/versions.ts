import { fill } from '../../content/words.ts'
import type { ItemName, Layer } from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import type { SavedItem } from './entries.ts'
import { refusedForFields } from './field-rights.ts'
import {
  type EditingGround,
  type EditingRules,
  type EditOutcome,
  editRefused,
  faultsOf,
  mayNotEdit,
  type NamedVersion,
  namedVersion,
  newestOf,
  refusedFor,
  savedAs,
  staleness,
  standingContent,
} from './ground.ts'

/** Every version of an item, newest first, with the names of whoever saved them. */
export async function historyOf(
  ground: EditingGround,
  actor: Identity,
  name: ItemName,
): Promise<EditOutcome<{ versions: NamedVersion[] }>> {
  const refused = mayNotEdit(ground, actor, `history ${name.kind}`)
  if (refused) return refused
  const versions: NamedVersion[] = []
  for (const version of await ground.read.content.history(name)) versions.push(await namedVersion(ground, version))
  return shown({ versions })
}

/** Which version an item is taken back to; `layer` is the school's own content beside it, where more is taken back at once. */
interface TakingBack {
  item: ItemName
  to: number
  basedOn: number
  why: string
  layer?: Layer
}

/** Takes an item back to an earlier version, or (0) to what is shipped: a new version with the old text. What is checked of a text is checked again. */
export async function takeItemBack(
  ground: EditingGround,
  actor: Identity,
  { item, to, basedOn, why, layer: beside }: TakingBack,
): Promise<EditOutcome<SavedItem>> {
  const { rules, read } = ground
  const { words } = rules
  const refused = mayNotEdit(ground, actor, `${item.kind} take-back`)
  if (refused) return refused
  const { newest, layer } = await standingContent(ground)
  const before = newestOf(newest, item)
  const stale = await staleness(ground, before, basedOn)
  if (stale) return stale
  const goal = to === 0 ? { text: null } : (await read.content.history(item)).find(v => v.version === to)
  if (!before || !goal) return editRefused('unknown', fill(words.unknownVersion, { version: to }))
  if (goal.text === before.text) return editRefused('same', words.same)
  const unowned =
    item.kind === 'field'
      ? await refusedForFields(ground, actor, { key: item.key, text: goal.text, isWritten: false })
      : null
  if (unowned) return unowned
  const faults = faultsOf(rules, beside ?? layer, item, goal.text)
  if (faults.length > 0) return refusedFor(words, faults)
  const { version, effect, audit } = savedAs(actor, item, { text: goal.text, why, after: before })
  const [title, isGone] = [titleOf(rules, item), goal.text === null && !isShipped(rules, item)]
  const says = isGone ? fill(words.removed, { title }) : fill(words.restored, { title, version })
  return { done: { says, version, warnings: [] }, effects: [effect], audit }
}

/** What an item is called. */
function titleOf({ content: { knowledge } }: EditingRules, { kind, key }: ItemName): string {
  if (kind === 'wording') return key
  return (kind === 'entry' ? knowledge.entries.get(key)?.title : knowledge.school.general.get(key)?.label) ?? key
}

/** Whether there is something of it in the files. */
const isShipped = ({ content: { knowledge } }: EditingRules, { kind, key }: ItemName): boolean =>
  kind === 'field' || (kind === 'entry' && knowledge.shipped.entries.some(e => e.id === key))
