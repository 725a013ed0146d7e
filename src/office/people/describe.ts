import { fill } from '../../content/words.ts'
import type { Role } from '../../core/role.ts'
import type { Audience, Unit } from '../../core/roster.ts'
import { buildingNamed } from './buildings.ts'
import { unitName } from './naming.ts'
import type { AudienceWords } from './words.ts'

/** Parts of the tree as one reads them; many are shortened. */
export function unitsText(units: readonly Unit[], words: AudienceWords): string {
  const names = units.map(u => unitName(u, words.said.school))
  if (names.length <= 6) return names.join('、')
  return fill(words.said.more, { some: names.slice(0, 5).join('、'), count: names.length })
}

/** An audience in Chinese, for previews: `示例学院一班里有助学贷款、还没办《…》的同学`. `titleOf` names a flow for people. */
export function describeAudience(
  { units, roles, numbers, loan, tags = [], progress, dorms }: Audience,
  words: AudienceWords,
  titleOf: (flow: string) => string,
): string {
  const { said } = words
  const who = units.length === 0 ? said.school : unitsText(units, words)
  const conditions = [
    ...(loan === 'any' ? [] : [loan === 'yes' ? said.loan : said.noLoan]),
    ...(tags.length > 0 ? [fill(said.tagged, { tags: tags.join('、') })] : []),
    ...(dorms.length > 0 ? [fill(said.dorms, { dorms: [...new Set(dorms.map(buildingNamed))].join('、') })] : []),
    ...(progress ? [fill(progress.isDone ? said.done : said.undone, { title: titleOf(progress.name) })] : []),
  ]
  const people = numbers.length > 0 ? fill(said.numbers, { count: numbers.length }) : peopleText(roles, words)
  const text = conditions.length > 0 ? said.of : said.plain
  return fill(text, { who, conditions: conditions.join('、'), people })
}

function peopleText(roles: readonly Role[], { said }: AudienceWords): string {
  const has = (role: Role) => roles.includes(role)
  const isStaff = has('college') || has('school')
  const named = [
    ...(roles.length === 0 || has('student') ? [said.students] : []),
    ...(has('monitor') && !has('student') ? [said.monitors] : []),
    ...(isStaff || roles.length === 0 ? [said.staff] : has('counselor') ? [said.counselors] : []),
  ]
  return named.join('、')
}
