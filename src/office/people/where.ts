import { type ClassRef, isWithin, type Unit } from '../../core/roster.ts'

/** A part of the school as it stands in an address: `示例学院/一班`, `示例学院`, and nothing for all of it. */
export const unitKey = (unit: Unit): string =>
  unit.of === 'school' ? '' : unit.of === 'college' ? unit.college : `${unit.college}/${unit.name}`

/** Those of these classes that lie within these parts of the school. */
export const unitsWithin = (classes: readonly ClassRef[], parts: readonly Unit[]): (ClassRef & { of: 'class' })[] =>
  classes.map(one => ({ of: 'class' as const, ...one })).filter(unit => parts.some(part => isWithin(unit, part)))

/** Whether two parts of the school have anybody in common. */
export const overlaps = (a: Unit, b: Unit): boolean => isWithin(a, b) || isWithin(b, a)

/** Whether any of these parts has anybody in common with any of those; no parts are all of the school. */
export const touches = (some: readonly Unit[], others: readonly Unit[]): boolean =>
  some.length === 0 || some.some(a => others.some(b => overlaps(a, b)))

/**
 * The parts that somebody may look at alone, of all that is in their scope: whole colleges where they have those, and the classes of theirs; of the whole
 * school only the classes of the college that was chosen, or it would be hundreds.
 */
export function partsToChoose(scope: readonly Unit[], classes: readonly ClassRef[], chosen: string): Unit[] {
  const inScope = (unit: Unit) => scope.some(part => isWithin(unit, part))
  const colleges = [...new Set(classes.map(c => c.college))]
    .map((college): Unit => ({ of: 'college', college }))
    .filter(inScope)
  const isWhole = scope.some(part => part.of === 'school')
  const shown = classes.filter(({ college }) => !isWhole || chosen === college || chosen.startsWith(`${college}/`))
  return [...colleges, ...unitsWithin(shown, scope)]
}
