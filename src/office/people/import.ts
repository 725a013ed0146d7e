import type { Role } from '../../core/role.ts'
import { isSample, type RosterPerson, type Unit } from '../../core/roster.ts'
import type { Field } from './columns.ts'
import { type Listed, type RowProblem, readListed } from './listing.ts'
import { assignedClasses, isSameScope, makeScopeReader } from './scope.ts'
import type { ImportWords } from './words.ts'

/** What an import would change. `missing` are people of the same colleges and kinds who are not in the file. */
export interface ImportPlan {
  fresh: RosterPerson[]
  changed: { before: RosterPerson; after: RosterPerson; fields: string[] }[]
  unchanged: RosterPerson[]
  missing: RosterPerson[]
  problems: RowProblem[]
}

const isStaff = (role: Role) => role !== 'student' && role !== 'monitor'

/**
 * Compares a school's file with the roster. Good rows are planned even when others are bad; what the file has no column for stays as it was;
 * counselors whose classes nobody wrote down get those of the students who name them. Never throws.
 */
export function planImport(
  bytes: Uint8Array,
  existing: readonly RosterPerson[],
  { words, college = '' }: { words: ImportWords; college?: string },
): ImportPlan {
  const { listed, problems } = readListed(bytes, words)
  const before = new Map(existing.filter(p => !isSample(p.number)).map(p => [p.number, p]))
  const rows = withoutLostZeros(withoutRepeats(listed, problems), { before, problems })
  const after = new Map<string, RosterPerson>()
  const named = new Map<string, Listed>()
  for (const row of rows) {
    const person = merged(row, before.get(row.person.number), college)
    const fault = faultOf(person)
    if (fault) problems.push({ ...placeOf(row), isBad: true, ...fault })
    else {
      after.set(person.number, person)
      named.set(person.number, row)
    }
  }
  const whole = [...new Map([...before, ...after]).values()].map(p => ({ ...p }))
  giveScopes(whole, { before: [...before.values()], named, problems })
  return { ...compare(whole, before, after), missing: missingOf(before, after), problems: inOrder(problems) }
}

const placeOf = ({ sheet, row }: Listed) => ({ sheet, row })

/** The first row of each number; staff may have a row for each of their classes. */
function withoutRepeats(listed: readonly Listed[], problems: RowProblem[]): Listed[] {
  const first = new Map<string, Listed>()
  for (const row of listed) {
    const earlier = first.get(row.person.number)
    if (!earlier) {
      first.set(row.person.number, { ...row, scopeNames: [...row.scopeNames] })
      continue
    }
    const { person } = row
    if (isStaff(person.role) && earlier.person.role === person.role && earlier.person.name === person.name) {
      earlier.scopeNames.push(...row.scopeNames)
      continue
    }
    const place = `${earlier.sheet === '' ? '' : `“${earlier.sheet}”`}第 ${earlier.row} 行`
    const what = `学号 ${person.number} 和${place}重复${earlier.person.name === person.name ? '' : '，姓名还不一样'}`
    problems.push({ ...placeOf(row), isBad: true, what, cure: '只留一行；不是同一个人就改正学号' })
  }
  return [...first.values()]
}

/** Leaves out numbers that have lost the zeros in front: others of the file have them, or the roster does. */
function withoutLostZeros(
  rows: readonly Listed[],
  { before, problems }: { before: ReadonlyMap<string, RosterPerson>; problems: RowProblem[] },
): Listed[] {
  const cure = '把学号列设成“文本”格式，补上前面的 0 再导入'
  const usual = {
    staff: usualLength(rows.filter(r => isStaff(r.person.role))),
    others: usualLength(rows.filter(r => !isStaff(r.person.role))),
  }
  return rows.filter(row => {
    const { number, role } = row.person
    const { length, share, hasZeros } = isStaff(role) ? usual.staff : usual.others
    const padded = ['0', '00', '000'].map(zeros => zeros + number).find(n => before.has(n) && !before.has(number))
    const isShort = /^\d+$/.test(number) && number.length < length
    const isBad = padded !== undefined || (isShort && hasZeros)
    if (isBad || (isShort && row.isNumeric && share >= 0.9)) {
      const what = `学号 ${number} ${isBad ? '' : '比别人的短，'}${isBad ? '' : '可能'}丢了前面的 0`
      problems.push({ ...placeOf(row), isBad, what, cure })
    }
    return !isBad
  })
}

/** The most frequent length of all-digit numbers, how many have it, and whether such numbers begin with a zero. */
function usualLength(rows: readonly Listed[]): { length: number; share: number; hasZeros: boolean } {
  const numbers = rows.map(r => r.person.number).filter(n => /^\d+$/.test(n))
  const lengths = [...Map.groupBy(numbers, n => n.length)].sort((a, b) => b[1].length - a[1].length)
  const [length = 0, same = []] = lengths[0] ?? []
  return { length, share: same.length / (numbers.length || 1), hasZeros: same.some(n => n.startsWith('0')) }
}

/** A row over what the roster has: only what the file has a column for is new. */
function merged({ person, told, scopeNames }: Listed, before: RosterPerson | undefined, college: string): RosterPerson {
  const has = (...fields: Field[]) => fields.some(f => told.has(f))
  const saysRole = has('role', 'post') || scopeNames.length > 0
  return {
    number: person.number,
    name: person.name,
    role: saysRole || !before ? person.role : before.role,
    college: (has('college') ? person.college : (before?.college ?? '')) || college,
    className: has('className') ? person.className : (before?.className ?? ''),
    dorm: has('dorm') ? person.dorm : (before?.dorm ?? ''),
    loan: has('loan') ? person.loan : (before?.loan ?? ''),
    counselor: has('counselor', 'counselorNumber') ? person.counselor : (before?.counselor ?? ''),
    scope: [],
  }
}

/** What someone must have to stand on the roster. */
function faultOf({ role, college, className }: RosterPerson): { what: string; cure: string } | null {
  if (role === 'school' || role === 'counselor') return null
  if (college === '') return { what: '没有学院', cure: '补上学院；整个文件是一个学院的，可以加 --college 学院名称' }
  if (!isStaff(role) && className === '') return { what: '没有班级', cure: '补上班级' }
  return null
}

/** Sets what each may act on, for everyone: students of a new file may name counselors of an old one. */
function giveScopes(
  people: readonly RosterPerson[],
  {
    before,
    named,
    problems,
  }: { before: readonly RosterPerson[]; named: ReadonlyMap<string, Listed>; problems: RowProblem[] },
): void {
  const earlier = assignedClasses(before).units
  const { units: assigned, unknown } = assignedClasses(people)
  const old = new Map(before.map(p => [p.number, p.scope]))
  const read = makeScopeReader(people)
  const warn = (row: Listed | null, what: string, cure: string) =>
    problems.push({ sheet: row?.sheet ?? '', row: row?.row ?? null, isBad: false, what, cure })
  for (const person of people) {
    const row = named.get(person.number) ?? null
    if (person.role !== 'counselor') person.scope = ownScope(person)
    else if (row && row.scopeNames.length > 0) {
      const { units, unclear, unknown: missing } = read(row.scopeNames, person.college)
      person.scope = units
      if (unclear.length > 0) warn(row, `负责班级“${unclear.join('、')}”有好几个`, '写上学院，例如“示例学院一班”')
      if (missing.length > 0)
        warn(row, `负责班级“${missing.join('、')}”还没有学生`, '核对班级名称，或再导入这些班的学生')
    } else {
      const was = old.get(person.number) ?? []
      // Classes that were written down stay; classes that came from students follow the students.
      const wasAssigned = isSameScope(was, earlier.get(person.number) ?? [])
      person.scope = was.length > 0 && !wasAssigned ? was : (assigned.get(person.number) ?? [])
      if (person.scope.length === 0 && row)
        warn(row, `辅导员 ${person.name} 没有负责的班级`, '写上“负责班级”，或在学生名单的“辅导员”一列写工号')
    }
  }
  for (const [name, { students, same }] of unknown)
    if (same > 1) warn(null, `有 ${same} 位叫“${name}”的辅导员，${students} 名学生没有对上`, '学生名单里写辅导员工号')
    else warn(null, `辅导员“${name}”不在名册里，${students} 名学生没有对上`, '导入辅导员名单（身份写“辅导员”）')
}

function ownScope({ role, college, className }: RosterPerson): Unit[] {
  if (role === 'school') return [{ of: 'school' }]
  if (role === 'college') return [{ of: 'college', college }]
  return role === 'monitor' ? [{ of: 'class', college, name: className }] : []
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
      if (fields.length > 0) plan.changed.push({ before: old, after: person, fields })
      else if (after.has(person.number)) plan.unchanged.push(person)
    }
  }
  return plan
}

const compared = ['name', 'role', 'college', 'className', 'dorm', 'loan', 'counselor'] as const

function differing(a: RosterPerson, b: RosterPerson): string[] {
  const fields: string[] = compared.filter(field => a[field] !== b[field])
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

const inOrder = (problems: readonly RowProblem[]) =>
  problems.toSorted((a, b) => a.sheet.localeCompare(b.sheet) || (a.row ?? 0) - (b.row ?? 0))
