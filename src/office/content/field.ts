import { fill } from '../../content/words.ts'
import type { ContentVersion } from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import { type SetValues, valuesSet, valuesWritten } from '../../knowledge/layer/written.ts'
import type { Knowledge } from '../../knowledge/load.ts'
import type { ForWhom, School } from '../../knowledge/school.ts'
import { parseSchool } from '../../knowledge/school-file.ts'
import { dayMs } from '../../time/days.ts'
import { shown } from '../outcome.ts'
import { buildingsOf } from '../people/buildings.ts'
import { fileOf, standingOf } from '../reminders/parts.ts'
import { may } from '../rights.ts'
import { concerns, partsChanged } from './field-rights.ts'
import { type EditingGround, type EditOutcome, editRefused, type NamedVersion, namedVersion } from './ground.ts'
import { type FieldLine, fieldLiner } from './listing.ts'
import { type Moves, textsShowing } from './moves.ts'
import { partsToSet } from './parts.ts'

/** What a version changed: for whom (null: everybody), from what, to what; null is no value. */
export interface ChangedPart {
  part: ForWhom | null
  from: string | null
  to: string | null
}

/** A field with everything that is known of it. */
export interface OpenedField {
  line: FieldLine
  /** For whom whoever looks may set it. */
  parts: readonly (ForWhom | null)[]
  shows: Moves['shows']
  /** Every version that the school saved, newest first, with what it changed for those whom the reader sees. */
  versions: readonly (NamedVersion & { changed: readonly ChangedPart[] })[]
}

/** One field, to look at and to change; `hasBuildings` also for each building of the roster. */
export async function openField(
  ground: EditingGround,
  actor: Identity,
  { key, hasBuildings = false }: { key: string; hasBuildings?: boolean },
): Promise<EditOutcome<OpenedField>> {
  const { read, rules } = ground
  const { words, content } = rules
  if (!may(actor, 'edit-facts')) return editRefused('noRight', words.refused, { tried: `field ${key}` })
  const { school } = content.knowledge
  const field = school.general.get(key)
  if (!field) return editRefused('unknown', fill(words.unknownField, { key }))
  const [classes, theirs] = [await read.roster.classes([{ of: 'school' }]), await read.roster.classes(actor.scope)]
  const isShown = (whom: ForWhom | null) => whom === null || concerns(actor, whom, theirs)
  const isWhole = may(actor, 'edit-facts', { of: 'school' })
  const dorms = isWhole && hasBuildings ? await read.roster.dorms(actor.scope) : []
  const buildings = buildingsOf(dorms).flatMap(b => b.begins.slice(0, 1))
  const saved = await read.content.history({ kind: 'field', key })
  const versions = await Promise.all(saved.map(version => namedVersion(ground, version)))
  return shown({
    line: fieldLiner(ground, await read.content.newest(), isShown)(field),
    parts: partsToSet(actor, school, { key, classes, buildings }),
    shows: textsShowing(content, key),
    versions: versions.map((version, n) => {
      const [before, after] = [setBy(content.knowledge, saved[n + 1], key), setBy(content.knowledge, version, key)]
      return { ...version, changed: changesBetween(before, after).filter(({ part }) => isShown(part)) }
    }),
  })
}

/** What a version set; without one, or where it took the school's words back, what is shipped. */
const setBy = (knowledge: Knowledge, version: ContentVersion | undefined, key: string): SetValues =>
  version?.text == null ? valuesSet(schoolShipped(knowledge), key) : valuesWritten(version.text)

const shippedSchools = new WeakMap<object, School>()

/** The school as its file has it, without what it set since. */
function schoolShipped({ shipped, school: { zone, kept } }: Knowledge): School {
  const known = shippedSchools.get(shipped.school) ?? parseSchool(shipped.school, { problems: [], zone, kept })
  if (!known) throw new Error('the school file is not the one that was checked')
  shippedSchools.set(shipped.school, known)
  return known
}

function changesBetween(before: SetValues, after: SetValues): ChangedPart[] {
  const valueFor = ({ value, values }: SetValues, part: ForWhom | null) =>
    part === null ? value : (values.find(set => JSON.stringify(set.for) === JSON.stringify(part))?.value ?? null)
  return partsChanged(before, after).map(part => ({ part, from: valueFor(before, part), to: valueFor(after, part) }))
}

/** How far reminders have told of a field lately. */
export interface ToldOf {
  /** How often one that says it or goes by it was given. */
  times: number
  /** To how many in all; null where whoever asks does not look after all of them. */
  people: number | null
}

const lately = 120 * dayMs

/** How far reminders have told of a field lately. Who was told it, by them or by an answer, `tellOfChange` finds. */
export async function toldByReminders(
  { read, rules, now }: EditingGround,
  actor: Identity,
  { key }: { key: string },
): Promise<EditOutcome<ToldOf>> {
  const { words, content } = rules
  if (!may(actor, 'edit-facts')) return editRefused('noRight', words.refused, { tried: `field ${key}` })
  const saying = new Set(textsShowing(content, key).reminders)
  const files = standingOf(content).filter(({ name }) => saying.has(fileOf(name)))
  if (files.length === 0) return shown({ times: 0, people: 0 })
  const names = files.map(({ name }) => name)
  const runs = await read.reminders.runs(names, now.getTime() - lately, now.getTime())
  const given = runs.filter(run => run.planned > 0)
  const isWhole = may(actor, 'edit-facts', { of: 'school' })
  return shown({ times: given.length, people: isWhole ? given.reduce((sum, run) => sum + run.planned, 0) : null })
}
