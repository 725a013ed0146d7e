import { canonical } from '../../content/names.ts'
import type { Problem } from '../../core/errors.ts'
import { type Belonging, partsOfCounselor } from '../../core/roster.ts'
import { type Circle, circles, type ForWhom, type School, type SchoolField } from '../../knowledge/school.ts'
import { siteOf } from '../../knowledge/sites.ts'
import { schoolFor } from '../../knowledge/values.ts'
import { nearestNames } from './naming.ts'

/** Where students belong, and how many there. */
type Place = { whose: Belonging; students: number }

/** What each circle is called. */
type CircleNames = Readonly<Record<Circle, string>>

/** Whom a value is for, in words. */
export const whomSaid = (whom: ForWhom, called: CircleNames): string =>
  circles.flatMap(c => (whom[c] === undefined ? [] : [`${called[c]} ${whom[c]}`])).join('、')

/**
 * What `school.yaml` names and nobody on the roster has, so that what is set for it reaches nobody. Nothing while the roster is empty, and nothing of
 * examples.
 */
export function namesOfNobody(school: School, places: readonly Place[], called: CircleNames): Problem[] {
  if (places.length === 0) return []
  const known = namesOn(places, school)
  const set = [...school.specials].flatMap(([key, specials]) =>
    specials.filter(s => !s.isSample).map(({ for: whom, line }) => ({ key, whom, line })),
  )
  const listed = (school.isSample ? [] : school.campuses).flatMap(({ name, colleges, line }) =>
    colleges.map(college => ({ key: name, whom: { college }, line })),
  )
  return [...listed, ...set].flatMap(({ key, whom, line }) =>
    circles.flatMap((circle): Problem[] => {
      const name = (whom as ForWhom)[circle]
      if (name === undefined || circle === 'campus' || known[circle].has(canonical(name))) return []
      const nearest = nearestNames(name, [...known[circle].values()])
      const cure = nearest.length > 0 ? `最接近的是：${nearest.join('、')}` : '写成名册里的名称'
      return [{ where: 'knowledge/school.yaml', line, what: `${key}: 名册里没有${called[circle]}“${name}”`, cure }]
    }),
  )
}

/** The names that the roster has, by their canonical ones. */
function namesOn(places: readonly Place[], school: School): Record<Circle, Map<string, string>> {
  const named = (of: (whose: Belonging) => string[]) =>
    new Map(places.flatMap(({ whose }) => of(whose).map(name => [canonical(name), name] as const)))
  return {
    campus: new Map(),
    college: named(whose => [whose.college]),
    building: named(whose => [siteOf(whose, school).building]),
    counselor: named(whose => [whose.counselorName, ...partsOfCounselor(whose.counselor)]),
    class: named(whose => [whose.className]),
  }
}

/** How far a field that is set for parts of the school reaches the students on the roster. */
export interface Coverage {
  field: SchoolField
  /** Classes (with their college) some of whose students have no value, and how many these are. */
  without: { classes: string[]; students: number }
  /** How many may have another value, because the roster does not say where they belong; by what. */
  unsure: { by: Circle[]; students: number }
}

/** Of each field that is set for parts of the school, whom on the roster it does not reach. */
export function coverageOf(school: School, places: readonly Place[]): Coverage[] {
  const views = places.map(({ whose, students }) => ({ whose, students, fields: schoolFor(school, whose).fields }))
  return [...school.specials.keys()].map(key => {
    const all = views.map(view => ({ ...view, field: view.fields.get(key)! }))
    const without = all.filter(({ field }) => field.value === null && field.mayDiffer.length === 0)
    const unsure = all.filter(({ field }) => field.mayDiffer.length > 0)
    const count = (some: readonly Place[]) => some.reduce((sum, { students }) => sum + students, 0)
    const by = new Set(unsure.flatMap(({ field }) => field.mayDiffer))
    const classes = new Set(without.map(({ whose }) => whose.college + whose.className))
    return {
      field: school.general.get(key)!,
      without: { classes: [...classes], students: count(without) },
      unsure: { by: [...by], students: count(unsure) },
    }
  })
}
