import { fill } from '../../content/words.ts'
import type { Role, StaffRole } from '../../core/role.ts'
import { type Identity, identityOf, type RosterPerson, type Unit } from '../../core/roster.ts'
import { type PeopleGround, type PeopleOutcome, refusal } from '../people/ground.ts'
import { isSameScope, makeScopeReader } from '../people/scope.ts'
import { may } from '../rights.ts'
import { isTheirStaff } from './theirs.ts'

/** What a member of staff is to be: a part, and what they look after, as names of classes and colleges (nothing for the whole school). */
export interface StaffPart {
  number: string
  role: StaffRole
  says: readonly string[]
}

/** The same as it stood, which undoes a change. */
export interface StaffPartBefore extends Omit<StaffPart, 'says'> {
  units: readonly Unit[]
}

/**
 * Gives one of the staff whom one looks after another part, or other classes and colleges. Nobody gives more than they have, and nobody changes their
 * own. `before` is what it takes to undo it, given in the place of what is said.
 */
export async function setStaffScope(
  ground: PeopleGround,
  actor: Identity,
  part: StaffPart | StaffPartBefore,
): Promise<PeopleOutcome<{ says: string; before: StaffPartBefore }>> {
  const { number, role } = part
  const { read, rules } = ground
  const words = rules.words.staff
  const { lent: _, ...person } = (await read.roster.person(number)) ?? { lent: [], role: 'student' as const, scope: [] }
  const isStaff = 'number' in person && may(identityOf(person), 'use-console')
  if (!isStaff || actor.number === number || !isTheirStaff(actor, 'manage-staff', person))
    return refusal(words.refused, 'staff-scope-refused', number)
  const scope = 'units' in part ? part : await scopeOf(ground, { role, says: part.says, person })
  if ('wrong' in scope) return refusal(scope.wrong)
  const next = { ...person, role, scope: [...scope.units] }
  if (!isTheirStaff(actor, 'manage-staff', next)) return refusal(words.tooWide, 'staff-scope-refused', number)
  const before = { number, role: person.role as StaffRole, units: person.scope }
  if (next.role === person.role && isSameScope(next.scope, person.scope))
    return { done: { says: fill(words.sameScope, { name: person.name }), before }, effects: [], audit: null }
  return {
    done: { says: fill(words.scopeSet, { name: person.name }), before },
    effects: [{ do: 'import-roster', people: [next], gone: [] }],
    audit: { act: 'set-staff-scope', detail: `${number} ${role} ${next.scope.length}` },
  }
}

/** A part of the tree as `says` names it; the whole school has no name. */
export const partNames = (unit: Unit): string[] =>
  unit.of === 'school' ? [] : [unit.of === 'college' ? unit.college : unit.college + unit.name]

interface Given {
  role: Role
  says: readonly string[]
  person: RosterPerson
}

/** The parts of the tree that were named, fit for the part; else what is wrong with them, in words. */
async function scopeOf(
  { read, rules }: PeopleGround,
  { role, says, person }: Given,
): Promise<{ units: Unit[] } | { wrong: string }> {
  const words = rules.words.staff
  if (role === 'school') return { units: [{ of: 'school' }] }
  if (says.length === 0) return { wrong: words.noScope }
  const found = makeScopeReader(await read.roster.everyone())(says, person.college)
  if (found.unclear.length > 0) return { wrong: fill(words.scopeUnclear, { names: found.unclear.join('、') }) }
  if (found.unknown.length > 0)
    return { wrong: fill(words.scopeUnknown, { names: found.unknown.join('、').slice(0, 100) }) }
  if (role === 'college' && found.units.some(u => u.of !== 'college')) return { wrong: words.collegeOnly }
  return { units: found.units }
}
