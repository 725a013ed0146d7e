import type { GroupMode } from '../core/group.ts'
import { instantOf, isRealDate, parseInstant, wallTime } from '../time/calendar.ts'
import type { Campus, Site } from './sites.ts'

/** What a value may hold for, from the widest to the narrowest: where two hold for somebody, the narrower one does. */
export const circles = ['campus', 'college', 'building', 'counselor', 'class'] as const
export type Circle = (typeof circles)[number]

/** Whom a value is for: whoever belongs to all that is given. */
export type ForWhom = Partial<Record<Circle, string>>

/** A value that holds for a part of the school only. */
export interface SpecialValue {
  for: ForWhom
  /** The same in canonical names. */
  meant: ForWhom
  value: string
  isSample: boolean
  /** Where it stands: the line of `school.yaml`, or of what the school set itself (`isOwn`). */
  line: number | null
  isOwn: boolean
  /** The notice and clause that it was taken from: `学工部〔2027〕25号 三（四）`; null for none. */
  source: string | null
}

/**
 * Where the value of a field comes from: the line of `school.yaml`, or (`isOwn`) of what the school set itself, whom it is for (null for everybody), and
 * the notice and clause that it was taken from (null for none).
 */
export interface ValueOrigin {
  line: number | null
  isOwn: boolean
  for: ForWhom | null
  source: string | null
}

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
  /** Where `value` comes from; null while there is none. */
  from: ValueOrigin | null
  /** By what another value may hold for whoever asks, because nothing is known of them there; empty where this one is theirs for sure. */
  mayDiffer: readonly Circle[]
  /** The counselor of whoever asks, whose contact this is; empty where it is nobody's in particular. */
  counselor: string
}

/** One school's own facts, from `knowledge/school.yaml`. */
export interface School {
  isSample: boolean
  groupMode: GroupMode
  /** What holds for whoever it is made for, see `schoolFor`; as it is read, for somebody of whom nothing is known. */
  fields: ReadonlyMap<string, SchoolField>
  /** What holds for everybody for whom nothing else does. */
  general: ReadonlyMap<string, SchoolField>
  /** What holds for a part of the school, by field. */
  specials: ReadonlyMap<string, readonly SpecialValue[]>
  campuses: readonly Campus[]
  /** The buildings of the campuses, and those that values name. */
  sites: readonly Site[]
  /** How long what is kept, by the names that texts may use, see `Retention.texts`. */
  kept: ReadonlyMap<string, string>
  zone: string
}

/**
 * A sample date has no year, so that the sample school is always in season: it means this year's, or, from September on,
 * next year's. A date with a year means that date.
 */
export function parseSampleDate(value: string, now: Date, zone: string): Date | null {
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
