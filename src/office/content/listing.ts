import { fill } from '../../content/words.ts'
import type { ContentVersion, ItemName } from '../../core/content/item.ts'
import type { EntryRating } from '../../core/desk.ts'
import type { Identity } from '../../core/roster.ts'
import type { Entry } from '../../knowledge/entry.ts'
import { whereOf } from '../../knowledge/layer/lay.ts'
import { entryOfWording, entryText, type SetValues, valuesSet } from '../../knowledge/layer/written.ts'
import type { ForWhom, SchoolField } from '../../knowledge/school.ts'
import { isoDay } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type EntryPreview, previewOf } from './entries.ts'
import { concerns } from './field-rights.ts'
import { entriesFound } from './finding.ts'
import {
  type EditingGround,
  type EditOutcome,
  editRefused,
  mayNotEdit,
  type NamedVersion,
  namedVersion,
  newestOf,
} from './ground.ts'
import { warningsOfDates, warningsOfEntry } from './warnings.ts'

/** An entry as a list shows it. */
export interface EntryLine
  extends Pick<Entry, 'id' | 'title' | 'sources' | 'scope' | 'certainty' | 'reviewBy' | 'isForStaff'> {
  /** What the file is about that it is shipped in; null for one of the school's. */
  subject: string | null
  /** Whether it is time to look whether it still holds. */
  isDue: boolean
  /** The newest version that the school saved; 0 where it never did. */
  version: number
  /** Whether the school's own words hold. */
  isOwn: boolean
  /** Why the school's own words do not hold although they were saved. */
  faults: readonly string[]
  /** How often it was found useful, and how often not. */
  useful: number
  useless: number
}

/**
 * All entries, those of the school too, in the order of the files; with `search` those that the knowledge finds by it, the likeliest first. `gone` are the
 * ids of what the school wrote and took back.
 */
export async function entriesKnown(
  ground: EditingGround,
  actor: Identity,
  { search = '' }: { search?: string } = {},
): Promise<EditOutcome<{ entries: EntryLine[]; gone: string[] }>> {
  const refused = mayNotEdit(ground, actor, 'entries')
  if (refused) return refused
  const { read, rules } = ground
  const { entries } = rules.content.knowledge
  const newest = await read.content.newest()
  const lineOf = liner(ground, newest, await read.desk.ratings())
  const all = search === '' ? [...entries.values()] : entriesFound(rules.content, search)
  const gone = newest.filter(v => v.kind === 'entry' && v.text === null && !entries.has(v.key)).map(v => v.key)
  return shown({ entries: all.map(lineOf), gone })
}

/** Makes lines of entries, by what the school saved and how answers were rated. */
function liner(
  { rules, now }: EditingGround,
  newest: readonly ContentVersion[],
  ratings: readonly EntryRating[],
): (entry: Entry) => EntryLine {
  const { shipped, laid, school } = rules.content.knowledge
  const today = isoDay(now, school.zone)
  const subjects = new Map(shipped.entries.map(e => [e.id, e.subject || e.where]))
  const rated = new Map(ratings.map(r => [r.entry, r]))
  return entry => {
    const { id, title, sources, scope, certainty, reviewBy, isForStaff } = entry
    const name: ItemName = { kind: 'entry', key: id }
    return {
      ...{ id, title, sources, scope, certainty, reviewBy, isForStaff },
      subject: subjects.get(id) ?? null,
      isDue: reviewBy < today,
      version: newestOf(newest, name)?.version ?? 0,
      isOwn: laid.items.some(item => item.kind === 'entry' && item.key === id),
      faults: laid.leftOut.filter(p => p.where === whereOf(name)).map(p => p.what),
      useful: rated.get(id)?.useful ?? 0,
      useless: rated.get(id)?.useless ?? 0,
    }
  }
}

/** An entry with everything that is known of it; `entry` is null where the school wrote it and took it back. */
export interface OpenedEntry {
  id: string
  title: string
  entry: Entry | null
  line: EntryLine | null
  /** How it is answered. */
  preview: EntryPreview | null
  warnings: readonly string[]
  /** Ways of asking that the school added besides those of the entry itself. */
  wordings: readonly { question: string; version: number }[]
  /** Every version that the school saved, newest first. */
  versions: readonly NamedVersion[]
}

/** One entry, to look at. */
export async function openEntry(
  ground: EditingGround,
  actor: Identity,
  { id }: { id: string },
): Promise<EditOutcome<OpenedEntry>> {
  const refused = mayNotEdit(ground, actor, `entry ${id}`)
  if (refused) return refused
  const { read, rules, now } = ground
  const entry = rules.content.knowledge.entries.get(id) ?? null
  const saved = await read.content.history({ kind: 'entry', key: id })
  if (!entry && saved.length === 0) return editRefused('unknown', fill(rules.words.unknownEntry, { id }))
  const newest = await read.content.newest()
  const versions: NamedVersion[] = []
  for (const version of saved) versions.push(await namedVersion(ground, version))
  return shown({
    id,
    title: entry?.title ?? titleIn(saved) ?? id,
    entry,
    line: entry && liner(ground, newest, await read.desk.ratings())(entry),
    preview: entry && previewOf(rules, entry, now),
    warnings: entry ? warningsOfEntry(rules, entry) : [],
    wordings: newest
      .filter(v => v.kind === 'wording' && v.text !== null && entryOfWording({ text: v.text }) === id)
      .map(({ key, version }) => ({ question: key, version })),
    versions,
  })
}

/** The title that an entry had. */
const titleIn = (versions: readonly ContentVersion[]) =>
  /^## +(.+)/m.exec(versions.find(v => v.text !== null)?.text ?? '')?.[1]?.trim()

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
  const { rules, read } = ground
  if (!may(actor, 'edit-facts')) return editRefused('noRight', rules.words.refused, { tried: 'fields' })
  const { school } = rules.content.knowledge
  const theirs = await read.roster.classes(actor.scope)
  const lineOf = fieldLiner(ground, await read.content.newest(), whom => concerns(actor, whom, theirs))
  return shown({ fields: [...school.general.values()].map(lineOf) })
}

const setFor = ({ values, ...whole }: SetValues, isShown: (whom: ForWhom) => boolean): SetValues => ({
  ...whole,
  values: values.filter(set => isShown(set.for)),
})

/** Makes lines of fields, with the values of those parts alone that somebody is shown. */
export function fieldLiner(
  { rules, now }: EditingGround,
  newest: readonly ContentVersion[],
  isShown: (whom: ForWhom) => boolean,
): (field: SchoolField) => FieldLine {
  const { school, laid } = rules.content.knowledge
  const origin = (value: string | null, isSample: boolean, isOwn: boolean): Origin =>
    isOwn ? 'own' : value === null ? 'none' : isSample ? 'sample' : 'file'
  return field => {
    const { key, label, type, ask, value, isSample } = field
    const name: ItemName = { kind: 'field', key }
    const specials = (school.specials.get(key) ?? []).filter(s => isShown(s.for))
    const isOwn = laid.items.some(item => item.kind === 'field' && item.key === key)
    const parts = specials.map(s => ({ for: s.for, value: s.value, origin: origin(s.value, s.isSample, s.isOwn) }))
    return {
      ...{ key, label, type, ask },
      shows: { value, origin: origin(value, isSample, isOwn), parts },
      set: setFor(valuesSet(school, key), isShown),
      isMissing: value === null && !school.specials.has(key),
      warnings: type === 'date' ? warningsOfDates(rules, school, now, key) : [],
      version: newestOf(newest, name)?.version ?? 0,
      faults: laid.leftOut.filter(p => p.where === whereOf(name)).map(p => p.what),
    }
  }
}
