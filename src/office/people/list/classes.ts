import { canonical } from '../../../content/names.ts'
import type { RosterPerson } from '../../../core/roster.ts'
import { classKey } from './place.ts'

/** What of a row makes the name of a class. */
export interface ClassParts {
  className: string
  major: string
  grade: string
}

/** The number of a class that is called by nothing else (`1`, `01班`, `(1)班`, `2301`); null for a name. */
function numberOfClass(name: string): string | null {
  const bare = canonical(name).replace(/^第/, '')
  const short = /^(\d{1,2}|[a-z])班?$/.exec(bare)
  if (short) return /^\d/.test(short[1]!) ? String(Number(short[1])) : short[1]!.toUpperCase()
  return /^(\d{3,4})班?$/.exec(bare)?.[1] ?? null
}

/** The year in `2023级`, `23级`, `2023-09-01`. */
function yearIn(grade: string): string | null {
  const [, year] = /^(20\d\d)/.exec(grade) ?? /^(\d\d)级?$/.exec(grade) ?? []
  return year ? `20${year.slice(-2)}` : null
}

/**
 * The whole name of a class: one that is called only by a number has the year and the major in front, so that the first classes of two majors are two.
 * A name stays as it is.
 */
export function classNameOf({ className, major, grade }: ClassParts): string {
  const name = className.replace(/(?:团支部|支部)$/u, '')
  const number = numberOfClass(name)
  if (number === null) return name
  const year = yearIn(grade)
  const front = `${year && !major.includes(year) && number.length < 3 ? `${year}级` : ''}${major}`
  // A list of one class may call it 1班 and no more: that is its name.
  if (front === '') return /^\d{1,2}$/.test(name) ? `${number}班` : name
  return `${front}${number}班`
}

/** One class under several writings: the one that holds, those that gave way, and of how many people. */
export interface Unified {
  college: string
  to: string
  from: string[]
  count: number
}

/**
 * For each class of these people the one writing of it: the roster's where it has one, else the most frequent, of equals the longest. What only differs
 * in spaces, brackets, numerals and a 班 at the end is one class.
 */
export function unifyClasses(
  people: readonly Pick<RosterPerson, 'college' | 'className'>[],
  before: Iterable<RosterPerson>,
): { nameOf(college: string, className: string): string; unified: Unified[] } {
  const idOf = (college: string, className: string) => `${college}\n${classKey(className)}`
  const chosen = new Map<string, string>()
  for (const { college, className } of before) if (className !== '') chosen.set(idOf(college, className), className)
  const known = new Set(chosen.keys())
  const groups = Map.groupBy(
    people.filter(p => p.className !== ''),
    p => idOf(p.college, p.className),
  )
  const unified: Unified[] = []
  for (const [id, group] of groups) {
    const writings = [...Map.groupBy(group, p => p.className)].map(([name, all]) => ({ name, count: all.length }))
    writings.sort((a, b) => b.count - a.count || b.name.length - a.name.length)
    if (!known.has(id)) chosen.set(id, writings[0]!.name)
    const to = chosen.get(id)!
    const others = writings.filter(w => w.name !== to)
    if (others.length > 0) {
      const count = others.reduce((sum, w) => sum + w.count, 0)
      unified.push({ college: group[0]!.college, to, from: others.map(w => w.name), count })
    }
  }
  return { nameOf: (college, className) => chosen.get(idOf(college, className)) ?? className, unified }
}
