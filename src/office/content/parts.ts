import { canonical } from '../../content/names.ts'
import type { ContentItem } from '../../core/content/item.ts'
import type { ClassRef, Identity } from '../../core/roster.ts'
import { fieldItemText, type SetValues, valuesSet } from '../../knowledge/layer/written.ts'
import type { ForWhom, School } from '../../knowledge/school.ts'
import { contactField, whomText } from '../../knowledge/values.ts'
import { may } from '../rights.ts'
import { isTheirPart } from './field-rights.ts'
import { checkFieldDraft, saveField } from './fields.ts'
import type { EditingGround, EditingRules } from './ground.ts'

/** One value of a field, for everybody (null) or for a part of the school; no value is none of its own. */
export interface PartDraft {
  key: string
  part: ForWhom | null
  value: string | null
  /** The notice and clause that it was taken from; without, a value that is another one has none, and the same one keeps its own. */
  source?: string | null
}

const isSamePart = (a: ForWhom | null, b: ForWhom | null) =>
  canonical(whomText(a ?? {})) === canonical(whomText(b ?? {}))

/** What is set with one value in the place of the old one. */
export function withPart({ value, source, values }: SetValues, draft: Omit<PartDraft, 'key'>): SetValues {
  const given = draft.value === null || draft.value.trim() === '' ? null : draft.value.trim()
  const from = (before: Pick<SetValues, 'value' | 'source'> | undefined) =>
    draft.source ?? (before?.value === given ? before?.source : null) ?? null
  if (draft.part === null) return { value: given, source: from({ value, source: source ?? null }), values }
  const before = values.find(set => isSamePart(set.for, draft.part))
  const others = values.filter(set => set !== before)
  const own = given === null ? [] : [{ for: draft.part, value: given, source: from(before) }]
  return { value, source: source ?? null, values: [...others, ...own] }
}

const wholeOf = ({ rules }: Pick<EditingGround, 'rules'>, draft: PartDraft) => {
  return { key: draft.key, ...withPart(valuesSet(rules.content.knowledge.school, draft.key), draft) }
}

/** A field as it would be saved with one other value. */
export function fieldWithPart(rules: EditingRules, draft: PartDraft): ContentItem {
  const { key, ...set } = wholeOf({ rules }, draft)
  return { kind: 'field', key, text: fieldItemText(set) }
}

/** Saves one value of a field and leaves all others as they are. */
export const savePart = (
  ground: EditingGround,
  actor: Identity,
  { why, basedOn, ...draft }: PartDraft & { why: string; basedOn: number },
): ReturnType<typeof saveField> => saveField(ground, actor, { ...wholeOf(ground, draft), why, basedOn })

/** What one other value of a field would come to; nothing is saved. */
export const checkPart = (
  ground: EditingGround,
  actor: Identity,
  draft: PartDraft,
): ReturnType<typeof checkFieldDraft> => checkFieldDraft(ground, actor, wholeOf(ground, draft))

/** The parts of the school for which somebody may set a field, those first that are meant most often: those that it has values for already, too. */
export function partsToSet(
  actor: Identity,
  { campuses, specials }: School,
  { key, classes, buildings }: { key: string; classes: readonly ClassRef[]; buildings: readonly string[] },
): (ForWhom | null)[] {
  const once = <T>(all: readonly T[]) => [...new Set(all)]
  const named = Map.groupBy(classes, c => canonical(c.name))
  const own = classes.filter(({ college, name }) => may(actor, 'edit-facts', { of: 'class', college, name }))
  const self = actor.role === 'counselor' && actor.number !== null ? [{ counselor: actor.number }] : []
  const wide: (ForWhom | null)[] = [
    null,
    ...campuses.map(({ name }) => ({ campus: name })),
    ...once(classes.map(c => c.college)).map(college => ({ college })),
    ...once([...campuses.flatMap(c => c.buildings), ...buildings]).map(building => ({ building })),
    ...(key === contactField ? self : []),
  ]
  // Each class by itself is theirs already; to compare hundreds with hundreds takes long.
  const ofClasses = own.map(({ college, name }) =>
    named.get(canonical(name))!.length > 1 ? { college, class: name } : { class: name },
  )
  const others = [...(key === contactField ? [] : self), ...(specials.get(key) ?? []).map(s => s.for)]
  const isTheirs = (part: ForWhom | null) => isTheirPart(actor, part, classes)
  const theirs = [...wide.filter(isTheirs), ...ofClasses, ...others.filter(isTheirs)]
  return [...new Map(theirs.map(part => [canonical(whomText(part ?? {})), part])).values()]
}
