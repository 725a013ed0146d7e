import { fill } from '../../content/words.ts'
import type { ItemName } from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import type { Entry } from '../../knowledge/entry.ts'
import { whereOf } from '../../knowledge/layer/lay.ts'
import { entryText, type SetValues, valuesSet } from '../../knowledge/layer/written.ts'
import type { ForWhom, SchoolField } from '../../knowledge/school.ts'
import { isoDay } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type EditingGround, type EditOutcome, editRefused, mayNotEdit, newestOf } from './ground.ts'
import { warningsOfDates } from './warnings.ts'

/** An entry as a list shows it. */
export interface EntryLine
  extends Pick<Entry, 'id' | 'title' | 'sources' | 'scope' | 'certainty' | 'reviewBy' | 'isForStaff'> {
  /** The file that it is shipped in; null for one of the school's. */
  subject: string | null
  /** Whether it is time to look whether it still holds. */
  isDue: boolean
  /** The newest version that the school saved; 0 where it never did. */
  version: number
  /** Whether the school's own words hold. */
  isOwn: boolean
  /** Why the school's own words do not hold although they were saved. */
  faults: readonly string[]
}

/** All entries, those of the school too, in the order of the files. */
export async function entriesKnown(
  ground: EditingGround,
  actor: Identity,
): Promise<EditOutcome<{ entries: EntryLine[] }>> {
  const refused = mayNotEdit(ground, actor, 'entries')
  if (refused) return refused
  const { knowledge } = ground.rules.content
  const { shipped, laid, school } = knowledge
  const newest = await ground.read.content.newest()
  const today = isoDay(ground.now, school.zone)
  const files = new Map(shipped.entries.map(e => [e.id, e.where]))
  const entries = [...knowledge.entries.values()].map((entry): EntryLine => {
    const { id, title, sources, scope, certainty, reviewBy, isForStaff } = entry
    const name: ItemName = { kind: 'entry', key: id }
    return {
      ...{ id, title, sources, scope, certainty, reviewBy, isForStaff },
      subject: files.get(id) ?? null,
      isDue: reviewBy < today,
      version: newestOf(newest, name)?.version ?? 0,
      isOwn: laid.items.some(item => item.kind === 'entry' && item.key === id),
      faults: laid.leftOut.filter(p => p.where === whereOf(name)).map(p => p.what),
    }
  })
  return shown({ entries })
}

/** An entry to change: its text as it holds, and the version that a change of it goes by. */
export async function entryToEdit(
  ground: EditingGround,
  actor: Identity,
  { id }: { id: string },
): Promise<EditOutcome<{ id: string; text: string; version: number }>> {
  const refused = mayNotEdit(ground, actor, `entry ${id}`)
  if (refused) return refused
  const { words, content } = ground.rules
  const newest = newestOf(await ground.read.content.newest(), { kind: 'entry', key: id })
  const entry = content.knowledge.entries.get(id)
  if (newest?.text != null) return shown({ id, text: newest.text, version: newest.version })
  if (!entry) return editRefused('unknown', fill(words.unknownEntry, { id }))
  const before = content.knowledge.shipped.entries.find(e => e.id === id) ?? entry
  return shown({ id, text: entryText(before), version: newest?.version ?? 0 })
}

/** A field of the school as a list shows it; `set` is what the school itself set, `shows` what is said of it. */
export interface FieldLine extends Pick<SchoolField, 'key' | 'label' | 'type' | 'ask'> {
  shows: { value: string | null; origin: Origin; parts: readonly { for: ForWhom; value: string; origin: Origin }[] }
  set: SetValues
  /** Nothing is published, for nobody. */
  isMissing: boolean
  warnings: readonly string[]
  version: number
  faults: readonly string[]
}

/** Where a value comes from: nowhere, the example, the school's file, or what the school set since. */
export type Origin = 'none' | 'sample' | 'file' | 'own'

/** All fields of the school in the order of the file. */
export async function fieldsKnown(
  ground: EditingGround,
  actor: Identity,
): Promise<EditOutcome<{ fields: FieldLine[] }>> {
  const { rules, now, read } = ground
  if (!may(actor, 'edit-facts')) return editRefused('noRight', rules.words.refused, { tried: 'fields' })
  const { school, laid } = rules.content.knowledge
  const newest = await read.content.newest()
  const origin = (value: string | null, isSample: boolean, isOwn: boolean): Origin =>
    isOwn ? 'own' : value === null ? 'none' : isSample ? 'sample' : 'file'
  const fields = [...school.general.values()].map((field): FieldLine => {
    const { key, label, type, ask, value, isSample } = field
    const name: ItemName = { kind: 'field', key }
    const specials = school.specials.get(key) ?? []
    const isOwn = laid.items.some(item => item.kind === 'field' && item.key === key)
    const parts = specials.map(s => ({ for: s.for, value: s.value, origin: origin(s.value, s.isSample, s.isOwn) }))
    return {
      ...{ key, label, type, ask },
      shows: { value, origin: origin(value, isSample, isOwn), parts },
      set: valuesSet(school, key),
      isMissing: value === null && specials.length === 0,
      warnings: type === 'date' ? warningsOfDates(rules, school, now, key) : [],
      version: newestOf(newest, name)?.version ?? 0,
      faults: laid.leftOut.filter(p => p.where === whereOf(name)).map(p => p.what),
    }
  })
  return shown({ fields })
}
