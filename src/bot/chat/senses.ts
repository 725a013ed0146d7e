import { canonical } from '../../content/names.ts'
import type { ClassRef, Unit } from '../../core/roster.ts'
import type { AudienceWords } from '../../office/people/words.ts'

/** What no word covers in a text, run by run; signs do not count. */
export function unknownIn(text: string, found: readonly { from: number; to: number }[]): string[] {
  const covered = new Set(found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, n) => from + n)))
  const rest = [...text].map((c, n) => (covered.has(n) && !/班/.test(c) ? ' ' : c)).join('')
  return rest.split(/[^\p{L}\p{N}-]+/u).filter(run => run !== '' && run !== '班')
}

/** The parts of the school with all that each is called: a class also by the end of its name (`1班`), where only one ends so. */
export function partsNamed(classes: readonly ClassRef[], audience: AudienceWords): { unit: Unit; says: string[] }[] {
  const colleges = [...new Set(classes.map(c => c.college))]
  const named = classes.map(c => ({
    unit: { of: 'class', ...c } as Unit,
    names: [c.college + c.name, c.name, ...endsOf(c.name)],
  }))
  const held = Map.groupBy(
    named.flatMap(({ names }) => [...new Set(names.map(canonical))]),
    name => name,
  )
  return [
    ...named.map(({ unit, names }) => ({ unit, says: names.map(canonical).filter(n => held.get(n)!.length === 1) })),
    ...colleges.map(college => ({ unit: { of: 'college', college } as Unit, says: [canonical(college)] })),
    { unit: { of: 'school' }, says: audience.school.map(canonical) },
  ]
}

/** `示例专业2023-1班` is also called `1班` and `2023-1班`. */
const endsOf = (name: string): string[] =>
  [/\d{1,2}班$/.exec(name)?.[0], /[\d-]+班$/.exec(name)?.[0]].filter(e => e !== undefined)
