import { deadlineOf, type ForWhom, type School, type SchoolField } from '../school.ts'
import { whomText } from '../values.ts'

/** Something about a date of the school that may be meant so, and more likely is not. */
export interface DateDoubt {
  key: string
  label: string
  /** For whom the date is; null for everybody. */
  for: ForWhom | null
  /** It is over; it is of last year; it begins after it ends (`with` is the label of the end). */
  why: 'over' | 'lastYear' | 'order'
  value: string
  with: string | null
}

const dayMs = 86_400_000
/** What is over for so long was never meant for those who leave next. */
const lastYearMs = 200 * dayMs

/** What is doubtful about the dates that the school set itself: examples are always in season. */
export function doubtsOfDates(school: School, now: Date): DateDoubt[] {
  return [...school.general.values()]
    .filter(({ type }) => type === 'date')
    .flatMap(field => [...overIn(field, school, now), ...orderIn(field, school, now)])
}

/** A field with one of its values in place: everybody's, or a part's. */
const versionsOf = (field: SchoolField, { specials }: School): { for: ForWhom | null; field: SchoolField }[] => [
  { for: null, field },
  ...(specials.get(field.key) ?? []).map(({ for: whom, value, isSample }) => ({
    for: whom,
    field: { ...field, value, isSample },
  })),
]

/** When such a value is over, or null where there is none. */
const endOf = (field: SchoolField, school: School, now: Date): Date | null =>
  deadlineOf({ ...school, fields: new Map([[field.key, field]]) }, field.key, now)?.at ?? null

function overIn(field: SchoolField, school: School, now: Date): DateDoubt[] {
  return versionsOf(field, school).flatMap((version): DateDoubt[] => {
    const at = version.field.isSample ? null : endOf(version.field, school, now)
    const late = at === null ? 0 : now.getTime() - at.getTime()
    if (late <= 0) return []
    return [doubtOf(version, late > lastYearMs ? 'lastYear' : 'over')]
  })
}

/** Dates called `….start` come before those called `….end`, for everybody and for each part. */
function orderIn(start: SchoolField, school: School, now: Date): DateDoubt[] {
  const end = start.key.endsWith('.start') ? school.general.get(start.key.replace(/start$/, 'end')) : undefined
  if (!end) return []
  const [starts, ends] = [versionsOf(start, school), versionsOf(end, school)]
  const textOf = (whom: ForWhom | null) => whomText(whom ?? {})
  const whose = new Map([...starts, ...ends].map(v => [textOf(v.for), v.for]))
  return [...whose.values()].flatMap((whom): DateDoubt[] => {
    const one = (all: typeof starts) => all.find(v => textOf(v.for) === textOf(whom)) ?? all[0]!
    const [from, to] = [endOf(one(starts).field, school, now), endOf(one(ends).field, school, now)]
    if (!from || !to || from <= to || one(starts).field.isSample || one(ends).field.isSample) return []
    return [{ ...doubtOf({ for: whom, field: one(starts).field }, 'order'), with: end.label }]
  })
}

const doubtOf = (
  { for: whom, field: { key, label, value } }: { for: ForWhom | null; field: SchoolField },
  why: DateDoubt['why'],
): DateDoubt => ({ key, label, for: whom, why, value: value ?? '', with: null })
