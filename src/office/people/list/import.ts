import { fill } from '../../../content/words.ts'
import type { Role } from '../../../core/role.ts'
import { isSample, type RosterPerson } from '../../../core/roster.ts'
import { isSameScope } from '../scope.ts'
import { type Unified, unifyClasses } from './classes.ts'
import { type FaultGroup, grouped, rowText } from './faults.ts'
import type { Field, ListWords } from './headers.ts'
import type { FileFacts, Listed, ReadList, RowFault, SheetColumns } from './listing.ts'
import { type ListNote, notesOf } from './notes.ts'
import { giveScopes } from './scopes.ts'

/** What an import would change, as a page and a command show it. `missing` are people of the same colleges and kinds who are not in the file. */
export interface ImportPlan {
  fresh: RosterPerson[]
  /** `isListed` are those whom the file has; others look after other classes because of what it says of students. */
  changed: { before: RosterPerson; after: RosterPerson; fields: string[]; isListed: boolean }[]
  unchanged: RosterPerson[]
  missing: RosterPerson[]
  /** What is wrong, each kind once with all its rows. Rows with a fault that `isBad` are left out. */
  faults: FaultGroup[]
  /** What is no fault and should be known. */
  notes: ListNote[]
  /** Which columns were used for what, and which were not. */
  columns: SheetColumns[]
}

const isStaff = (role: Role) => role !== 'student' && role !== 'monitor'

/**
 * Compares what was read of a school's file with the roster. Good rows are planned even when others are bad; what the file has no column for stays as it was;
 * counselors whose classes nobody wrote down get those of the students who name them. Never throws.
 */
export function planList(
  { listed, faults: found, seen }: ReadList,
  existing: readonly RosterPerson[],
  { words, college = '' }: Pick<FileFacts, 'college'> & { words: ListWords },
): ImportPlan {
  const faults = [...found]
  const before = new Map(existing.filter(p => !isSample(p.number)).map(p => [p.number, p]))
  const rows = withoutLostZeros(withoutRepeats(listed, { faults, words }), { before, faults })
  const { people, named, unified } = placedPeople(rows, { before, faults, college })
  const after = new Map(people.map(p => [p.number, p]))
  faults.push(...severalMajors([...named.values()], after, words))
  const whole = [...new Map([...before, ...after]).values()].map(p => ({ ...p }))
  giveScopes(whole, { before: [...before.values()], named, faults, words })
  const left = whole.filter(p => p.left !== '' && after.has(p.number))
  return {
    ...compare(whole, before, after),
    missing: missingOf(before, after),
    faults: grouped(faults, words.import),
    notes: notesOf(seen, { unified, left, words }),
    columns: seen.columns,
  }
}

const placeOf = ({ sheet, row }: Listed) => ({ sheet, row })

/** The first row of each number; staff may have a row for each of their classes. */
function withoutRepeats(
  listed: readonly Listed[],
  { faults, words }: { faults: RowFault[]; words: ListWords },
): Listed[] {
  const first = new Map<string, Listed>()
  for (const row of listed) {
    const earlier = first.get(row.number)
    if (!earlier) {
      first.set(row.number, { ...row, scopeNames: [...row.scopeNames] })
      continue
    }
    if (isStaff(row.role) && earlier.role === row.role && earlier.name === row.name) {
      earlier.scopeNames.push(...row.scopeNames)
      continue
    }
    const { details } = words.import
    const detail = fill(details.repeated, { number: row.number, place: rowText(placeOf(earlier), words.import) })
    faults.push({ ...placeOf(row), kind: earlier.name === row.name ? 'repeated' : 'otherName', detail })
  }
  return [...first.values()]
}

/** Leaves out numbers that have lost the zeros in front: others of the file have them, or the roster does. */
function withoutLostZeros(
  rows: readonly Listed[],
  { before, faults }: { before: ReadonlyMap<string, RosterPerson>; faults: RowFault[] },
): Listed[] {
  const usual = {
    staff: usualLength(rows.filter(r => isStaff(r.role))),
    others: usualLength(rows.filter(r => !isStaff(r.role))),
  }
  return rows.filter(row => {
    const { number, role } = row
    const { length, share, hasZeros } = isStaff(role) ? usual.staff : usual.others
    const padded = ['0', '00', '000'].map(zeros => zeros + number).find(n => before.has(n) && !before.has(number))
    const isShort = /^\d+$/.test(number) && number.length < length
    const isBad = padded !== undefined || (isShort && hasZeros)
    if (isBad || (isShort && row.isNumeric && share >= 0.9))
      faults.push({ ...placeOf(row), kind: isBad ? 'lostZeros' : 'maybeLostZeros', detail: number })
    return !isBad
  })
}

/** The most frequent length of all-digit numbers, how many have it, and whether such numbers begin with a zero. */
function usualLength(rows: readonly Listed[]): { length: number; share: number; hasZeros: boolean } {
  const numbers = rows.map(r => r.number).filter(n => /^\d+$/.test(n))
  const lengths = [...Map.groupBy(numbers, n => n.length)].sort((a, b) => b[1].length - a[1].length)
  const [length = 0, same = []] = lengths[0] ?? []
  return { length, share: same.length / (numbers.length || 1), hasZeros: same.some(n => n.startsWith('0')) }
}

/** Whoever has all that someone on the roster must have, with one writing for each class; of others a fault is told. */
function placedPeople(
  rows: readonly Listed[],
  { before, faults, college }: { before: ReadonlyMap<string, RosterPerson>; faults: RowFault[]; college: string },
): { people: RosterPerson[]; named: Map<string, Listed>; unified: Unified[] } {
  const good = rows.flatMap(row => {
    const person = merged(row, before.get(row.number), college)
    const kind = faultOf(person)
    if (kind) faults.push({ ...placeOf(row), kind, detail: '' })
    return kind ? [] : [{ row, person }]
  })
  const { nameOf, unified } = unifyClasses(
    good.map(g => g.person),
    before.values(),
  )
  return {
    people: good.map(({ person }) => ({ ...person, className: nameOf(person.college, person.className) })),
    named: new Map(good.map(({ row }) => [row.number, row])),
    unified,
  }
}

/** A row over what the roster has: only what the file has a column for is new. */
function merged(row: Listed, before: RosterPerson | undefined, college: string): RosterPerson {
  const has = (...fields: Field[]) => fields.some(f => row.told.has(f))
  const saysRole = has('role', 'post') || row.scopeNames.length > 0
  const hasDorm = has('dorm', 'building', 'room', 'estate', 'entrance', 'bed')
  const tags = (before?.tags ?? []).filter(tag => !row.tags.has(tag))
  return {
    number: row.number,
    name: row.name,
    role: saysRole || !before ? row.role : before.role,
    college: (has('college') ? row.college : (before?.college ?? '')) || college,
    className: has('className') ? row.className : (before?.className ?? ''),
    dorm: hasDorm ? row.dorm : (before?.dorm ?? ''),
    loan: has('loan') ? row.loan : (before?.loan ?? ''),
    counselor: has('counselor', 'counselorNumber') ? row.counselor : (before?.counselor ?? ''),
    scope: [],
    tags: [...tags, ...[...row.tags].filter(([, isOn]) => isOn).map(([tag]) => tag)].sort(),
    left: has('status') ? row.left : (before?.left ?? ''),
  }
}

/** What someone must have to stand on the roster. */
function faultOf({ role, college, className }: RosterPerson): 'noCollege' | 'noClass' | null {
  if (role === 'school' || role === 'counselor') return null
  if (college === '') return 'noCollege'
  return !isStaff(role) && className === '' ? 'noClass' : null
}

/** Classes under one name in which people of several majors are: it may be that two classes have become one. */
function severalMajors(
  rows: readonly Listed[],
  people: ReadonlyMap<string, RosterPerson>,
  words: ListWords,
): RowFault[] {
  const majored = rows.filter(r => r.major !== '' && !isStaff(r.role))
  const classes = Map.groupBy(majored, r => `${people.get(r.number)!.college}\n${people.get(r.number)!.className}`)
  return [...classes.values()].flatMap(all => {
    const majors = [...new Set(all.map(r => r.major))]
    const { className } = people.get(all[0]!.number)!
    if (majors.length < 2) return []
    const detail = fill(words.import.details.class, { name: className, majors: majors.join('、') })
    return [{ ...placeOf(all[0]!), row: null, kind: 'severalMajors' as const, detail }]
  })
}

function compare(
  whole: readonly RosterPerson[],
  before: ReadonlyMap<string, RosterPerson>,
  after: ReadonlyMap<string, RosterPerson>,
): Pick<ImportPlan, 'fresh' | 'changed' | 'unchanged'> {
  const plan: Pick<ImportPlan, 'fresh' | 'changed' | 'unchanged'> = { fresh: [], changed: [], unchanged: [] }
  for (const person of whole) {
    const old = before.get(person.number)
    if (!old) plan.fresh.push(person)
    else {
      const fields = differing(old, person)
      if (fields.length > 0)
        plan.changed.push({ before: old, after: person, fields, isListed: after.has(person.number) })
      else if (after.has(person.number)) plan.unchanged.push(person)
    }
  }
  return plan
}

const compared = ['name', 'role', 'college', 'className', 'dorm', 'loan', 'counselor', 'left'] as const

function differing(a: RosterPerson, b: RosterPerson): string[] {
  const fields: string[] = compared.filter(field => a[field] !== b[field])
  if (a.tags.toSorted().join() !== b.tags.toSorted().join()) fields.push('tags')
  return isSameScope(a.scope, b.scope) ? fields : [...fields, 'scope']
}

/** People of a college and kind (students or staff) that the file is about, who are not in it. */
function missingOf(
  before: ReadonlyMap<string, RosterPerson>,
  after: ReadonlyMap<string, RosterPerson>,
): RosterPerson[] {
  const kind = (p: RosterPerson) => `${isStaff(p.role)}\n${p.college}`
  const about = new Set([...after.values()].map(kind))
  return [...before.values()].filter(p => !after.has(p.number) && about.has(kind(p)))
}
