import { fill } from '../../content/words.ts'
import { type ItemName, layerWith } from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import { fieldItemText, type SetValues, valuesSet } from '../../knowledge/layer/written.ts'
import type { Outcome } from '../outcome.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import type { SavedItem } from './entries.ts'
import { refusedForFields } from './field-rights.ts'
import {
  type EditFault,
  type EditingGround,
  type EditOutcome,
  type EditRefusal,
  editRefused,
  faultsOf,
  newestOf,
  refusedFor,
  savedAs,
  staleness,
  standingContent,
} from './ground.ts'
import { type Moves, movesBetween } from './moves.ts'
import { warningsOfDates } from './warnings.ts'

/** Values of a field as somebody sets them: all of them, those that stay too. */
export interface FieldDraft extends SetValues {
  key: string
}

/** Saves the values of a field of the school, for everybody and for parts. `basedOn` is the version that was changed (0: what is shipped). */
export async function saveField(
  ground: EditingGround,
  actor: Identity,
  { why, basedOn, ...draft }: FieldDraft & { why: string; basedOn: number },
): Promise<EditOutcome<SavedItem & Moves>> {
  const { rules } = ground
  const found = await fieldToSet(ground, actor, draft)
  if ('refused' in found) return found
  const { name, text, newest, layer, field } = found
  const before = newestOf(newest, name)
  const stale = await staleness(ground, before, basedOn)
  if (stale) return stale
  const isSame = text === (before?.text ?? fieldItemText(valuesSet(rules.content.knowledge.school, draft.key)))
  if (isSame) return editRefused('same', rules.words.same)
  const faults = faultsOfField(rules, layer, name, text)
  if (faults.length > 0) return refusedFor(rules.words, faults)
  const { version, effect, audit } = savedAs(actor, name, { text, why, after: before })
  const says = fill(rules.words.saved, { title: field.label, version })
  const done = { says, version, ...consequences(ground, name, { layer, text }) }
  return { done, effects: [effect], audit }
}

/** What setting a field so would come to, without saving it: its faults, what is doubtful, what moves with it and which texts show it. */
export async function checkFieldDraft(
  ground: EditingGround,
  actor: Identity,
  draft: FieldDraft,
): Promise<EditOutcome<{ faults: readonly EditFault[]; warnings: readonly string[] } & Moves>> {
  const found = await fieldToSet(ground, actor, draft)
  if ('refused' in found) return found
  const { name, text, layer } = found
  const faults = faultsOfField(ground.rules, layer, name, text)
  const none = { warnings: [], reminders: [], shows: { entries: [], reminders: [], flows: [] } }
  return shown({ faults, ...(faults.length > 0 ? none : consequences(ground, name, { layer, text })) })
}

/** What is wrong with the values of a field: whoever sets them one by one sees no lines. */
const faultsOfField = (...given: Parameters<typeof faultsOf>): EditFault[] =>
  faultsOf(...given).map(fault => ({ ...fault, line: null }))

/** A field that somebody wants to set, and how it would be written; refused where there is none or it is not theirs. */
async function fieldToSet(ground: EditingGround, actor: Identity, { key, ...set }: FieldDraft) {
  const { words, content } = ground.rules
  const refused = (outcome: Outcome<never, EditRefusal> & { refused: EditRefusal }) => outcome
  if (!may(actor, 'edit-facts')) return refused(editRefused('noRight', words.refused, { tried: `field ${key}` }))
  const field = content.knowledge.school.general.get(key)
  if (!field) return refused(editRefused('unknown', fill(words.unknownField, { key })))
  const name: ItemName = { kind: 'field', key }
  const text = fieldItemText(set)
  const unowned = await refusedForFields(ground, actor, { key, text, isWritten: true })
  if (unowned) return refused(unowned)
  return { name, text, field, ...(await standingContent(ground)) }
}

/** What is doubtful about a field that is set so, what moves with it, and which texts show it. */
function consequences(
  { rules, now }: EditingGround,
  name: ItemName,
  { layer, text }: { layer: Parameters<typeof layerWith>[0]; text: string },
): { warnings: string[] } & Moves {
  const next = rules.lay(layerWith(layer, name, text))
  return {
    warnings: warningsOfDates(rules, next.knowledge.school, now, name.key),
    ...movesBetween(rules.content, next, { key: name.key, now }),
  }
}
