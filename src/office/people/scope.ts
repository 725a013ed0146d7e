import { canonical } from '../../content/names.ts'
import { type ClassRef, partsOfCounselor, type RosterPerson, type Unit } from '../../core/roster.ts'
import { canonicalNumber, makeClassFinder } from './naming.ts'

/** The classes of a roster, each once. */
export function classesOf(people: Iterable<RosterPerson>): ClassRef[] {
  const found = new Map<string, ClassRef>()
  for (const { college, className, role } of people)
    if (className !== '' && (role === 'student' || role === 'monitor'))
      found.set(`${college}\n${className}`, { college, name: className })
  return [...found.values()]
}

/** What somebody may act on by their role and place alone. */
export function ownScope({ role, college, className }: RosterPerson): Unit[] {
  if (role === 'school') return [{ of: 'school' }]
  if (role === 'college') return [{ of: 'college', college }]
  return role === 'monitor' ? [{ of: 'class', college, name: className }] : []
}

/** What students' counselor column says: the classes of each counselor, and the names that no one counselor has. */
export interface Assigned {
  units: Map<string, Unit[]>
  /** How many students name someone who is not there, or whose name several have. */
  unknown: Map<string, { students: number; same: number }>
}

/** Gives every counselor the classes of the students who name them, by number or, where only one has it, by name. */
export function assignedClasses(people: readonly RosterPerson[]): Assigned {
  const counselors = people.filter(p => p.role === 'counselor')
  const byNumber = new Set(counselors.map(c => c.number))
  const byName = Map.groupBy(counselors, c => c.name)
  const classes = new Map<string, Map<string, Unit>>()
  const unknown: Assigned['unknown'] = new Map()
  const named = (said: string): string[] | { same: number } => {
    const parts = partsOfCounselor(said)
    const numbers = parts.map(canonicalNumber).filter(n => byNumber.has(n))
    if (numbers.length > 0) return numbers
    const same = parts.flatMap(p => byName.get(p) ?? [])
    const isClear = same.length > 0 && parts.every(p => (byName.get(p)?.length ?? 0) <= 1)
    return isClear ? same.map(c => c.number) : { same: same.length }
  }
  const remembered = new Map<string, string[] | { same: number }>()
  for (const { counselor, college, className, role } of people) {
    if (counselor === '' || className === '' || (role !== 'student' && role !== 'monitor')) continue
    const found = remembered.get(counselor) ?? named(counselor)
    remembered.set(counselor, found)
    if (!Array.isArray(found)) {
      unknown.set(counselor, { students: (unknown.get(counselor)?.students ?? 0) + 1, same: found.same })
      continue
    }
    for (const number of found) {
      const own = classes.get(number) ?? new Map<string, Unit>()
      own.set(`${college}\n${className}`, { of: 'class', college, name: className })
      classes.set(number, own)
    }
  }
  return { units: new Map([...classes].map(([number, own]) => [number, [...own.values()].sort(byUnit)])), unknown }
}

const byUnit = (a: Unit, b: Unit) => JSON.stringify(a).localeCompare(JSON.stringify(b))

/** Whether two scopes are the same parts of the tree. */
export function isSameScope(a: readonly Unit[], b: readonly Unit[]): boolean {
  if (a.length === 0 || b.length === 0) return a.length === b.length
  const text = (scope: readonly Unit[]) => JSON.stringify(scope.toSorted(byUnit).map(u => Object.entries(u).sort()))
  return text(a) === text(b)
}

/** Reads the names of classes and colleges that someone of `college` looks after; `unclear` are names that several classes have, `unknown` that none has. */
export function makeScopeReader(people: readonly RosterPerson[]) {
  const classes = classesOf(people)
  const find = makeClassFinder(classes)
  const colleges = new Map(people.map(p => [canonical(p.college), p.college]))
  return (names: readonly string[], college: string) => {
    const read: { units: Unit[]; unclear: string[]; unknown: string[] } = { units: [], unclear: [], unknown: [] }
    for (const name of names) {
      const all = find(name)
      const own = all.filter(c => c.college === college)
      const [one, ...more] = own.length > 0 ? own : all
      const whole = colleges.get(canonical(name))
      if (one && more.length === 0) read.units.push({ of: 'class', ...one })
      else if (one) read.unclear.push(name)
      else if (whole) read.units.push({ of: 'college', college: whole })
      else {
        read.unknown.push(name)
        if (college !== '') read.units.push({ of: 'class', college, name })
      }
    }
    return read
  }
}
