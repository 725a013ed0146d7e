import { fill } from '../../../content/words.ts'
import type { RosterPerson } from '../../../core/roster.ts'
import { assignedClasses, isSameScope, makeScopeReader, ownScope } from '../scope.ts'
import type { ListWords } from './headers.ts'
import type { Listed, RowFault } from './listing.ts'
import type { FaultKind } from './words.ts'

/** Sets what each may act on, for everyone: students of a new file may name counselors of an old one. */
export function giveScopes(
  people: readonly RosterPerson[],
  {
    before,
    named,
    faults,
    words,
  }: { before: readonly RosterPerson[]; named: ReadonlyMap<string, Listed>; faults: RowFault[]; words: ListWords },
): void {
  const earlier = assignedClasses(before).units
  const { units: assigned, unknown } = assignedClasses(people)
  const old = new Map(before.map(p => [p.number, p.scope]))
  const read = makeScopeReader(people)
  const warn = (row: Listed | null, kind: FaultKind, detail: string) =>
    faults.push({ sheet: row?.sheet ?? '', row: row?.row ?? null, kind, detail })
  for (const person of people) {
    const row = named.get(person.number) ?? null
    if (person.role !== 'counselor') person.scope = ownScope(person)
    else if (row && row.scopeNames.length > 0) {
      const { units, unclear, unknown: missing } = read(row.scopeNames, person.college)
      person.scope = units
      if (unclear.length > 0) warn(row, 'unclearScope', `“${unclear.join('、')}”`)
      if (missing.length > 0) warn(row, 'emptyScope', `“${missing.join('、')}”`)
    } else {
      const was = old.get(person.number) ?? []
      // Classes that were written down stay; classes that came from students follow the students.
      const wasAssigned = isSameScope(was, earlier.get(person.number) ?? [])
      person.scope = was.length > 0 && !wasAssigned ? was : (assigned.get(person.number) ?? [])
      if (person.scope.length === 0 && row) warn(row, 'noScope', person.name)
    }
  }
  for (const [name, { students, same }] of unknown)
    warn(
      null,
      same > 1 ? 'sameCounselors' : 'unknownCounselor',
      fill(words.import.details.counselor, { name, count: students }),
    )
}
