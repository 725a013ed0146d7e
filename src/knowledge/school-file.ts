import { z } from 'zod'
import { canonical } from '../content/names.ts'
import { checkShape, parseFile, type SourceText } from '../content/yaml.ts'
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

/** A value in `school.yaml` that holds for a part of the school. */
const specialSchema = z.strictObject({
  campus: name,
  college: name,
  building: name,
  counselor: name,
  class: name,
  value: scalar,
  sample: scalar,
})

const names = z.array(z.coerce.string().trim().min(1)).default([])

const fieldSchema = z.strictObject({
  label: z.string().min(1),
  type: z.enum(['date', 'text', 'phone']),
  ask: z.string().min(1),
  value: scalar,
  sample: scalar,
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

/** Reads `school.yaml`; adds every fault to `problems` and returns null when there is any. */
export function parseSchool(
  source: SourceText,
  { problems, zone, kept }: { problems: Problem[]; zone: string; kept: ReadonlyMap<string, string> },
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
    const line = source.text.split('\n').findIndex(l => l.trim() === `${key}:`) + 1 || null
    const lineOfSpecial = (n: number) => file.lineOf(['fields', key, 'values', n])
    const read = fieldOf(key, written, { line, lineOfSpecial, mayShow: raw.sample })
    const faults = [
      ...faultsOfDates(written.type, read.given, zone),
      ...faultsOfSpecials(read.given.slice(1), campuses),
    ]
    problems.push(...faults.map(fault => ({ ...fault, where: source.where, what: `${key}: ${fault.what}` })))
    general.set(key, read.field)
    if (read.specials.length > 0) specials.set(key, read.specials)
  }
  if (problems.length > before) return null
  const groupMode = raw.group_mode ?? (raw.sample ? '自动' : '仅@')
  const sites = sitesOf(campuses, specials)
  const school = { isSample: raw.sample, groupMode, fields: general, general, specials, campuses, sites, kept, zone }
  return schoolFor(school, nowhere)
}

/** What stands in the file for everybody (first) or for a part of the school. */
interface Given {
  for: ForWhom
  own: string | null
  sample: string | null
  line: number | null
}

/** One field as it is written; `mayShow` is whether examples hold. */
function fieldOf(
  key: string,
  { label, type, ask, value, sample, values }: z.infer<typeof fieldSchema>,
  at: { line: number | null; lineOfSpecial(n: number): number | null; mayShow: boolean },
): { field: SchoolField; specials: SpecialValue[]; given: Given[] } {
  const everybody: Given = { for: {}, own: text(value), sample: text(sample), line: at.line }
  const parts = values.map(({ value, sample, ...whom }, n): Given => {
    return { for: whom, own: text(value), sample: text(sample), line: at.lineOfSpecial(n) }
  })
  const given = [everybody, ...parts]
  // Once the school has said anything of a field itself, nothing of the example stands beside it.
  const showsSample = at.mayShow && given.every(g => g.own === null)
  const said = ({ own, sample }: Given) => own ?? (showsSample ? sample : null)
  const specials = parts.flatMap((part): SpecialValue[] => {
    const value = said(part)
    const { for: whom, own, line } = part
    return value === null ? [] : [{ for: whom, meant: meantBy(whom), value, isSample: own === null, line }]
  })
  const general = said(everybody)
  const field: SchoolField = {
    ...{ key, label, type, ask, mayDiffer: [], counselor: '' },
    value: general,
    isSample: general !== null && everybody.own === null,
    from: general === null ? null : { line: at.line, for: null },
  }
  return { field, specials, given }
}

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
