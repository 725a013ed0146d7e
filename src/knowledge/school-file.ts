import { z } from 'zod'
import { canonical } from '../content/names.ts'
import { checkShape, type ParsedFile, parseFile, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { type GroupMode, groupModes } from '../core/group.ts'
import { nowhere } from '../core/roster.ts'
import { parseInstant } from '../time/calendar.ts'
import { circles, type ForWhom, parseSampleDate, type School, type SchoolField, type SpecialValue } from './school.ts'
import type { Campus, Site } from './sites.ts'
import { meantBy, schoolFor, whomText } from './values.ts'

/** What may stand in a value of `school.yaml`. */
const scalar = z.union([z.string(), z.number()]).nullish()

const name = z.coerce.string().trim().min(1).optional()

/** The notice and clause that a value was taken from. */
const source = name

/** A value in `school.yaml` that holds for a part of the school. */
const specialSchema = z.strictObject({
  campus: name,
  college: name,
  building: name,
  counselor: name,
  class: name,
  value: scalar,
  sample: scalar,
  source,
})

const names = z.array(z.coerce.string().trim().min(1)).default([])

const fieldSchema = z.strictObject({
  label: z.string().min(1),
  type: z.enum(['date', 'text', 'phone']),
  ask: z.string().min(1),
  value: scalar,
  sample: scalar,
  source,
  /** What holds for a part of the school, in the place of `value`. */
  values: z.array(specialSchema).default([]),
})

const schoolSchema = z.strictObject({
  sample: z.boolean(),
  group_mode: z.enum(groupModes as [GroupMode, ...GroupMode[]]).nullish(),
  campuses: z
    .record(z.string().min(2), z.strictObject({ buildings: names, colleges: names }))
    .nullish()
    .transform(given => given ?? {}),
  fields: z.record(z.string(), fieldSchema),
})

/** What the school may set of a field itself. */
export const ownFieldSchema = z.strictObject({
  value: scalar,
  source,
  values: z.array(specialSchema.omit({ sample: true })).default([]),
})

/** What the school set of a field itself, in the place of what its file says of it; `file` leads to the lines. */
export interface OwnField {
  file: ParsedFile
  written: z.infer<typeof ownFieldSchema>
}

/** Reads what the school set of a field itself: `value`, `source` and `values` as in `school.yaml`; null when it is faulty. */
export function parseOwnField(source: SourceText, problems: Problem[]): OwnField | null {
  const file = parseFile(source, problems)
  const written = file && checkShape(file, ownFieldSchema, { problems })
  return written && { file, written }
}

/** How `school.yaml` is read; `own` is what the school set itself, by field. */
export interface SchoolReading {
  problems: Problem[]
  zone: string
  kept: ReadonlyMap<string, string>
  own?: ReadonlyMap<string, OwnField>
}

/** Reads `school.yaml`; adds every fault to `problems` and returns null when there is any. */
export function parseSchool(
  source: SourceText,
  { problems, zone, kept, own = new Map() }: SchoolReading,
): School | null {
  const before = problems.length
  const file = parseFile(source, problems)
  const raw = file && checkShape(file, schoolSchema, { problems })
  if (!raw) return null
  const campuses = Object.entries(raw.campuses).map(([name, rest]) => {
    return { name, ...rest, line: file.lineOf(['campuses', name]) }
  })
  const general = new Map<string, SchoolField>()
  const specials = new Map<string, readonly SpecialValue[]>()
  for (const [key, written] of Object.entries(raw.fields)) {
    const read = readField(key, written, { source, file, own: own.get(key), mayShow: raw.sample })
    const faults = [
      ...faultsOfDates(written.type, read.given, zone),
      ...faultsOfSpecials(read.given.slice(1), campuses),
    ]
    const where = own.get(key)?.file.where ?? source.where
    problems.push(...faults.map(fault => ({ ...fault, where, what: `${key}: ${fault.what}` })))
    general.set(key, read.field)
    if (read.specials.length > 0) specials.set(key, read.specials)
  }
  problems.push(...strangeFields(own, general))
  if (problems.length > before) return null
  const groupMode = raw.group_mode ?? (raw.sample ? '自动' : '仅@')
  const sites = sitesOf(campuses, specials)
  const school = { isSample: raw.sample, groupMode, fields: general, general, specials, campuses, sites, kept, zone }
  return schoolFor(school, nowhere)
}

/** One field as the file has it, or as the school set it itself: then nothing of the file's values is left. */
function readField(
  key: string,
  written: z.infer<typeof fieldSchema>,
  { source, file, own, mayShow }: { source: SourceText; file: ParsedFile; own: OwnField | undefined; mayShow: boolean },
) {
  if (own) {
    const lineOfSpecial = (n: number) => own.file.lineOf(['values', n])
    const at = { line: own.file.lineOf(['value']), lineOfSpecial, mayShow, isOwn: true }
    return fieldOf(key, { ...written, sample: null, source: undefined, ...own.written }, at)
  }
  const line = source.text.split('\n').findIndex(l => l.trim() === `${key}:`) + 1 || null
  return fieldOf(key, written, {
    line,
    lineOfSpecial: n => file.lineOf(['fields', key, 'values', n]),
    mayShow,
    isOwn: false,
  })
}

/** What the school set of fields that the file does not have (any more). */
const strangeFields = (own: ReadonlyMap<string, OwnField>, fields: ReadonlyMap<string, SchoolField>): Problem[] =>
  [...own]
    .filter(([key]) => !fields.has(key))
    .map(([key, { file }]) => ({
      where: file.where,
      line: null,
      what: `school.yaml 里没有 ${key}`,
      cure: '改成那里有的名字，或收回这一项',
    }))

/** What stands in the file for everybody (first) or for a part of the school. */
interface Given {
  for: ForWhom
  own: string | null
  sample: string | null
  source: string | null
  line: number | null
}

/** What is written of a field. */
type Written = Omit<z.infer<typeof fieldSchema>, 'values'> & {
  values: (z.infer<typeof ownFieldSchema>['values'][number] & { sample?: z.infer<typeof scalar> })[]
}

/** One field as it is written; `mayShow` is whether examples hold. */
function fieldOf(
  key: string,
  { label, type, ask, value, sample, source, values }: Written,
  at: { line: number | null; lineOfSpecial(n: number): number | null; mayShow: boolean; isOwn: boolean },
): { field: SchoolField; specials: SpecialValue[]; given: Given[] } {
  const everybody: Given = { for: {}, own: text(value), sample: text(sample), source: text(source), line: at.line }
  const parts = values.map(({ value, sample = null, source, ...whom }, n): Given => {
    return { for: whom, own: text(value), sample: text(sample), source: text(source), line: at.lineOfSpecial(n) }
  })
  const given = [everybody, ...parts]
  // Once the school has said anything of a field itself, nothing of the example stands beside it.
  const showsSample = at.mayShow && given.every(g => g.own === null)
  const said = ({ own, sample }: Given) => own ?? (showsSample ? sample : null)
  const specials = parts.flatMap((part): SpecialValue[] => {
    const value = said(part)
    const { for: whom, own, line } = part
    const origin = { line, isOwn: at.isOwn, source: sourceOf(part) }
    return value === null ? [] : [{ for: whom, meant: meantBy(whom), value, isSample: own === null, ...origin }]
  })
  const general = said(everybody)
  const field: SchoolField = {
    ...{ key, label, type, ask, mayDiffer: [], counselor: '' },
    value: general,
    isSample: general !== null && everybody.own === null,
    from: general === null ? null : { line: at.line, isOwn: at.isOwn, for: null, source: sourceOf(everybody) },
  }
  return { field, specials, given }
}

/** What a value was taken from: an example is taken from nothing. */
const sourceOf = ({ own, source }: Given) => (own === null ? null : source)

/** Values of dates that are none. */
function faultsOfDates(type: SchoolField['type'], given: readonly Given[], zone: string): Omit<Problem, 'where'>[] {
  if (type !== 'date') return []
  return given.flatMap(({ own, sample, line }) => [
    ...(own === null || parseInstant(own, zone)
      ? []
      : [{ line, what: `“${own}” 不是日期`, cure: '写成 2027-06-30 或 2027-06-30 18:00（真实日期要有年份）' }]),
    ...(sample === null || parseSampleDate(sample, new Date(0), zone)
      ? []
      : [{ line, what: '示例日期读不懂', cure: '写成 06-30 或 06-30 18:00' }]),
  ])
}

/** All buildings that anything is said of. */
function sitesOf(campuses: readonly Campus[], specials: ReadonlyMap<string, readonly SpecialValue[]>): Site[] {
  const listed = campuses.flatMap(c => c.buildings.map(building => ({ campus: c.name, building })))
  const isListed = (building: string) => listed.some(s => canonical(s.building) === canonical(building))
  const named = [...specials.values()]
    .flat()
    .flatMap(({ for: { building, campus = '' } }) =>
      building === undefined || isListed(building) ? [] : [{ campus, building }],
    )
  return [...listed, ...named].map(({ campus, building }) => ({
    campus: canonical(campus),
    building: canonical(building),
  }))
}

const text = (value: string | number | null | undefined): string | null => {
  const trimmed = value === null || value === undefined ? '' : String(value).trim()
  return trimmed === '' ? null : trimmed
}

/** What is wrong with whom a field's values are for. */
function faultsOfSpecials(
  specials: readonly { for: ForWhom; line: number | null }[],
  campuses: readonly Campus[],
): Omit<Problem, 'where'>[] {
  const before = new Set<string>()
  return specials.flatMap(({ for: whom, line }) => {
    const text = canonical(whomText(whom))
    const isTwice = before.has(text)
    before.add(text)
    if (text === '') return [{ line, what: '没有写是给谁的', cure: `写上 ${circles.join('、')} 中的一个或几个` }]
    if (isTwice) return [{ line, what: `${whomText(whom)} 写了两次`, cure: '只留一个' }]
    return unknownPlace(whom, campuses).map(fault => ({ line, ...fault }))
  })
}

function unknownPlace({ campus, building }: ForWhom, campuses: readonly Campus[]): { what: string; cure: string }[] {
  const isSame = (a: string) => (b: string) => canonical(a) === canonical(b)
  const listed = campuses.map(c => c.name)
  if (campus !== undefined && !listed.some(isSame(campus)))
    return [{ what: `没有校区“${campus}”`, cure: `写在 campuses 里；现在有：${listed.join('、') || '（还没有写）'}` }]
  const on = campuses.filter(c => campus === undefined || isSame(campus)(c.name)).flatMap(c => c.buildings)
  if (building === undefined || on.length === 0 || on.some(isSame(building))) return []
  return [{ what: `${campus ?? ''}没有楼栋“${building}”`, cure: `写在 campuses 里；现在有：${on.join('、')}` }]
}
