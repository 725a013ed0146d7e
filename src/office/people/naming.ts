import { canonical } from '../../content/names.ts'
import { normalize } from '../../content/normalize.ts'
import type { ClassRef, Unit } from '../../core/roster.ts'

/** A roster number in its one form: half-width, upper case, without spaces. */
export function canonicalNumber(number: string): string {
  return normalize(number).replace(/\s/g, '').toUpperCase()
}

/** A part of the tree by its name; a class with its college in front. */
export function unitName(unit: Unit, school: string): string {
  if (unit.of === 'school') return school
  return unit.of === 'college' ? unit.college : `${unit.college}${unit.name}`
}

const names = new Intl.Collator('zh', { numeric: true })

/** Orders classes by college and name; 2班 comes before 10班. */
export const byPlace = (a: ClassRef, b: ClassRef): number =>
  names.compare(a.college, b.college) || names.compare(a.name, b.name)

/** Finds the classes that a name means: with the college in front, or by name alone. Several when colleges share it. */
export function makeClassFinder(classes: readonly ClassRef[]): (said: string) => readonly ClassRef[] {
  const full = Map.groupBy(classes, c => canonical(c.college + c.name))
  const alone = Map.groupBy(classes, c => canonical(c.name))
  return said => {
    const wanted = canonical(said)
    return full.get(wanted) ?? alone.get(wanted) ?? []
  }
}

/** The names most like what was said, at most `most`; none when nothing is alike. */
export function nearestNames(said: string, names: readonly string[], most = 3): string[] {
  const wanted = canonical(said)
  return [...new Set(names)]
    .map(name => ({ name, likeness: likeness(wanted, canonical(name)) }))
    .filter(n => n.likeness >= 0.3)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(n => n.name)
}

/** How much two texts share, 0..1, by their characters and pairs of characters. */
function likeness(a: string, b: string): number {
  const parts = (text: string) => [...text].flatMap((c, n) => [c, text.slice(n, n + 2)])
  const [ours, theirs] = [parts(a), parts(b)]
  const shared = ours.filter(p => theirs.includes(p)).length
  return (2 * shared) / (ours.length + theirs.length || 1)
}
