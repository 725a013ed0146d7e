import { z } from 'zod'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { type GroupMode, groupModes } from '../core/group.ts'
import { instantOf, isRealDate, parseInstant, wallTime } from '../time/calendar.ts'

const scalar = z.union([z.string(), z.number()]).nullish()

const fieldSchema = z.strictObject({
  label: z.string().min(1),
  type: z.enum(['date', 'text', 'phone']),
  ask: z.string().min(1),
  value: scalar,
  sample: scalar,
})

const schoolSchema = z.strictObject({
  sample: z.boolean(),
  group_mode: z.enum(groupModes as [GroupMode, ...GroupMode[]]).nullish(),
  fields: z.record(z.string(), fieldSchema),
})

/** What a school sets itself. `value` is null while the school has not published it. */
export interface SchoolField {
  key: string
  label: string
  type: 'date' | 'text' | 'phone'
  /** Whom to ask while it is not published. */
  ask: string
  value: string | null
  /** True when `value` is the example shipped with the project, not a school's word. */
  isSample: boolean
}

/** One school's own facts, from `knowledge/school.yaml`. */
export interface School {
  isSample: boolean
  groupMode: GroupMode
  fields: ReadonlyMap<string, SchoolField>
  /** How long what is kept, by the names that texts may use, see `Retention.texts`. */
  kept: ReadonlyMap<string, string>
  zone: string
}

/** Reads `school.yaml`; adds every fault to `problems` and returns null when there is any. */
export function parseSchool(
  source: SourceText,
  { problems, zone, kept }: { problems: Problem[]; zone: string; kept: ReadonlyMap<string, string> },
): School | null {
  const before = problems.length
  const raw = parseYaml(source, schoolSchema, { problems })
  if (!raw) return null
  const fields = new Map<string, SchoolField>()
  for (const [key, field] of Object.entries(raw.fields)) {
    const own = text(field.value)
    const value = own ?? (raw.sample ? text(field.sample) : null)
    const line = source.text.split('\n').findIndex(l => l.trim() === `${key}:`) + 1 || null
    if (own !== null && field.type === 'date' && !parseInstant(own, zone))
      problems.push({
        where: source.where,
        line,
        what: `${key}: “${own}” 不是日期`,
        cure: '写成 2027-06-30 或 2027-06-30 18:00（真实日期要有年份）',
      })
    if (
      field.type === 'date' &&
      text(field.sample) !== null &&
      !parseSampleDate(text(field.sample)!, new Date(0), zone)
    )
      problems.push({ where: source.where, line, what: `${key}: 示例日期读不懂`, cure: '写成 06-30 或 06-30 18:00' })
    fields.set(key, {
      key,
      label: field.label,
      type: field.type,
      ask: field.ask,
      value,
      isSample: own === null && value !== null,
    })
  }
  if (problems.length > before) return null
  return { isSample: raw.sample, groupMode: raw.group_mode ?? (raw.sample ? '自动' : '仅@'), fields, kept, zone }
}

const text = (value: string | number | null | undefined): string | null => {
  const trimmed = value === null || value === undefined ? '' : String(value).trim()
  return trimmed === '' ? null : trimmed
}

/**
 * A sample date has no year, so that the sample school is always in season: it means this year's, or, from September on,
 * next year's. A date with a year means that date.
 */
function parseSampleDate(value: string, now: Date, zone: string): Date | null {
  const yearless = /^(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{2}))?$/.exec(value)
  if (!yearless) return parseInstant(value, zone)
  const today = wallTime(now, zone)
  const year = today.month >= 9 ? today.year + 1 : today.year
  const [month, day, hour, minute] = [1, 2, 3, 4].map(i => Number(yearless[i] ?? 0)) as [number, number, number, number]
  return isRealDate(year, month, day) && hour < 24 && minute < 60
    ? instantOf({ year, month, day, hour, minute }, zone)
    : null
}

/** A date that a school set: the wall date, and the instant after which it is too late (the day's end when no hour is given). */
export interface Deadline {
  field: SchoolField
  at: Date
  hasTime: boolean
}

/** The deadline that a date field means at `now`, or null while it is not published. */
export function deadlineOf(school: School, key: string, now: Date): Deadline | null {
  const field = school.fields.get(key)
  if (field?.type !== 'date' || field.value === null) return null
  const start = field.isSample ? parseSampleDate(field.value, now, school.zone) : parseInstant(field.value, school.zone)
  if (!start) return null
  const hasTime = /\d:\d{2}/.test(field.value)
  const wall = wallTime(start, school.zone)
  return { field, at: hasTime ? start : instantOf({ ...wall, hour: 23, minute: 59 }, school.zone), hasTime }
}
