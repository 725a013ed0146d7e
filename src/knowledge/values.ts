import { canonical } from '../content/names.ts'
import { type Belonging, partsOfCounselor } from '../core/roster.ts'
import { type Circle, circles, type ForWhom, type School, type SchoolField, type SpecialValue } from './school.ts'
import { type Campus, type Site, siteOf } from './sites.ts'

/** The field that says how to reach a counselor; everybody's is their own where the roster names one. */
export const contactField = 'counselor.contact'

/**
 * The school as it is for whoever belongs there: each field has the value that holds for them. The one way from `school.yaml` to a value for somebody;
 * whatever reads fields, dates and deadlines reads them of this.
 */
export function schoolFor(school: School, whose: Belonging): School {
  if (school.specials.size === 0 && whose.counselorName === '') return school
  const names = namesOf(whose, school)
  const fields = new Map(school.general)
  for (const [key, specials] of school.specials) fields.set(key, chosen(fields.get(key)!, specials, names))
  const contact = fields.get(contactField)
  const isOwn = contact?.from?.for?.counselor ?? contact?.from?.for?.class
  // That everybody's counselor is another one goes without saying, and whoever is reached otherwise puts them through.
  const counselor = isOwn ? '' : whose.counselorName
  if (contact) fields.set(contactField, { ...contact, counselor, mayDiffer: [] })
  return { ...school, fields }
}

/** The school as it would be with another value of a field, for everybody or for a part of it. */
export function schoolWith(
  school: School,
  { key, value, part }: { key: string; value: string; part: ForWhom | null },
): School {
  const field = school.general.get(key)
  if (!field) return school
  if (part === null) {
    const from = { line: null, isOwn: true, for: null, source: null }
    const changed = { ...field, value, isSample: false, from }
    const put = (fields: School['fields']) => new Map([...fields, [key, changed]])
    return { ...school, general: put(school.general), fields: put(school.fields) }
  }
  const others = (school.specials.get(key) ?? []).filter(s => whomText(s.for) !== whomText(part))
  const own: SpecialValue = {
    for: part,
    meant: meantBy(part),
    value,
    isSample: false,
    line: null,
    isOwn: true,
    source: null,
  }
  return { ...school, specials: new Map([...school.specials, [key, [...others, own]]]) }
}

/** Where somebody belongs of whom is known that a value for this part of the school is theirs, and nothing else. */
export const belongingIn = ({
  campus = '',
  building = '',
  college = '',
  class: className = '',
  counselor = '',
}: ForWhom): Belonging => {
  return { ...{ college, className, counselor, counselorName: '' }, dorm: `${campus}${building}` }
}

/** For which part of the school the value is that somebody has of a field; null where it is everybody's. */
export function partFor(school: School, key: string, whose: Belonging): ForWhom | null {
  const [field, specials] = [school.general.get(key), school.specials.get(key)]
  return (field && specials && chosen(field, specials, namesOf(whose, school)).from?.for) ?? null
}

/** Somebody's names in each circle; none where it is not known. */
type Names = Record<Circle, readonly string[]>

function namesOf(whose: Belonging, school: { campuses: readonly Campus[]; sites: readonly Site[] }): Names {
  const { campus, building } = siteOf(whose, school)
  const known = (...names: string[]) => names.map(canonical).filter(given => given !== '')
  return {
    campus: known(campus),
    college: known(whose.college),
    building: known(building),
    counselor: known(whose.counselorName, ...partsOfCounselor(whose.counselor)),
    class: known(whose.className),
  }
}

/** The field with the narrowest of its values that holds; `mayDiffer` is by what one still narrower might hold that nothing is known of. */
function chosen(field: SchoolField, specials: readonly SpecialValue[], names: Names): SchoolField {
  const holding = specials.filter(s => circlesOf(s.for).every(c => names[c].includes(s.meant[c]!)))
  const best = holding.toSorted((a, b) => narrowness(b.for) - narrowness(a.for))[0]
  const open = specials.filter(
    s =>
      narrowness(s.for) > (best ? narrowness(best.for) : 0) &&
      !holding.includes(s) &&
      circlesOf(s.for).every(c => names[c].length === 0 || names[c].includes(s.meant[c]!)),
  )
  const mayDiffer = circles.filter(c => names[c].length === 0 && open.some(s => s.for[c] !== undefined))
  if (!best) return { ...field, mayDiffer }
  const { value, isSample, line, isOwn, source } = best
  return { ...field, value, isSample, from: { line, isOwn, for: best.for, source }, mayDiffer }
}

const circlesOf = (whom: ForWhom): Circle[] => circles.filter(c => whom[c] !== undefined)

/** The narrowest circle counts first, then the next. */
const narrowness = (whom: ForWhom): number => circlesOf(whom).reduce((sum, c) => sum + 2 ** circles.indexOf(c), 0)

/** Whom a value is for, in canonical names. */
export const meantBy = (whom: ForWhom): ForWhom =>
  Object.fromEntries(circlesOf(whom).map(c => [c, canonical(whom[c]!)]))

/** Whom a value is for, as one text: `campus=河西校区 building=3号楼`; the same whom has the same text. */
export const whomText = (whom: ForWhom): string =>
  circlesOf(whom)
    .map(c => `${c}=${whom[c]}`)
    .join(' ')

/** Where the value of a field comes from: `school.yaml:57 building=3号楼`, `own:2 学工部〔2027〕25号 三（四）`, with what the roster adds; null where there is none. */
export function originText({
  from,
  isSample,
  counselor,
}: Pick<SchoolField, 'from' | 'isSample' | 'counselor'>): string | null {
  const written = from && [
    `${from.isOwn ? 'own' : 'school.yaml'}:${from.line}`,
    ...(from.for ? [whomText(from.for)] : []),
    ...(isSample ? ['sample'] : []),
    ...(from.source === null ? [] : [from.source]),
  ]
  const parts = [...(counselor === '' ? [] : ['roster']), ...(written ? [written.join(' ')] : [])]
  return parts.length === 0 ? null : parts.join(' + ')
}
